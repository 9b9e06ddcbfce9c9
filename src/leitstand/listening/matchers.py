"""The searches of a workspace, compiled once in each process and anew when one of them changes."""

from functools import lru_cache
from typing import Final

from leitstand.listening.core.matching import Matcher, Wanted
from leitstand.listening.core.query import QueryError, parse
from leitstand.listening.models import Search

Versions = tuple[tuple[int, int], ...]
_HELD: Final = 32


class Searches:
    """What a workspace listens for: the matcher, and which languages each search wants (none: any)."""

    def __init__(self, rows: list[Search]) -> None:
        self.languages = {row.pk: frozenset(row.languages) for row in rows if row.languages}
        self.matcher = Matcher([wanted for row in rows if (wanted := wanted_of(row)) is not None])


def wanted_of(search: Search) -> Wanted[int] | None:
    """Return a search to match by; None where it cannot be read any more (the language of searches has changed)."""
    try:
        return Wanted(search.pk, parse(search.query), search.misspellings)
    except QueryError:
        return None


def searches_of(workspace_id: int) -> Searches:
    """Return the present searches of a workspace."""
    rows = Search.objects.filter(workspace_id=workspace_id, paused_at=None).order_by("pk")
    return _compiled(workspace_id, tuple(rows.values_list("pk", "version")))


@lru_cache(maxsize=_HELD)
def _compiled(workspace_id: int, versions: Versions) -> Searches:
    rows = Search.objects.filter(workspace_id=workspace_id, pk__in=[key for key, _ in versions])
    return Searches(list(rows.order_by("pk")))
