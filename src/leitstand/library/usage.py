"""Where is a file used? Rooms that use files register a finder; the library itself knows no posts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from leitstand.house.models import Workspace
from leitstand.library.models import Asset


@dataclass(frozen=True, slots=True)
class Usage:
    """One place where a file stands: what it is called, where it is opened, and whether the file can still be swapped.

    `thing` names the post for good ("publication:…"), `link` is where everybody sees it; "" where there is none.
    """

    asset: str
    label: str
    url: str
    state: str
    can_change: bool
    thing: str = ""
    link: str = ""


Finder = Callable[[Workspace, Sequence[str]], Iterable[Usage]]
_finders: list[Finder] = []


def add_finder(finder: Finder) -> None:
    """Let a room tell where it uses files; registering twice is once."""
    if finder not in _finders:
        _finders.append(finder)


def usages(workspace: Workspace, assets: Iterable[Asset]) -> dict[str, list[Usage]]:
    """Return for each file where it stands."""
    found: dict[str, list[Usage]] = {str(asset.pk): [] for asset in assets}
    for finder in _finders:
        for usage in finder(workspace, list(found)):
            found.setdefault(usage.asset, []).append(usage)
    return found
