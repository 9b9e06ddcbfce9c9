"""Is what is promised for the money plausible, and did it come? Cost per 1,000, expected range, expected against actual. Pure."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

THOUSAND: Final = Decimal(1000)
CENT: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Implied:
    """What a promised reach means in money per 1,000 contacts, and whether that stays within the benchmark."""

    at_most: Decimal
    """With the lower end of the range: the dearest."""
    at_least: Decimal
    benchmark: Decimal

    @property
    def verdict(self) -> Literal["plausible", "partly", "dear"]:
        """Within the benchmark throughout, with the upper end only, or not at all."""
        if self.at_most <= self.benchmark:
            return "plausible"
        return "partly" if self.at_least <= self.benchmark else "dear"


def cost_of_thousand(money: Decimal | None, contacts: Decimal | int | None) -> Decimal | None:
    """Return the cost of 1,000 contacts; None where either is not told or there were none."""
    if money is None or not contacts:
        return None
    return (money * THOUSAND / Decimal(contacts)).quantize(CENT, ROUND_HALF_UP)


def implied(budget: Decimal, low: int | None, high: int | None, *, benchmark: Decimal) -> Implied | None:
    """Return what a range of reach means for a budget; None without a range."""
    dearest, cheapest = cost_of_thousand(budget, low), cost_of_thousand(budget, high)
    if dearest is None or cheapest is None:
        return None
    return Implied(dearest, cheapest, benchmark)


def reach_for(budget: Decimal, *, benchmark: Decimal) -> int:
    """Return the contacts that a budget should bring at the benchmark, or better."""
    return int(budget * THOUSAND / benchmark)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came against what was expected."""

    expected_low: int
    expected_high: int
    actual: int
    share: Decimal
    """Of the middle of the range, in percent."""
    verdict: Literal["below", "within", "above"]


def outcome(low: int | None, high: int | None, actual: int | None) -> Outcome | None:
    """Hold what came against the range; None where either is not told."""
    if low is None or high is None or actual is None or low + high == 0:
        return None
    share = (Decimal(actual) * 200 / (low + high)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Outcome(low, high, actual, share, "below" if actual < low else "above" if actual > high else "within")


def ceiling_of(
    spend: Decimal | None, purchases: Decimal | None, ceiling: Decimal | None
) -> tuple[Decimal | None, Literal["off", "untold", "kept", "passed"]]:
    """Return what a purchase cost, and whether that keeps the ceiling; money spent without a purchase passes it."""
    cost = (spend / purchases).quantize(CENT, ROUND_HALF_UP) if spend is not None and purchases else None
    if ceiling is None:
        return cost, "off"
    if spend is None or purchases is None:
        return None, "untold"
    if not purchases:
        return None, "passed" if spend > ceiling else "kept"
    return cost, "passed" if cost is not None and cost > ceiling else "kept"
