"""Reads of sums: volume, tone, share of voice, interactions and potential reach over time. Never of the mentions themselves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet, Sum

from leitstand.listening.core.reach import Reach
from leitstand.listening.core.trends import AGAINST, WINDOW, Rising, rising
from leitstand.listening.models import DayFigures, HourFigures, Search, TermHour
from leitstand.listening.models.figures import SUMS
from leitstand.listening.storing import Sums


@dataclass(frozen=True, slots=True)
class Total:
    """The sums of a search over a span, with the figures that follow from them."""

    sums: Sums
    overlap: int = 0

    @property
    def interactions(self) -> int | None:
        """Likes, comments and shares together; None where nobody told any."""
        sums = self.sums
        return sums.likes + sums.comments + sums.shares if sums.interactions_told else None

    @property
    def reach(self) -> int | None:
        """The potential reach; None where no followers were told."""
        sums = self.sums
        return Reach(sums.authors_reach, sums.sharers_reach, sums.reach_told).potential(self.overlap)

    @property
    def read(self) -> int:
        """How many mentions have a tone, "unsure" among them."""
        sums = self.sums
        return sums.positive + sums.neutral + sums.negative + sums.unsure

    def share(self, tone: str) -> float | None:
        """The share of a tone among those read; None where none was."""
        return getattr(self.sums, tone) / self.read if self.read else None


def total_of(search: Search, since: date, until: date, *, source: int | None = None) -> Total:
    """Return the sums of a search from one day to another, both included."""
    return totals_of([search], since, until, source=source)[search.pk]


def totals_of(searches: Iterable[Search], since: date, until: date, *, source: int | None = None) -> dict[int, Total]:
    """Return the sums of several searches from one day to another, both included."""
    listed = list(searches)
    rows = _days([search.pk for search in listed], since, until, source).values("search").annotate(**_ALL)
    found = {row["search"]: _sums(row) for row in rows}
    return {search.pk: Total(found.get(search.pk, Sums()), search.overlap) for search in listed}


def by_day(search: Search, since: date, until: date, *, source: int | None = None) -> list[tuple[date, Total]]:
    """Return the sums of each day, days without any included."""
    rows = _days([search.pk], since, until, source).values("day").annotate(**_ALL)
    found = {row["day"]: _sums(row) for row in rows}
    days = [since + timedelta(days=step) for step in range((until - since).days + 1)]
    return [(day, Total(found.get(day, Sums()), search.overlap)) for day in days]


def by_hour(
    search: Search, since: datetime, until: datetime, *, source: int | None = None
) -> list[tuple[datetime, Total]]:
    """Return the sums of each full hour (UTC), hours without any included."""
    rows = HourFigures.objects.filter(search=search, hour__gte=since, hour__lt=until)
    if source is not None:
        rows = rows.filter(source_id=source)
    found = {row["hour"]: _sums(row) for row in rows.values("hour").annotate(**_ALL)}
    first = since.replace(minute=0, second=0, microsecond=0)
    hours = [first + timedelta(hours=step) for step in range(int((until - first).total_seconds() // 3600) + 1)]
    return [(hour, Total(found.get(hour, Sums()), search.overlap)) for hour in hours if hour < until]


def by_source(search: Search, since: date, until: date) -> dict[int, Total]:
    """Return the sums of each source."""
    rows = _days([search.pk], since, until, None).values("source").annotate(**_ALL)
    return {row["source"]: Total(_sums(row), search.overlap) for row in rows}


def share_of_voice(searches: Sequence[Search], since: date, until: date) -> list[tuple[Search, Total, float | None]]:
    """Return for each search its sums and its share of all mentions of these searches; None where there are none."""
    totals = totals_of(searches, since, until)
    whole = sum(total.sums.mentions for total in totals.values())
    return [
        (search, totals[search.pk], totals[search.pk].sums.mentions / whole if whole else None) for search in searches
    ]


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


def _days(searches: Sequence[int], since: date, until: date, source: int | None) -> QuerySet[DayFigures]:
    rows = DayFigures.objects.filter(search_id__in=searches, day__gte=since, day__lte=until)
    return rows if source is None else rows.filter(source_id=source)


# "all_" before the names: an annotation must not be called like a field.
_ALL = {f"all_{name}": Sum(name) for name in SUMS}


def _sums(row: Mapping[str, object]) -> Sums:
    return Sums(*(int(str(row[f"all_{name}"] or 0)) for name in SUMS))
