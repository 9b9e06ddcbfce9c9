"""The shape of a month and a week: Monday first, weeks counted as ISO 8601 counts them; bands laid into lanes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from Monday to Sunday; `year` and `number` as ISO 8601 counts."""

    year: int
    number: int
    days: tuple[date, ...]

    @property
    def slug(self) -> str:
        """How addresses name the week: 2026-W45."""
        return f"{self.year:04d}-W{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Month:
    """A month as drawn: whole weeks, so that days of its neighbours stand at both ends."""

    year: int
    month: int
    weeks: tuple[Week, ...]

    @property
    def first(self) -> date:
        """The first day drawn."""
        return self.weeks[0].days[0]

    @property
    def last(self) -> date:
        """The last day drawn."""
        return self.weeks[-1].days[-1]

    @property
    def days(self) -> tuple[date, ...]:
        """All days drawn."""
        return tuple(day for week in self.weeks for day in week.days)

    def holds(self, day: date) -> bool:
        """Whether a day belongs to the month itself."""
        return (day.year, day.month) == (self.year, self.month)


def week_of(day: date) -> Week:
    """Return the week a day lies in."""
    year, number, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    return Week(year, number, tuple(monday + timedelta(days=index) for index in range(7)))


def week_named(year: int, number: int) -> Week:
    """Return a week by its ISO number; raises ValueError where the year has no such week."""
    return week_of(date.fromisocalendar(year, number, 1))


def month_of(year: int, month: int) -> Month:
    """Return the weeks a month touches: four to six."""
    day = date(year, month, 1)
    weeks: list[Week] = []
    while (day.year, day.month) <= (year, month):
        week = week_of(day)
        weeks.append(week)
        day = week.days[-1] + timedelta(days=1)
    return Month(year, month, tuple(weeks))


def neighbour(year: int, month: int, step: int) -> tuple[int, int]:
    """Return the month some steps later or earlier."""
    count = year * 12 + (month - 1) + step
    return count // 12, count % 12 + 1


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasts for days: a campaign."""

    id: int
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class Bar:
    """The part of a span that lies on one day, in its lane; `names` says whether the name stands here."""

    id: int
    lane: int
    is_first: bool
    is_last: bool
    names: bool


def lanes(week: Sequence[date], spans: Iterable[Span], most: int) -> dict[date, list[Bar | None]]:
    """Lay spans into the lanes of a week so that none covers another; None keeps a lane free, what does not fit is left out."""
    rows: list[date] = []
    laid: dict[date, list[Bar | None]] = {day: [] for day in week}
    inside = [span for span in spans if span.starts <= week[-1] and span.ends >= week[0]]
    for span in sorted(inside, key=lambda one: (one.starts, one.starts - one.ends, one.id)):
        first, last = max(span.starts, week[0]), min(span.ends, week[-1])
        lane = next((index for index, end in enumerate(rows) if end < first), len(rows))
        if lane >= most:
            continue
        if lane == len(rows):
            rows.append(last)
        else:
            rows[lane] = last
        for day in week:
            if first <= day <= last:
                bars = laid[day]
                bars.extend([None] * (lane + 1 - len(bars)))
                bars[lane] = Bar(span.id, lane, day == span.starts, day == span.ends, day == first)
    return laid
