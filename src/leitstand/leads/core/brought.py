"""What came of links: clicks, leads, conversions, sales and their value, summed up; and the time until somebody bought. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Final

FEWEST: Final = 5
"""Below so many purchases a middle says little, and the page says so."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of one thing. `value` None: nobody told what it is worth."""

    clicks: int = 0
    visits: int = 0
    leads: int = 0
    conversions: int = 0
    sales: int = 0
    value: Decimal | None = None

    def plus(self, other: "Brought") -> "Brought":
        """Return both together."""
        worth = [one.value for one in (self, other) if one.value is not None]
        return Brought(
            self.clicks + other.clicks,
            self.visits + other.visits,
            self.leads + other.leads,
            self.conversions + other.conversions,
            self.sales + other.sales,
            sum(worth, Decimal(0)) if worth else None,
        )

    @property
    def reached(self) -> int:
        """How many came: those who clicked, or where only the site counted, those it saw."""
        return self.clicks or self.visits

    @property
    def rate(self) -> Decimal | None:
        """How many of a hundred who came did something; None where nobody came."""
        return Decimal(100 * self.conversions) / self.reached if self.reached else None


def happened(kind: str, count: int, value: Decimal | None) -> Brought:
    """Return one conversion as a sum; every one counts as a conversion, some as a lead or a sale besides."""
    return Brought(
        conversions=count,
        leads=count if kind == "lead" else 0,
        sales=count if kind == "buy" else 0,
        value=value,
    )


def summed(parts: Iterable[tuple[object, Brought]]) -> dict[object, Brought]:
    """Add up what belongs to the same thing."""
    found: dict[object, Brought] = {}
    for key, one in parts:
        found[key] = found.get(key, Brought()).plus(one)
    return found


@dataclass(frozen=True, slots=True)
class Purchase:
    """A purchase of which the first click is known."""

    campaign: int | None
    clicked: datetime
    bought: datetime


@dataclass(frozen=True, slots=True)
class Wait:
    """The middle time from the first click to the purchase, and of how many purchases it is the middle."""

    middle: timedelta
    count: int

    @property
    def is_thin(self) -> bool:
        """Whether it rests on few."""
        return self.count < FEWEST


def waits(purchases: Iterable[Purchase]) -> Mapping[int | None, Wait]:
    """Return the middle time for each campaign; a click after the purchase is none."""
    spans: dict[int | None, list[float]] = {}
    for one in purchases:
        if one.bought >= one.clicked:
            spans.setdefault(one.campaign, []).append((one.bought - one.clicked).total_seconds())
    return {campaign: Wait(timedelta(seconds=round(median(each))), len(each)) for campaign, each in spans.items()}


@dataclass(frozen=True, slots=True)
class Compared:
    """An answer with its share here and in the survey. `share` None: there is nothing to take a share of."""

    name: str
    count: int
    share: Decimal | None
    benchmark: int

    @property
    def points(self) -> Decimal | None:
        """By how many percentage points it lies above the survey (below: negative)."""
        return None if self.share is None else self.share - self.benchmark


def compared(counts: Mapping[str, int], base: int, benchmark: Mapping[str, int]) -> Sequence[Compared]:
    """Hold own answers against a survey's, in its order; `base` is how many people answered."""
    return [
        Compared(name, counts.get(name, 0), Decimal(100 * counts.get(name, 0)) / base if base else None, share)
        for name, share in benchmark.items()
    ]
