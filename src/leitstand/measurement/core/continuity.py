"""Holding out: how many weeks kept what they had planned, and how long without a gap. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Kept = Literal["kept", "partly", "missed", "empty"]
A_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Week:
    """A week that is over: how many posts stood in the plan, and how many of them are out."""

    monday: date
    planned: int
    out: int

    @property
    def kept(self) -> Kept:
        """Whether everything planned went out, some of it, nothing, or nothing was planned."""
        if not self.planned:
            return "empty"
        if self.out >= self.planned:
            return "kept"
        return "partly" if self.out else "missed"


@dataclass(frozen=True, slots=True)
class Continuity:
    """Weeks from the first post on; `percent` is kept weeks of all of them: an empty week is not kept. None without any post."""

    weeks: tuple[Week, ...]
    kept: int
    empty: int
    percent: Decimal | None
    streak: int
    longest: int


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def continuity(counts: Mapping[date, tuple[int, int]], *, today: date, weeks: int) -> Continuity:
    """Judge the last weeks that are over, beginning with the first that had a post; `counts` maps Mondays to planned and out.

    A streak is a run of weeks in which something went out.
    """
    this = monday_of(today)
    mondays = [this - A_WEEK * back for back in range(weeks, 0, -1)]
    begun = [monday for monday in mondays if counts.get(monday, (0, 0))[0]]
    found = tuple(Week(monday, *counts.get(monday, (0, 0))) for monday in mondays if begun and monday >= begun[0])
    kept = sum(1 for week in found if week.kept == "kept")
    percent = (Decimal(kept) * 100 / len(found)).quantize(Decimal("0.1"), ROUND_HALF_UP) if found else None
    runs = list(_runs(found))
    streak = runs[-1] if found and found[-1].out else 0
    return Continuity(
        found, kept, sum(1 for week in found if week.kept == "empty"), percent, streak, max(runs, default=0)
    )


def _runs(weeks: Sequence[Week]) -> Iterable[int]:
    run = 0
    for week in weeks:
        if week.out:
            run += 1
        elif run:
            yield run
            run = 0
    if run:
        yield run
