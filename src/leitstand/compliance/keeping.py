"""Files this room keeps as proof: equal ones are stored once, and go when nobody leans on them any more."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from leitstand.compliance.models import ConsentProof, Evidence
from leitstand.house.errors import Invalid
from leitstand.library.files import TooBig, drop, keep, take_in
from leitstand.library.queries import is_held

MOST_BYTES = 50 * 1024 * 1024


def take_proof(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Store a file unchanged; returns hash and size. Raises Invalid at the field `file`."""
    try:
        return keep(take_in(chunks, most=MOST_BYTES))
    except TooBig as big:
        raise Invalid({"file": _("At most 50 MB, please.")}) from big


def drop_files(files: Iterable[str]) -> None:
    """Delete files; one that other evidence, a consent or the library leans on stays."""
    for sha256 in files:
        leant_on = (
            Evidence.objects.filter(sha256=sha256).exists()
            or ConsentProof.objects.filter(sha256=sha256).exists()
            or is_held(sha256)
        )
        if not leant_on:
            drop(sha256)
