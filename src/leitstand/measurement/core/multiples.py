"""How many times more than before, in size and in speed of growth; and a share held against a usual band. Pure.

Guide 5.2 tells of 2.3 times the impressions and of followers growing twice as fast.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Place = Literal["below", "within", "above"]


@dataclass(frozen=True, slots=True)
class Growth:
    """A count at the beginning and at the end of so many days."""

    first: Decimal
    last: Decimal
    days: int

    @property
    def a_day(self) -> Decimal | None:
        """How many more each day; None without days."""
        return None if self.days <= 0 else (self.last - self.first) / self.days


def times(before: Decimal | None, now: Decimal | None) -> Decimal | None:
    """Return how many times as much it is now, to a hundredth; None where there was nothing before."""
    return None if before is None or now is None or before <= 0 else _hundredth(now / before)


def times_as_fast(before: Growth | None, now: Growth | None) -> Decimal | None:
    """Return how many times as fast it grows now; None where it did not grow before, for then nothing can be compared."""
    if before is None or now is None or before.a_day is None or now.a_day is None or before.a_day <= 0:
        return None
    return _hundredth(now.a_day / before.a_day)


def share_of(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Return a part in percent of the whole, to a tenth; None where either is not told or there is no whole."""
    if part is None or not whole:
        return None
    return (part * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def in_band(percent: Decimal, low: Decimal, high: Decimal) -> Place:
    """Say where a share lies; both ends belong to the band."""
    return "below" if percent < low else "above" if percent > high else "within"


def _hundredth(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"), ROUND_HALF_UP)
