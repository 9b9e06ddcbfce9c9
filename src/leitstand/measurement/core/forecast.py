"""The forecast of a business case: reach, interactions and cost of so many posts, by the middle half of the own posts. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

# Fewer own posts than this say nothing about the next ones; our own proposal.
FEWEST: Final = 5
Basis = Literal["own", "assumed", "none"]


@dataclass(frozen=True, slots=True)
class PerPost:
    """What one post brings: the lower quartile, the median and the upper quartile of `posts` own posts, or an assumption three times."""

    low: Decimal
    middle: Decimal
    high: Decimal
    basis: Basis
    posts: int = 0


@dataclass(frozen=True, slots=True)
class Range:
    """A figure of the whole time: at least, probably, at most."""

    low: Decimal
    middle: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the time costs and brings; None where nothing says what a post brings."""

    posts: int
    hours: Decimal
    work_cost: Decimal
    other_cost: Decimal
    reach: Range | None
    interactions: Range | None
    cost_per_thousand: Decimal | None
    cost_per_interaction: Decimal | None

    @property
    def cost(self) -> Decimal:
        """Everything together."""
        return self.work_cost + self.other_cost


def per_post(own: Sequence[int], assumed: int | None) -> PerPost | None:
    """Say what a post brings: by the own ones where there are enough, else as assumed; None where neither says anything."""
    if len(own) >= FEWEST:
        ordered = sorted(own)
        low, middle, high = (_quantile(ordered, quarter) for quarter in (1, 2, 3))
        return PerPost(low, middle, high, "own", len(own))
    if assumed is not None:
        value = Decimal(assumed)
        return PerPost(value, value, value, "assumed")
    return None


def forecast(
    *,
    months: int,
    posts_a_month: int,
    hours_a_post: Decimal,
    cost_an_hour: Decimal,
    other_a_month: Decimal,
    reach: PerPost | None,
    interactions: PerPost | None,
) -> Forecast:
    """Reckon posts × what a post brings, hours × their cost, and what everything costs for a thousand contacts and an interaction.

    Cost for a unit rests on the middle of the range.
    """
    posts = months * posts_a_month
    hours = posts * hours_a_post
    work, other = hours * cost_an_hour, months * other_a_month
    reached, acted = _times(reach, posts), _times(interactions, posts)
    return Forecast(
        posts,
        hours,
        work,
        other,
        reached,
        acted,
        _cents((work + other) * 1000 / reached.middle) if reached and reached.middle else None,
        _cents((work + other) / acted.middle) if acted and acted.middle else None,
    )


def _times(one: PerPost | None, posts: int) -> Range | None:
    return Range(one.low * posts, one.middle * posts, one.high * posts) if one else None


def _cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _quantile(ordered: Sequence[int], quarter: int) -> Decimal:
    """Return a quartile, straight between the two nearest values."""
    at = Decimal(len(ordered) - 1) * quarter / 4
    below = int(at)
    above = min(below + 1, len(ordered) - 1)
    return Decimal(ordered[below]) + (at - below) * (ordered[above] - ordered[below])
