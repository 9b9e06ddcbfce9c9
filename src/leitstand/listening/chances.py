"""Mark mentions in which somebody may want to buy, while they are stored: the terms of each workspace, compiled once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from leitstand.listening.core.chances import Terms, terms_with
from leitstand.listening.models import Chance, ChanceTerm, Search

_HELD: Final = 32
# Somebody who passes a post on asks for nothing.
_PASSED_ON: Final = "share"


@dataclass(frozen=True, slots=True)
class Fresh:
    """A mention as it is stored: its number, its moments, what it is, its words, and the searches it fits."""

    mention: int
    at: datetime
    taken_at: datetime
    kind: str
    text: str
    searches: tuple[int, ...]


def note_chances(workspace_id: int, fresh: Sequence[Fresh]) -> int:
    """Put those that look like chances on the desk, in the caller's transaction; return how many were looked at."""
    fresh = [one for one in fresh if one.kind != _PASSED_ON]
    if not fresh:
        return 0
    purposes = dict(Search.objects.filter(workspace_id=workspace_id).values_list("pk", "purpose"))
    fits = [frozenset(purposes.get(search, "") for search in one.searches) for one in fresh]
    found = terms_of(workspace_id).found_in([one.text for one in fresh], fits)
    rows = [
        Chance(workspace_id=workspace_id, mention=one.mention, at=one.at, terms=list(terms), found_at=one.taken_at)
        for one, terms, purpose in zip(fresh, found, fits, strict=True)
        if terms or "chance" in purpose
    ]
    Chance.objects.bulk_create(rows, ignore_conflicts=True)
    return len(fresh)


def terms_of(workspace_id: int) -> Terms:
    """Return the terms that count in a workspace."""
    rows = ChanceTerm.objects.filter(workspace_id=workspace_id).order_by("pk").values_list("query", "is_off")
    return _compiled(tuple(rows))


@lru_cache(maxsize=_HELD)
def _compiled(told: tuple[tuple[str, bool], ...]) -> Terms:
    own = [query for query, is_off in told if not is_off]
    return Terms(terms_with(own, frozenset(query for query, is_off in told if is_off)))
