"""May a file be changed? Rooms that know of its rights say why not; the library itself knows no law."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from leitstand.library.models import Asset

if TYPE_CHECKING:
    from django.utils.functional import Promise

Guard = Callable[[Asset, str], "str | Promise"]
_guards: list[Guard] = []


def add_guard(guard: Guard) -> None:
    """Let a room say why a file must not be changed in a way ("crop"); registering twice is once."""
    if guard not in _guards:
        _guards.append(guard)


def stands_against(asset: Asset, change: str) -> str:
    """Return why a change must not be made, with what to do; "" where nothing stands against it."""
    return next((str(why) for guard in _guards if (why := guard(asset, change))), "")
