"""Sums of a budget: what is planned, what is spent, what it brought; not told is None and never zero. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

CENT: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Line:
    """One line, as far as sums need it."""

    planned: Decimal
    spent: Decimal | None
    expected: int | None = None
    achieved: int | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """What lines add up to; `told` of `lines` say what was spent, and only they are in `spent`."""

    planned: Decimal
    spent: Decimal | None
    expected: int | None
    achieved: int | None
    told: int
    lines: int

    @property
    def is_over(self) -> bool:
        """Whether more was spent than planned."""
        return self.spent is not None and self.spent > self.planned


def sums(lines: Iterable[Line]) -> Sums:
    """Add lines up."""
    rows = list(lines)
    spent = [row.spent for row in rows if row.spent is not None]
    expected = [row.expected for row in rows if row.expected is not None]
    achieved = [row.achieved for row in rows if row.achieved is not None]
    return Sums(
        planned=sum((row.planned for row in rows), Decimal(0)),
        spent=sum(spent, Decimal(0)) if spent else None,
        expected=sum(expected) if expected else None,
        achieved=sum(achieved) if achieved else None,
        told=len(spent),
        lines=len(rows),
    )


def cost_of_one(spent: Decimal | None, count: int | Decimal | None) -> Decimal | None:
    """Return what one click, contact or sale cost; None where either is not told or nothing came."""
    if spent is None or not count:
        return None
    return (spent / Decimal(count)).quantize(CENT, ROUND_HALF_UP)
