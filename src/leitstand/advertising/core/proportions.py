"""Shares of two groups held against each other: sample size beforehand, interval and p-value afterwards. Pure.

Intervals of one share after Wilson (1927), of the difference after Newcombe (1998, method 10: no continuity correction);
both hold for small groups and shares near 0 and 100 %, where the textbook's does not.
"""

from dataclasses import dataclass
from math import ceil, sqrt
from statistics import NormalDist
from typing import Final

CONFIDENCE: Final = 0.95
POWER: Final = 0.80
_NORMAL: Final = NormalDist()


@dataclass(frozen=True, slots=True)
class Group:
    """So many of so many."""

    hits: int
    n: int

    def __post_init__(self) -> None:
        if not 0 <= self.hits <= self.n or self.n == 0:
            raise ValueError("a group has people, and no more hits than people")

    @property
    def share(self) -> float:
        """Hits for each of the group."""
        return self.hits / self.n


@dataclass(frozen=True, slots=True)
class Interval:
    """From and to."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A test group against a control group; shares and differences as parts of one."""

    test: Group
    control: Group
    difference: float
    interval: Interval
    p_value: float
    relative: float | None
    """The difference for each hit of the control group; None where that had none."""

    @property
    def is_clear(self) -> bool:
        """Whether chance alone would bring such a difference in fewer than 5 of 100 tests."""
        return self.p_value < 1 - CONFIDENCE


def z_of(confidence: float = CONFIDENCE) -> float:
    """Return the two-sided quantile of the normal distribution: 1.96 for 95 %."""
    return _NORMAL.inv_cdf(1 - (1 - confidence) / 2)


def wilson(group: Group, *, confidence: float = CONFIDENCE) -> Interval:
    """Return the interval of one share after Wilson."""
    z, n, share = z_of(confidence), group.n, group.share
    middle = share + z * z / (2 * n)
    spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return Interval(max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale))


def newcombe(test: Group, control: Group, *, confidence: float = CONFIDENCE) -> Interval:
    """Return the interval of the difference of two shares after Newcombe."""
    one, two = wilson(test, confidence=confidence), wilson(control, confidence=confidence)
    difference = test.share - control.share
    below = sqrt((test.share - one.low) ** 2 + (two.high - control.share) ** 2)
    above = sqrt((one.high - test.share) ** 2 + (control.share - two.low) ** 2)
    return Interval(difference - below, difference + above)


def p_value(test: Group, control: Group) -> float:
    """Return the two-sided p-value of the z test with the pooled share; 1 where nobody or everybody hit."""
    pooled = (test.hits + control.hits) / (test.n + control.n)
    error = sqrt(pooled * (1 - pooled) * (1 / test.n + 1 / control.n))
    if error == 0:
        return 1.0
    z = abs(test.share - control.share) / error
    return 2 * (1 - _NORMAL.cdf(z))


def compare(test: Group, control: Group) -> Comparison:
    """Hold a test group against its control."""
    difference = test.share - control.share
    return Comparison(
        test,
        control,
        difference,
        newcombe(test, control),
        p_value(test, control),
        difference / control.share if control.hits else None,
    )


def sample_size(base: float, effect: float, *, confidence: float = CONFIDENCE, power: float = POWER) -> int:
    """Return how many each group needs so that a difference of `effect` beside a share of `base` shows with that power.

    Raises ValueError where such shares do not exist.
    """
    other = base + effect
    if not 0 < base < 1 or not 0 < other < 1 or effect == 0:
        raise ValueError("shares lie between 0 and 1, and differ")
    za, zb = z_of(confidence), _NORMAL.inv_cdf(power)
    middle = (base + other) / 2
    root = za * sqrt(2 * middle * (1 - middle)) + zb * sqrt(base * (1 - base) + other * (1 - other))
    return ceil(root**2 / effect**2)
