"""Variants of a post held against each other: interactions per impression with an interval, and whether it says anything. Pure.

Each post is one throw of the network's dice: people see what an algorithm shows them. So a difference counts only where
the intervals lie apart, and only between posts on the same channel at a comparable time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt
from typing import Final, Literal

# 95 of 100 such intervals hold the true rate (Wilson 1927); as fewer impressions than these the interval is too wide.
Z: Final = 1.96
FEWEST_IMPRESSIONS: Final = 100
# Comparable: within two weeks of each other, on the clock no further apart than two hours, alike on working days.
SPAN: Final = timedelta(days=14)
HOURS: Final = 2.0

Verdict = Literal["clear", "too_few", "no_difference", "unfair", "waiting"]


@dataclass(frozen=True, slots=True)
class Variant:
    """One variant as it went out: channel, local time, impressions and interactions (None: not told)."""

    name: str
    channel: int | None
    at: datetime | None
    impressions: int | None
    interactions: int | None


@dataclass(frozen=True, slots=True)
class Rate:
    """Interactions per impression in percent, with its interval; all None where a figure is not told."""

    name: str
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Result:
    """What a comparison says; `problems` name what makes it unfair."""

    verdict: Verdict
    rates: tuple[Rate, ...]
    best: str | None
    problems: tuple[str, ...]


def rate_of(variant: Variant) -> Rate:
    """Return the rate with its 95 % interval after Wilson; interactions beyond the impressions count as all of them."""
    shown, acted = variant.impressions, variant.interactions
    if not shown or acted is None:
        return Rate(variant.name, None, None, None)
    acted = min(acted, shown)
    share = acted / shown
    spread = Z * sqrt(share * (1 - share) / shown + Z * Z / (4 * shown * shown))
    middle = share + Z * Z / (2 * shown)
    scale = 1 + Z * Z / shown
    return Rate(
        variant.name,
        round(100 * share, 2),
        round(100 * max(0.0, (middle - spread) / scale), 2),
        round(100 * min(1.0, (middle + spread) / scale), 2),
    )


def problems_of(variants: Sequence[Variant]) -> tuple[str, ...]:
    """Name what makes a comparison unfair: other channels, other times."""
    out = [one for one in variants if one.at is not None]
    found: list[str] = []
    if len({one.channel for one in out}) > 1:
        found.append("channels")
    moments = sorted(one.at for one in out if one.at is not None)
    if moments and moments[-1] - moments[0] > SPAN:
        found.append("days")
    if len({at.weekday() >= 5 for at in moments}) > 1:
        found.append("weekend")
    hours = [at.hour + at.minute / 60 for at in moments]
    if hours and any(_apart(one, other) > HOURS for one in hours for other in hours):
        found.append("hours")
    return tuple(found)


def compare(variants: Sequence[Variant]) -> Result:
    """Say which variant is better, or why nothing can be said."""
    rates = tuple(rate_of(one) for one in variants)
    problems = problems_of(variants)
    if any(one.at is None for one in variants) or any(rate.value is None for rate in rates):
        return Result("waiting", rates, None, problems)
    if problems:
        return Result("unfair", rates, None, problems)
    if any((one.impressions or 0) < FEWEST_IMPRESSIONS for one in variants):
        return Result("too_few", rates, None, ())
    ordered = sorted(rates, key=lambda rate: rate.value or 0.0, reverse=True)
    first, second = ordered[0], ordered[1]
    if first.low is not None and second.high is not None and first.low > max(rate.high or 0.0 for rate in ordered[1:]):
        return Result("clear", rates, first.name, ())
    return Result("no_difference", rates, None, ())


def _apart(one: float, other: float) -> float:
    apart = abs(one - other)
    return min(apart, 24 - apart)
