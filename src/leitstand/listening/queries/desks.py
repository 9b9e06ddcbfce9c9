"""Reads for desks and topics: sums of several searches over free days, beside those of other days. Never all mentions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet, Sum

from leitstand.house.spans import Span
from leitstand.listening.core.trends import Rising, rising
from leitstand.listening.models import DayFigures, Match, Search, TermDay
from leitstand.listening.models.figures import SUMS
from leitstand.listening.queries.figures import Total
from leitstand.listening.queries.mentions import Wish, stream
from leitstand.listening.storing import Sums

TONES: Final = ("positive", "neutral", "negative", "unsure")
LATEST: Final = 50
BUSIEST: Final = 12


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked about: searches, sources (none: all), days."""

    searches: Sequence[Search]
    span: Span
    sources: Sequence[int] = ()

    def over(self, span: Span) -> "Scope":
        """Return the same over other days."""
        return Scope(self.searches, span, self.sources)


def sums_by_search(scope: Scope) -> dict[int, Total]:
    """Return the sums of each search."""
    rows = _days(scope).values("search").annotate(**_ALL)
    found = {row["search"]: _sums(row) for row in rows}
    return {one.pk: Total(found.get(one.pk, Sums()), one.overlap) for one in scope.searches}


@dataclass(frozen=True, slots=True)
class Together:
    """The sums of several searches; a mention that fits two of them counts with both. Reach: None where nobody told followers."""

    sums: Sums
    reach: int | None

    @property
    def interactions(self) -> int | None:
        """Likes, comments and shares; None where nobody told any."""
        return Total(self.sums).interactions

    @property
    def read(self) -> int:
        """How many mentions have a tone, "unsure" among them."""
        return Total(self.sums).read

    def share(self, tone: str) -> float | None:
        """The share of a tone among those read; None where none was."""
        return Total(self.sums).share(tone)


def whole(totals: Iterable[Total], *, overlap: int | None = None) -> Together:
    """Return several searches together; `overlap` in percent stands in for that of each search."""
    told = list(totals)
    sums = Sums()
    for one in told:
        sums.add(one.sums)
    reached = [(one if overlap is None else Total(one.sums, overlap)).reach for one in told]
    known = [one for one in reached if one is not None]
    return Together(sums, sum(known) if known else None)


def tone_by_day(scope: Scope) -> list[tuple[date, dict[str, int]]]:
    """Return how many mentions of each tone every day has, days without any included."""
    rows = _days(scope).values("day").annotate(**{f"all_{tone}": Sum(tone) for tone in TONES})
    told: Iterable[Mapping[str, Any]] = rows
    found = {row["day"]: {tone: int(row[f"all_{tone}"] or 0) for tone in TONES} for row in told}
    days = (scope.span.first + timedelta(days=step) for step in range(scope.span.days))
    return [(day, found.get(day, dict.fromkeys(TONES, 0))) for day in days]


def mentions_by_day(scope: Scope) -> dict[int, dict[date, int]]:
    """Return the mentions of each search by day; days without any are left out."""
    found: dict[int, dict[date, int]] = {one.pk: {} for one in scope.searches}
    for search, day, count in _days(scope).values_list("search", "day").annotate(all=Sum("mentions")):
        found[search][day] = int(count or 0)
    return found


def sums_by_day(scope: Scope) -> list[tuple[date, int, Total]]:
    """Return the sums of each day and search (its number) that has any."""
    overlap = {one.pk: one.overlap for one in scope.searches}
    rows = _days(scope).values("day", "search").annotate(**_ALL).order_by("day", "search__name")
    return [(row["day"], row["search"], Total(_sums(row), overlap[row["search"]])) for row in rows]


