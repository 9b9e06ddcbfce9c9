"""Files this room keeps as proof: equal ones are stored once, and go when nobody leans on them any more."""

from collections.abc import Callable, Iterable

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _

from leitstand.house.errors import Invalid
from leitstand.library.files import TooBig, drop, keep, take_in
from leitstand.library.queries import is_held

MOST_BYTES = 50 * 1024 * 1024
_elsewhere: list[Callable[[str], bool]] = []


def also_held(asks: Callable[[str], bool]) -> Callable[[str], bool]:
    """Let a room above say whether it leans on a file with this hash."""
    _elsewhere.append(asks)
    return asks


def take_proof(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Store a file unchanged; returns hash and size. Raises Invalid at the field `file`."""
    try:
        return keep(take_in(chunks, most=MOST_BYTES))
    except TooBig as big:
        raise Invalid({"file": _("At most 50 MB, please.")}) from big


def drop_files(hashes: Iterable[str]) -> None:
    """Delete files; one that another record of this room, the library or a room above leans on stays."""
    for sha256 in set(filter(None, hashes)):
        leaning = any(model._default_manager.filter(sha256=sha256).exists() for model in _with_files())  # noqa: SLF001
        if not leaning and not is_held(sha256) and not any(asks(sha256) for asks in _elsewhere):
            drop(sha256)


def _with_files() -> list[type[Model]]:
    models = apps.get_app_config("compliance").get_models()
    return [model for model in models if any(field.name == "sha256" for field in model._meta.get_fields())]  # noqa: SLF001
