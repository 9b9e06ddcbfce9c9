"""Days told twice in different grain would count twice: days against a whole period, advertisements against the whole. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Told:
    """What one row covers."""

    ad: str
    first: date
    last: date


def clashes(new: Told, known: Iterable[Told]) -> bool:
    """Whether a row tells of days that another one tells of in another grain; the very same row is renewed, not doubled."""
    for one in known:
        if one == new or one.last < new.first or new.last < one.first:
            continue
        if bool(one.ad) != bool(new.ad) or one.ad == new.ad:
            return True
    return False
