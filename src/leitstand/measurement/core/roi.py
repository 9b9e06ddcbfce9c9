"""Return on investment, what a lead is worth, and which input moves the result how far. Pure.

ROI = (revenue − cost) ÷ cost (guide 5.6). The guide's example, (1,000 − 500) ÷ 500 = 1, calls that "1 percent"; a factor of
1 is 100 percent. Revenue ÷ cost (guide 5.5) is another figure, 200 percent in the same case, and is never called ROI here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

TENTH: Final = Decimal("0.1")
CENT: Final = Decimal("0.01")
HUNDRED: Final = Decimal(100)
Verdict = Literal["unknown", "no_revenue", "pays", "even", "loses"]
LeadVerdict = Literal["unknown", "pays", "even", "loses"]


@dataclass(frozen=True, slots=True)
class Roi:
    """Revenue held against cost; each None where nobody has told it."""

    revenue: Decimal | None
    cost: Decimal | None

    @property
    def factor(self) -> Decimal | None:
        """What came back of each euro beyond the euro itself; None where it cannot be said yet."""
        if self.revenue is None or not self.cost:
            return None
        return (self.revenue - self.cost) / self.cost

    @property
    def percent(self) -> Decimal | None:
        """The ROI in percent, to a tenth."""
        return None if self.factor is None else _tenth(self.factor * HUNDRED)

    @property
    def ratio(self) -> Decimal | None:
        """Revenue for cost in percent (guide 5.5), which is not the ROI: without any gain it is 100."""
        if self.revenue is None or not self.cost:
            return None
        return _tenth(self.revenue / self.cost * HUNDRED)

    @property
    def gain(self) -> Decimal | None:
        """What is left over; below 0 it is a loss."""
        return None if self.revenue is None or self.cost is None else self.revenue - self.cost

    @property
    def verdict(self) -> Verdict:
        """Whether the money was worth it, as far as money says so."""
        if self.cost is None or not self.cost:
            return "unknown"
        if self.revenue is None:
            return "no_revenue"
        return "pays" if self.revenue > self.cost else "even" if self.revenue == self.cost else "loses"


@dataclass(frozen=True, slots=True)
class LeadValue:
    """What a lead is worth against what it cost: average order × share of leads that become deals.

    `rate` is in percent, 0 to 100; `cost` is the full cost, `leads` how many came of it. None: not told.
    """

    order: Decimal | None
    rate: Decimal | None
    cost: Decimal | None
    leads: int | None

    @property
    def value(self) -> Decimal | None:
        """What one lead is worth."""
        return None if self.order is None or self.rate is None else _cent(self.order * self.rate / HUNDRED)

    @property
    def each(self) -> Decimal | None:
        """What one lead cost."""
        return None if self.cost is None or not self.leads else _cent(self.cost / self.leads)

    @property
    def left(self) -> Decimal | None:
        """What one lead leaves over."""
        return None if self.value is None or self.each is None else self.value - self.each

    @property
    def needed(self) -> int | None:
        """How many leads earn the cost back."""
        if self.cost is None or not self.value:
            return None
        return int((self.cost / self.value).to_integral_value("ROUND_CEILING"))

    @property
    def verdict(self) -> LeadVerdict:
        """Whether a lead brings more than it costs."""
        if self.left is None:
            return "unknown"
        return "pays" if self.left > 0 else "even" if self.left == 0 else "loses"


@dataclass(frozen=True, slots=True)
class Swing:
    """How far the ROI moves when one input is a fifth smaller or larger; both in percent."""

    name: str
    low: Decimal
    high: Decimal

    @property
    def width(self) -> Decimal:
        """How far it moves."""
        return abs(self.high - self.low)


BY: Final = Decimal("0.2")


def sensitivity(inputs: Mapping[str, Decimal], result: Callable[[Mapping[str, Decimal]], Roi]) -> tuple[Swing, ...]:
    """Move each input by 20 percent down and up and return what becomes of the ROI, the widest swing first.

    Inputs of 0 move nothing and are left out; so is everything while there is no ROI.
    """
    found = []
    for name, value in inputs.items():
        low = result({**inputs, name: value * (1 - BY)}).percent
        high = result({**inputs, name: value * (1 + BY)}).percent
        if low is not None and high is not None and low != high:
            found.append(Swing(name, low, high))
    return tuple(sorted(found, key=lambda one: (-one.width, one.name)))


def _tenth(number: Decimal) -> Decimal:
    return number.quantize(TENTH, ROUND_HALF_UP)


def _cent(number: Decimal) -> Decimal:
    return number.quantize(CENT, ROUND_HALF_UP)
