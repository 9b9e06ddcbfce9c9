"""The small budget to practise with: what a month has cost so far, and what is still free. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Booked:
    """What practising costs over days: spent according to a report, or planned."""

    first: date
    last: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Month:
    """A month of practising."""

    first: date
    cap: Decimal
    spent: Decimal
    planned: Decimal

    @property
    def left(self) -> Decimal:
        """What may still be spent; never below nothing."""
        return max(self.cap - self.spent, Decimal(0))

    @property
    def over(self) -> Decimal:
        """By how much the cap is passed."""
        return max(self.spent - self.cap, Decimal(0))

    @property
    def state(self) -> Literal["free", "used_up", "will_pass", "passed"]:
        """Passed already, will be passed by what is planned, used up to the cent, or free."""
        if self.spent > self.cap:
            return "passed"
        if self.planned > self.cap:
            return "will_pass"
        return "used_up" if self.spent == self.cap else "free"


def month(day: date, cap: Decimal, spent: Iterable[Booked], planned: Iterable[Booked]) -> Month:
    """Sum up the month a day lies in; what reaches over its borders counts by its days."""
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return Month(first, cap, _within(spent, first, last), _within(planned, first, last))


def _within(rows: Iterable[Booked], first: date, last: date) -> Decimal:
    found = Decimal(0)
    for row in rows:
        days = (min(row.last, last) - max(row.first, first)).days + 1
        if days > 0:
            found += row.amount * days / ((row.last - row.first).days + 1)
    return found.quantize(Decimal("0.01"), ROUND_HALF_UP)
