"""How readings become the figure of a goal: the newest standing, days added up, or what somebody entered. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

Origin = Literal["hand", "page", "posts", ""]


@dataclass(frozen=True, slots=True)
class DayFigure:
    """One figure of one channel (0: none in particular) on one day."""

    on: date
    channel: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class GoalFigure:
    """Where a goal stands. `value` None: not told yet. `best` is the highest standing, or the best day where days add up."""

    value: Decimal | None
    as_of: date | None
    origin: Origin
    best: Decimal | None = None
    best_on: date | None = None
    course: tuple[tuple[date, Decimal], ...] = ()


NOTHING: Final = GoalFigure(None, None, "")


def by_hand(days: Sequence[DayFigure]) -> GoalFigure:
    """Take the last figure somebody entered."""
    return _standing(sorted((day.on, day.value) for day in days), "hand")


def newest(days: Sequence[DayFigure], end: date) -> GoalFigure:
    """Add up the newest standing of each channel, day by day: a channel that is silent on a day still has what it had."""
    last: dict[int, Decimal] = {}
    course: dict[date, Decimal] = {}
    for day in sorted(days, key=lambda one: one.on):
        if day.on <= end:
            last[day.channel] = day.value
            course[day.on] = sum(last.values(), Decimal(0))
    return _standing(list(course.items()), "page")


def added(days: Sequence[DayFigure], start: date, end: date, *, origin: Origin) -> GoalFigure:
    """Add up the figures of all days from start to end; the best is the best single day."""
    by_day: dict[date, Decimal] = {}
    for day in days:
        if start <= day.on <= end:
            by_day[day.on] = by_day.get(day.on, Decimal(0)) + day.value
    if not by_day:
        return GoalFigure(None, None, origin)
    total, course = Decimal(0), []
    for on in sorted(by_day):
        total += by_day[on]
        course.append((on, total))
    best_on = max(by_day, key=lambda on: (by_day[on], on))
    return GoalFigure(total, course[-1][0], origin, by_day[best_on], best_on, tuple(course))


def _standing(course: Sequence[tuple[date, Decimal]], origin: Origin) -> GoalFigure:
    if not course:
        return GoalFigure(None, None, origin)
    best_on, best = max(course, key=lambda pair: (pair[1], pair[0]))
    return GoalFigure(course[-1][1], course[-1][0], origin, best, best_on, tuple(course))
