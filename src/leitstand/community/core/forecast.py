"""How much will come in, and how many people that needs: from the inbox's own trend. Pure.

The trend is a straight line through the whole weeks; a weekday's part of a week is its part of all of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

LEAST_WEEKS: Final = 3
_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Staff:
    """Who is there: people at once on each weekday, their hours, and which part of an hour is left for answering."""

    people: int
    hours: Mapping[int, Decimal]
    productive: Decimal


@dataclass(frozen=True, slots=True)
class Day:
    """What is expected on a day; hours are None where nobody knows how long a case takes."""

    day: date
    cases: Decimal
    needed: Decimal | None
    there: Decimal

    @property
    def is_short(self) -> bool:
        """Whether more is needed than is there."""
        return self.needed is not None and self.needed > self.there

    @property
    def people(self) -> Decimal | None:
        """How many hours more or fewer people would have to give."""
        return None if self.needed is None else self.needed - self.there


@dataclass(frozen=True, slots=True)
class Outlook:
    """The days to come; `by_week` is the change from week to week, None where too few weeks are known."""

    days: tuple[Day, ...]
    by_week: Decimal | None
    weeks: int

    @property
    def needed(self) -> Decimal | None:
        """The hours needed in all of them."""
        known = [one.needed for one in self.days if one.needed is not None]
        return sum(known, Decimal()) if known else None

    @property
    def there(self) -> Decimal:
        """The hours there are in all of them."""
        return sum((one.there for one in self.days), Decimal())

    @property
    def is_short(self) -> bool:
        """Whether the week as a whole needs more than there is: what stays over on a day is done on the next."""
        return self.needed is not None and self.needed > self.there


def weekly(counts: Mapping[date, int], today: date, *, most: int = 12) -> list[int]:
    """Sum the whole weeks before today (Monday to Sunday), the oldest first, from the first week with anything on."""
    monday = today - timedelta(days=today.weekday())
    first = min(counts, default=today)
    found = []
    for back in range(most, 0, -1):
        begin = monday - timedelta(weeks=back)
        if begin + timedelta(days=6) >= first:
            found.append(sum(counts.get(begin + timedelta(days=place), 0) for place in range(7)))
    return found


def line(values: Sequence[int]) -> tuple[Decimal, Decimal]:
    """Return the straight line through values at 0, 1, 2, …: where it begins, and its slope (least squares)."""
    count = len(values)
    middle_x, middle_y = Decimal(count - 1) / 2, Decimal(sum(values)) / count
    across = sum((Decimal(x) - middle_x) ** 2 for x in range(count))
    rise = sum((Decimal(x) - middle_x) * (Decimal(y) - middle_y) for x, y in enumerate(values))
    slope = rise / across if across else Decimal()
    return middle_y - slope * middle_x, slope


def outlook(
    counts: Mapping[date, int], today: date, *, staff: Staff, minutes_per_case: Decimal | None, ahead: int = 7
) -> Outlook:
    """Look ahead: cases of each coming day, the hours they need, and the hours there are."""
    weeks = weekly(counts, today)
    if len(weeks) < LEAST_WEEKS:
        return Outlook((), None, len(weeks))
    begin, slope = line(weeks)
    # The week we are in is the next point of the line; it never falls below nothing.
    parts = _weekdays(counts, today, len(weeks))
    days = []
    for place in range(1, ahead + 1):
        day = today + timedelta(days=place)
        later = (day - (today - timedelta(days=today.weekday()))).days // 7
        whole = max(Decimal(), begin + slope * (len(weeks) + later))
        days.append(_day(day, (whole * parts[day.weekday()]).quantize(_TENTH, ROUND_HALF_UP), staff, minutes_per_case))
    return Outlook(tuple(days), slope.quantize(_TENTH, ROUND_HALF_UP), len(weeks))


def _day(day: date, cases: Decimal, staff: Staff, minutes_per_case: Decimal | None) -> Day:
    needed = None if minutes_per_case is None else (cases * minutes_per_case / 60).quantize(_TENTH, ROUND_HALF_UP)
    there = staff.people * staff.hours.get(day.weekday(), Decimal()) * staff.productive
    return Day(day, cases, needed, there.quantize(_TENTH, ROUND_HALF_UP))


def _weekdays(counts: Mapping[date, int], today: date, weeks: int) -> dict[int, Decimal]:
    """Return each weekday's part of a week."""
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=weeks)
    sums = dict.fromkeys(range(7), 0)
    for day, count in counts.items():
        if first <= day < monday:
            sums[day.weekday()] += count
    whole = sum(sums.values())
    return {day: Decimal(told) / whole if whole else Decimal(1) / 7 for day, told in sums.items()}
