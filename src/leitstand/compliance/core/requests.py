"""When a request of a person must be answered (Art. 12 (3) GDPR), and how it stands. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

ARTICLES: Final = (15, 16, 17, 18, 21)
ANSWER_MONTHS: Final = 1
"""One month from the day it came in."""
MORE_MONTHS: Final = 2
"""By so many months it may be longer where it is necessary; the person is told within the first month, with the reason."""
SOON: Final = timedelta(days=7)


class Standing(StrEnum):
    """How a request stands."""

    OPEN = "open"
    SOON = "soon"
    LATE = "late"
    ANSWERED = "answered"


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, the last of the month where there is none."""
    place = day.month - 1 + months
    year, month = day.year + place // 12, place % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Deadline:
    """The days of one request: `by` is the last day, `longest` the last to which it can be extended."""

    by: date
    first: date
    longest: date


def deadline(came_in: date, extended_until: date | None = None) -> Deadline:
    """Return the days of a request. Where the last day is a Sunday or holiday the law gives more; none of it is used here."""
    first = months_after(came_in, ANSWER_MONTHS)
    return Deadline(extended_until or first, first, months_after(came_in, ANSWER_MONTHS + MORE_MONTHS))


def standing(by: date, answered: date | None, today: date) -> Standing:
    """Say how a request stands today."""
    if answered is not None:
        return Standing.ANSWERED
    if today > by:
        return Standing.LATE
    return Standing.SOON if by - today <= SOON else Standing.OPEN
