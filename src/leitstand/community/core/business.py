"""Business time: how much of it lies between two instants, and when a span of it is over. Pure.

A week says from when to when people answer on each day, by the wall clock of its zone; days that are `off` have no hours.
On the two days a year on which clocks are put forward or back an hour is as long as it really was.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_DAY: Final = timedelta(days=1)
# A year in which nobody ever answers is a fault in the settings, not a reason to search for ever.
_MOST_DAYS: Final = 3660


def _never(_day: date) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Week:
    """When people answer; without any hours every minute counts."""

    hours: Mapping[int, tuple[time, time]]
    zone: ZoneInfo
    off: Callable[[date], bool] = _never

    def span(self, day: date) -> tuple[datetime, datetime] | None:
        """Return from when to when people answer on a day; None where they do not."""
        told = self.hours.get(day.weekday())
        if told is None or self.off(day):
            return None
        opens, closes = (datetime.combine(day, moment, self.zone).astimezone(UTC) for moment in told)
        # An hour that the clock skips leaves nothing between a beginning within it and an end right after it.
        return (opens, closes) if opens < closes else None

    def spans(self, since: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Return the spans that end after a moment, in order."""
        day = since.astimezone(self.zone).date() - _DAY
        for _ in range(_MOST_DAYS):
            span = self.span(day)
            if span is not None and span[1] > since:
                yield span
            day += _DAY


def business_time(week: Week, since: datetime, until: datetime) -> timedelta:
    """Return how much business time lies between two instants; none where the second is not later."""
    if until <= since:
        return timedelta()
    if not week.hours:
        return until - since
    found = timedelta()
    for opens, closes in week.spans(since):
        if opens >= until:
            break
        found += max(timedelta(), min(closes, until) - max(opens, since))
    return found


def after(week: Week, since: datetime, span: timedelta) -> datetime:
    """Return when so much business time has passed since an instant; the first such moment."""
    if not week.hours or span <= timedelta():
        return since + span
    left = span
    for opens, closes in week.spans(since):
        begin = max(opens, since)
        if closes - begin >= left:
            return begin + left
        left -= closes - begin
    raise ValueError("nobody ever answers in this week")


def is_open(week: Week, moment: datetime) -> bool:
    """Whether people answer at an instant."""
    if not week.hours:
        return True
    span = week.span(moment.astimezone(week.zone).date())
    return span is not None and span[0] <= moment < span[1]


def minutes(span: timedelta) -> int:
    """Return a span in whole minutes."""
    return int(span.total_seconds() // 60)
