"""Reads of sums: volume, tone, interactions and potential reach of searches over free days. Never of the mentions themselves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import QuerySet, Sum

from leitstand.house.spans import Span
from leitstand.listening.core.reach import Reach
from leitstand.listening.core.trends import AGAINST, WINDOW, Rising, rising
from leitstand.listening.models import DayFigures, HourFigures, Search, TermHour
from leitstand.listening.models.figures import SUMS
from leitstand.listening.storing import Sums

TONES: Final = ("positive", "neutral", "negative", "unsure")


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked about: searches, sources (none: all), days."""

    searches: Sequence[Search]
    span: Span
    sources: Sequence[int] = ()

    def over(self, span: Span) -> "Scope":
        """Return the same over other days."""
        return Scope(self.searches, span, self.sources)


@dataclass(frozen=True, slots=True)
class Total:
    """Sums with the figures that follow from them. Reach: None where nobody told followers."""

    sums: Sums
    reach: int | None = None

    @property
    def interactions(self) -> int | None:
        """Likes, comments and shares together; None where nobody told any."""
        sums = self.sums
        return sums.likes + sums.comments + sums.shares if sums.interactions_told else None

    @property
    def read(self) -> int:
        """How many mentions have a tone, "unsure" among them."""
        return sum(getattr(self.sums, tone) for tone in TONES)

    def share(self, tone: str) -> float | None:
        """The share of a tone among those read; None where none was."""
        return getattr(self.sums, tone) / self.read if self.read else None


def total_of(sums: Sums, overlap: int) -> Total:
    """Return sums of one search with their potential reach; `overlap` in percent of the sharers' followers."""
    return Total(sums, Reach(sums.authors_reach, sums.sharers_reach, sums.reach_told).potential(overlap))


def whole(totals: Iterable[Total]) -> Total:
    """Return several searches together; a mention that fits two of them counts with both."""
    told, sums = list(totals), Sums()
    for one in told:
        sums.add(one.sums)
    known = [one.reach for one in told if one.reach is not None]
    return Total(sums, sum(known) if known else None)


def by_search(scope: Scope, *, overlap: int | None = None) -> dict[int, Total]:
    """Return the sums of each search; `overlap` in percent stands in for that of each search."""
    found = {row["search"]: _sums(row) for row in _days(scope).values("search").annotate(**_ALL)}
    return {
        one.pk: total_of(found.get(one.pk, Sums()), one.overlap if overlap is None else overlap)
        for one in scope.searches
    }


def by_source(scope: Scope) -> dict[int, Total]:
    """Return the sums of each source, the most mentions first; without a reach, whose overlap is that of a search."""
    rows: list[Mapping[str, Any]] = list(_days(scope).values("source").annotate(**_ALL))
    rows.sort(key=lambda row: -int(row["all_mentions"] or 0))
    return {row["source"]: Total(_sums(row)) for row in rows}


def by_day(scope: Scope) -> list[tuple[date, int, Total]]:
    """Return the sums of each day and search (its number) that has any."""
    overlap = {one.pk: one.overlap for one in scope.searches}
    rows = _days(scope).values("day", "search").annotate(**_ALL).order_by("day", "search__name")
    return [(row["day"], row["search"], total_of(_sums(row), overlap[row["search"]])) for row in rows]


def days_together(scope: Scope) -> list[tuple[date, Total]]:
    """Return the sums of all searches together on each day, days without any included."""
    told: Iterable[Mapping[str, Any]] = _days(scope).values("day").annotate(**_ALL)
    found = {row["day"]: Total(_sums(row)) for row in told}
    days = (scope.span.first + timedelta(days=step) for step in range(scope.span.days))
    return [(day, found.get(day, Total(Sums()))) for day in days]


def first_day(scope: Scope) -> date | None:
    """Return the first day any of the searches has a figure of; None where none has."""
    rows = DayFigures.objects.filter(search__in=[one.pk for one in scope.searches])
    return rows.order_by("day").values_list("day", flat=True).first()


def rising_of(search: Search, now: datetime, *, most: int = 20) -> list[Rising]:
    """Return the terms that rise in a search: the last three hours against the seven days before them."""
    start = (now - WINDOW).replace(minute=0, second=0, microsecond=0)
    present = TermHour.objects.filter(search=search, hour__gte=start, hour__lte=now)
    counted = dict(present.values_list("term").annotate(all=Sum("posts")))
    lively = [term for term, posts in counted.items() if posts]
    earlier = TermHour.objects.filter(search=search, term__in=lively, hour__gte=start - AGAINST, hour__lt=start)
    before = dict(earlier.values_list("term").annotate(all=Sum("posts")))
    return rising(
        counted,
        _groups(search, start, now + timedelta(seconds=1)),
        before,
        _groups(search, start - AGAINST, start),
        most=most,
    )


def _groups(search: Search, since: datetime, until: datetime) -> int:
    rows = HourFigures.objects.filter(search=search, hour__gte=since, hour__lt=until)
    return rows.aggregate(all=Sum("groups"))["all"] or 0


def _days(scope: Scope) -> QuerySet[DayFigures]:
    rows = DayFigures.objects.filter(
        search__in=[one.pk for one in scope.searches], day__gte=scope.span.first, day__lte=scope.span.last
    )
    return rows.filter(source__in=list(scope.sources)) if scope.sources else rows


# "all_" before the names: an annotation must not be called like a field.
_ALL: Final = {f"all_{name}": Sum(name) for name in SUMS}


def _sums(row: Mapping[str, Any]) -> Sums:
    return Sums(*(int(row[f"all_{name}"] or 0) for name in SUMS))
