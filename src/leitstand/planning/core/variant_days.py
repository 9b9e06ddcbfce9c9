"""On which days variants of a post go out, so that they can be compared: alike days, close together, the same hour. Pure."""

from datetime import date, timedelta
from typing import Final

APART: Final = 2


def variant_days(first: date, count: int) -> tuple[date, ...]:
    """Return `count` days from the first on: every other working day, or the same day of following weekends."""
    days = [first]
    while len(days) < count:
        if first.weekday() >= 5:
            days.append(days[-1] + timedelta(days=7))
            continue
        day = days[-1] + timedelta(days=APART)
        while day.weekday() >= 5:
            day += timedelta(days=1)
        days.append(day)
    return tuple(days)
