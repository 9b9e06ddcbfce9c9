"""Where this room asks for language and tone: one place, so that everything else need not know how they are found."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from leitstand.listening.core import tone
from leitstand.listening.models import ToneDelta

# From here on a text counts as offensive, or as praise, in the figures.
COUNTS_FROM: Final = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text is: its language, its tone ("" where it is not read), how sure, and whether it offends or praises."""

    language: str = "und"
    tone: str = ""
    sure: float | None = None
    offensive: float | None = None
    praise: float | None = None


def read(workspace_id: int, texts: Sequence[str], languages: Sequence[str]) -> list[Reading]:
    """Return what each text is, with what this workspace's corrections taught; `languages` are as told, "" where not."""
    found = tone.read(texts, delta=_delta(workspace_id), languages=[told or None for told in languages])
    return [
        Reading(one.language, one.tone or "", one.sure if one.tone else None, one.offensive, one.praise)
        for one in found
    ]


def _delta(workspace_id: int) -> tone.Delta | None:
    known = ToneDelta.objects.filter(workspace_id=workspace_id, helps=True).values_list("learnt_at", flat=True).first()
    return None if known is None else _opened(workspace_id, known.isoformat())


@lru_cache(maxsize=64)
def _opened(workspace_id: int, _learnt_at: str) -> tone.Delta | None:
    row = ToneDelta.objects.get(workspace_id=workspace_id)
    try:
        return tone.Delta.from_bytes(bytes(row.weights))
    except ValueError:  # learnt with other tables: it is learnt anew with the next correction
        return None