def sums_by_source(scope: Scope) -> dict[int, Total]:
    """Return the sums of each source, the most mentions first."""
    rows: list[Mapping[str, Any]] = list(_days(scope).values("source").annotate(**_ALL))
    rows.sort(key=lambda row: -int(row["all_mentions"] or 0))
    return {row["source"]: Total(_sums(row)) for row in rows}


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
    before = scope.span.before()
    rows = TermDay.objects.filter(search__in=[one.pk for one in scope.searches])
    now = Q(day__gte=scope.span.first, day__lte=scope.span.last)
    then = Q(day__gte=before.first, day__lte=before.last)
    counted = (
        rows.filter(now | then)
        .values("term")
        .annotate(present=Sum("posts", filter=now, default=0), earlier=Sum("posts", filter=then, default=0))
        .filter(present__gt=0)
        .order_by("-present", "term")
    )
    terms = [Frequency(row["term"], int(row["present"]), int(row["earlier"])) for row in counted[:2_000]]
    groups = whole(sums_by_search(scope).values()).sums.groups
    earlier = whole(sums_by_search(scope.over(before)).values()).sums.groups
    risen = rising(
        {one.term: one.posts for one in terms}, groups, {one.term: one.before for one in terms}, earlier, most=most
    )
    first = rows.order_by("day").values_list("day", flat=True).first()
    return Topics(terms[:most], risen, first)


def frequency_of(scope: Scope, words: Sequence[str]) -> list[Frequency]:
    """Return how often single words (or pairs) stood in mentions, now and in as many days before; the most frequent first."""
    before = scope.span.before()
    rows = TermDay.objects.filter(
        search__in=[one.pk for one in scope.searches], term__in=[word.lower() for word in words]
    )
    counted = {
        row["term"]: (int(row["present"]), int(row["earlier"]))
        for row in rows.values("term").annotate(
            present=Sum("posts", filter=Q(day__gte=scope.span.first, day__lte=scope.span.last), default=0),
            earlier=Sum("posts", filter=Q(day__gte=before.first, day__lte=before.last), default=0),
        )
    }
    found = [Frequency(word, *counted.get(word.lower(), (0, 0))) for word in words]
    return sorted(found, key=lambda one: (-one.posts, -one.before, one.term))


def busiest(scope: Scope) -> Scope:
    """Return the same of the searches with the most mentions: words of people are read of these alone."""
    if len(scope.searches) <= BUSIEST:
        return scope
    totals = sums_by_search(scope)
    ranked = sorted(scope.searches, key=lambda one: -totals[one.pk].sums.mentions)
    return Scope(ranked[:BUSIEST], scope.span, scope.sources)


def examples(scope: Scope, tone: str, *, most: int = 3) -> list[Match]:
    """Return the latest mentions of a tone over all searches, each once."""
    begin, end = scope.span.moments(scope.searches[0].workspace) if scope.searches else (None, None)
    seen: dict[int, Match] = {}
    for search in scope.searches:
        for one in stream(search.pk, Wish(tone=tone, since=begin, until=end), most=most):
            if not scope.sources or one.source_id in scope.sources:
                seen.setdefault(one.mention_id, one)
    return sorted(seen.values(), key=lambda one: one.at, reverse=True)[:most]


def loudest(scope: Scope, *, most: int = 5) -> list[Match]:
    """Return mentions of those with the most followers among the latest of each search, each author once."""
    begin, end = scope.span.moments(scope.searches[0].workspace) if scope.searches else (None, None)
    by_author: dict[str, Match] = {}
    for search in scope.searches:
        for one in stream(search.pk, Wish(since=begin, until=end), most=LATEST):
            told = one.mention.followers or 0
            key = one.mention.author_key
            if told and key and (key not in by_author or told > (by_author[key].mention.followers or 0)):
                by_author[key] = one
    return sorted(by_author.values(), key=lambda one: -(one.mention.followers or 0))[:most]


def usual_day(scope: Scope, today: date, *, days: int = 28) -> tuple[Together, Together]:
    """Return the sums of today and those of the days before it, `days` of them together."""
    lately = scope.over(Span(today - timedelta(days=days), today - timedelta(days=1)))
    present = scope.over(Span(today, today))
    return whole(sums_by_search(present).values()), whole(sums_by_search(lately).values())


def _days(scope: Scope) -> QuerySet[DayFigures]:
    rows = DayFigures.objects.filter(
        search__in=[one.pk for one in scope.searches], day__gte=scope.span.first, day__lte=scope.span.last
    )
    return rows.filter(source__in=list(scope.sources)) if scope.sources else rows


_ALL: Final = {f"all_{name}": Sum(name) for name in SUMS}


def _sums(row: Mapping[str, Any]) -> Sums:
    return Sums(*(int(row[f"all_{name}"] or 0) for name in SUMS))
