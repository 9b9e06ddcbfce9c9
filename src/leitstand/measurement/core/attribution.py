"""To which contact a deal is owed: four rules that share its value out over the contacts that led to it. Pure.

Guide 5.6 sums up the revenue of a campaign or a channel and leaves open how a deal with several contacts is counted. So
the rule is named wherever a figure rests on it, and can be changed.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
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


OFF: Final = None
"""A contact off the networks."""


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal that was won: its contacts in order are channels, 0 for a network nobody named, None for one off the networks."""

    value: Decimal | None
    closed: date
    campaign: int | None
    touches: tuple[int | None, ...]


def credit(deal: Deal, rule: Rule, *, campaign: int | None = None, channel: int | None = None) -> Fraction:
    """Return which share of a deal is owed to a campaign or a channel, or to social media as a whole.

    A deal that came of a campaign is the campaign's as a whole. On a channel it is what the rule gives its contacts there.
    As a whole social media is owed the contacts on networks, or all of it where the deal came of a campaign.
    """
    if campaign is not None and deal.campaign != campaign:
        return Fraction(0)
    if channel is not None:
        return shares(deal.touches, rule).get(channel, Fraction(0))
    if deal.campaign is not None:
        return Fraction(1)
    return sum((share for touch, share in shares(deal.touches, rule).items() if touch is not OFF), Fraction(0))
