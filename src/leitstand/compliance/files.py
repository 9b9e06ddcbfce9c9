"""Files that prove something, kept unchanged under their hash, and dropped once nothing leans on them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from leitstand.compliance.models import Evidence, Handover, Proof
from leitstand.house.errors import Invalid
from leitstand.library.files import TooBig, drop, keep, take_in
from leitstand.library.queries import is_held

MOST_BYTES = 50 * 1024 * 1024


def kept(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Take a file in; returns hash and size. Raises Invalid at the field `file` for one that is too big."""
    try:
        return keep(take_in(chunks, most=MOST_BYTES))
    except TooBig as big:
        raise Invalid({"file": _("At most 50 MB, please.")}) from big


def drop_files(hashes: Iterable[str]) -> None:
    """Drop files: equal ones are stored once, so one that something else leans on stays."""
    for sha256 in set(filter(None, hashes)):
        leaning = any(model.objects.filter(sha256=sha256).exists() for model in (Evidence, Proof, Handover))
        if not leaning and not is_held(sha256):
            drop(sha256)
