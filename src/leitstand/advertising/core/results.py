"""What rows of reports add up to, and the leading figure with what one of it cost. Pure.

Reach does not add up: whoever saw an advertisement on two days was reached once. It is told only where one row covers all.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

CENT: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of some days; None is not told."""

    spend: Decimal | None = None
    impressions: int | None = None
    reach: int | None = None
    clicks: int | None = None
    leads: int | None = None
    conversions: Decimal | None = None
    revenue: Decimal | None = None
    complete_views: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What one row tells of an advertisement ("" the whole campaign) over days."""

    ad: str
    first: date
    last: date
    figures: Figures


@dataclass(frozen=True, slots=True)
class Sums:
    """What rows add up to, from the first to the last day they tell of."""

    figures: Figures
    first: date | None
    last: date | None
    rows: int

    def of(self, metric: str) -> Decimal | None:
        """Return one figure; None where it is not told, or is none of the reports'."""
        found = getattr(self.figures, metric, None) if metric else None
        return None if found is None else Decimal(found)

    @property
    def roas(self) -> Decimal | None:
        """Revenue for each euro of advertising."""
        spend, revenue = self.figures.spend, self.figures.revenue
        return (revenue / spend).quantize(CENT, ROUND_HALF_UP) if spend and revenue is not None else None


def sums(rows: Iterable[Row]) -> Sums:
    """Add rows up; what nobody told stays untold."""
    told = list(rows)
    added: dict[str, Decimal | int | None] = {}
    for field in fields(Figures):
        values = [value for row in told if (value := getattr(row.figures, field.name)) is not None]
        if field.name == "reach":
            added["reach"] = values[0] if len(told) == 1 and values else None
        else:
            added[field.name] = sum(values[1:], values[0]) if values else None
    return Sums(
        Figures(**added),  # type: ignore[arg-type]  # each field keeps the kind it was read with
        min((row.first for row in told), default=None),
        max((row.last for row in told), default=None),
        len(told),
    )


def cost_of_one(spend: Decimal | None, count: Decimal | None) -> Decimal | None:
    """Return what one of a figure cost; None where either is not told or nothing came."""
    return (spend / count).quantize(CENT, ROUND_HALF_UP) if spend is not None and count else None
