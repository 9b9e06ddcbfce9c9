"""To which contact a deal is owed: four rules that share its value out over the contacts that led to it. Pure.

Guide 5.6 sums up the revenue of a campaign or a channel and leaves open how a deal with several contacts is counted. So
the rule is named wherever a figure rests on it, and can be changed.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Final, TypeVar

T = TypeVar("T", bound=Hashable)


class Rule(StrEnum):
    """How a deal is shared out."""

    FIRST = "first"
    LAST = "last"
    LINEAR = "linear"
    POSITION = "position"


ENDS: Final = Fraction(2, 5)
"""By position the first and the last contact get 40 percent each, those between them 20 percent together."""


def shares(touches: Sequence[T], rule: Rule) -> Mapping[T, Fraction]:
    """Return the share of each contact's place; they add up to 1. Without contacts there is nothing to share.

    With two contacts there is nothing between them, and each gets half.
    """
    found: dict[T, Fraction] = defaultdict(Fraction)
    for touch, share in zip(touches, _weights(len(touches), rule), strict=True):
        if share:
            found[touch] += share
    return dict(found)


def _weights(count: int, rule: Rule) -> list[Fraction]:
    if count == 0:
        return []
    if rule is Rule.FIRST:
        return [Fraction(1), *[Fraction(0)] * (count - 1)]
    if rule is Rule.LAST:
        return [*[Fraction(0)] * (count - 1), Fraction(1)]
    if rule is Rule.LINEAR or count < 3:
        return [Fraction(1, count)] * count
    return [ENDS, *[(1 - 2 * ENDS) / (count - 2)] * (count - 2), ENDS]
