"""Reads beside the sums: what is spoken of, and a few words of people. Never all mentions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.db import connection
from django.db.models import Q, QuerySet, Sum

from leitstand.listening.core.trends import Rising, rising
from leitstand.listening.models import Match, TermDay
from leitstand.listening.queries.figures import Scope, by_search, whole
from leitstand.listening.queries.mentions import with_mentions

LATEST: Final = 50
BUSIEST: Final = 12
MOST_TERMS: Final = 2_000


@dataclass(frozen=True, slots=True)
class Frequency:
    """A term with the groups of mentions it stood in, now and in as many days before."""

    term: str
    posts: int
    before: int

    @property
    def growth(self) -> float | None:
        """By how much of the earlier count it grew; None where there was none."""
        return (self.posts - self.before) / self.before if self.before else None


@dataclass(frozen=True, slots=True)
class Topics:
    """What was spoken of: the most frequent terms, and those that rose; `since` is the first day words are counted for."""

    frequent: Sequence[Frequency] = ()
    risen: Sequence[Rising] = field(default_factory=tuple)
    since: date | None = None


def spoken_of(scope: Scope, *, most: int = 20) -> Topics:
    """Return the terms of some days beside as many days before; the counts of single days, of all sources, are read."""
    everywhere = Scope(scope.searches, scope.span)
    terms = [Frequency(*row) for row in _counts(scope) if row[1]]
    now, then = (
        whole(by_search(one).values()).sums.groups for one in (everywhere, everywhere.over(scope.span.before()))
    )
    risen = rising(
        {one.term: one.posts for one in terms}, now, {one.term: one.before for one in terms}, then, most=most
    )
    return Topics(terms[:most], risen, _rows(scope).order_by("day").values_list("day", flat=True).first())


def frequency_of(scope: Scope, words: Sequence[str]) -> list[Frequency]:
    """Return how often words stood in mentions, now and in as many days before; the most frequent first."""
    told = _counts(scope, only=[word.lower() for word in words])
    counted = {term: (present, earlier) for term, present, earlier in told}
    found = [Frequency(word, *counted.get(word.lower(), (0, 0))) for word in words]
    return sorted(found, key=lambda one: (-one.posts, -one.before, one.term))


def busiest(scope: Scope) -> Scope:
    """Return the same of the searches with the most mentions: what costs a read for each is done for these alone."""
    if len(scope.searches) <= BUSIEST:
        return scope
    totals = by_search(scope)
    ranked = sorted(scope.searches, key=lambda one: -totals[one.pk].sums.mentions)
    return Scope(ranked[:BUSIEST], scope.span, scope.sources)


def examples(scope: Scope, tones: Sequence[str], *, most: int = 3) -> dict[str, list[Match]]:
    """Return the latest mentions of each tone over all searches, each mention once; a tone nobody used is left out."""
    found: dict[str, dict[int, Match]] = {tone: {} for tone in tones}
    for one in _latest(scope, tones, most):
        found[one.tone].setdefault(one.mention_id, one)
    return {tone: list(ones.values())[:most] for tone, ones in found.items() if ones}


def loudest(scope: Scope, *, most: int = 5) -> list[Match]:
    """Return mentions of those with the most followers among the latest of each search, each author once."""
    by_author: dict[str, Match] = {}
    for one in _latest(scope, ("",), LATEST):
        told, key = one.mention.followers or 0, one.mention.author_key
        if told and key and (key not in by_author or told > (by_author[key].mention.followers or 0)):
            by_author[key] = one
    return sorted(by_author.values(), key=lambda one: -(one.mention.followers or 0))[:most]


# For each search and tone a short walk along its index, all in one question.
_LATEST: Final = """
    SELECT latest.id FROM unnest(%(searches)s::bigint[]) AS s(id) CROSS JOIN unnest(%(tones)s::text[]) AS t(tone)
    CROSS JOIN LATERAL (
        SELECT m.id FROM listening_match m
        WHERE m.search_id = s.id AND m.at >= %(begin)s AND m.at < %(end)s AND (t.tone = '' OR m.tone = t.tone)
          AND (%(sources)s::bigint[] IS NULL OR m.source_id = ANY(%(sources)s))
        ORDER BY m.at DESC, m.id DESC LIMIT %(most)s
    ) AS latest
"""


def _latest(scope: Scope, tones: Sequence[str], most: int) -> list[Match]:
    """Return the latest matches of each search and tone ("": any), with their mentions and sources, the newest first."""
    if not scope.searches:
        return []
    begin, end = scope.span.moments(scope.searches[0].workspace)
    told: dict[str, list[int] | list[str] | datetime | int | None] = {
        "searches": [one.pk for one in scope.searches], "tones": list(tones), "begin": begin, "end": end, "most": most,
        "sources": list(scope.sources) or None,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_LATEST, told)
        numbers = [number for (number,) in cursor.fetchall()]
    rows = Match.objects.filter(pk__in=numbers, at__gte=begin, at__lt=end).select_related("source")
    return with_mentions(list(rows.order_by("-at", "-pk")))


def _rows(scope: Scope) -> QuerySet[TermDay]:
    return TermDay.objects.filter(search__in=[one.pk for one in scope.searches])


def _counts(scope: Scope, *, only: Sequence[str] | None = None) -> list[tuple[str, int, int]]:
    """Return terms with their counts now and in as many days before, the most frequent first."""
    before = scope.span.before()
    now = Q(day__gte=scope.span.first, day__lte=scope.span.last)
    then = Q(day__gte=before.first, day__lte=before.last)
    rows = _rows(scope).filter(now | then)
    if only is not None:
        rows = rows.filter(term__in=only)
    counted = rows.values_list("term").annotate(
        present=Sum("posts", filter=now, default=0), earlier=Sum("posts", filter=then, default=0)
    )
    return [(term, int(one), int(other)) for term, one, other in counted.order_by("-present", "term")[:MOST_TERMS]]
