"""What social media contributed to deals that close elsewhere: every step is logged, so that none is forgotten. Pure.

Guide 1.3: sales people fill their pipeline through networks; larger deals still close by phone, web conference or in
person. Who only looks at the closing sees nothing of the beginning.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from statistics import median
from typing import Final


class StepKind(StrEnum):
    """A step towards a deal, in the order in which they mostly come."""

    TOUCH = "touch"
    """Seen or reacted to on a network: a like, a comment, a new connection, a click."""
    CONVERSATION = "conversation"
    """Words in both directions on a network."""
    PHONE = "phone"
    WEB = "web"
    MEETING = "meeting"
    OTHER = "other"
    """Anything else off the networks: a fair, a letter, a recommendation, the own site."""


class Stage(StrEnum):
    """How far an opportunity has come."""

    NEW = "new"
    TOUCH = "touch"
    CONVERSATION = "conversation"
    TALK = "talk"
    WON = "won"
    LOST = "lost"


class Part(StrEnum):
    """Which part social media had in a deal."""

    BEGAN = "began"
    HELPED = "helped"
    NONE = "none"


SOCIAL: Final = frozenset({StepKind.TOUCH, StepKind.CONVERSATION})
TALKS: Final = frozenset({StepKind.PHONE, StepKind.WEB, StepKind.MEETING})
OPEN: Final = (Stage.NEW, Stage.TOUCH, Stage.CONVERSATION, Stage.TALK)


@dataclass(frozen=True, slots=True)
class Step:
    """One step on one day."""

    kind: StepKind
    day: date


@dataclass(frozen=True, slots=True)
class Deal:
    """An opportunity that was won: what it is worth (None: nobody has told), when it closed, and its steps in any order."""

    value: Decimal | None
    closed: date
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Sum:
    """How many, what they are worth together, and how many of them tell no value."""

    count: int = 0
    value: Decimal = Decimal(0)
    unknown: int = 0

    def plus(self, value: Decimal | None) -> "Sum":
        """Return the sum with one more."""
        return Sum(self.count + 1, self.value + (value or 0), self.unknown + (value is None))


@dataclass(frozen=True, slots=True)
class Contribution:
    """What social media contributed to the deals of a span.

    `share` is the part of the value in which it had a hand, in percent, None where no value is told; `days` the median
    from the first social step to the closing, None where there was none; `closing` by which step deals closed.
    """

    parts: Mapping[Part, Sum]
    closing: Mapping[StepKind | None, Sum]
    share: Decimal | None
    days: int | None

    @property
    def total(self) -> Sum:
        """All deals together."""
        sums = self.parts.values()
        return Sum(
            sum(one.count for one in sums),
            sum((one.value for one in sums), Decimal(0)),
            sum(one.unknown for one in sums),
        )


def stage_of(steps: Iterable[Step], outcome: str = "") -> Stage:
    """Return how far it has come: the outcome ("won", "lost") where there is one, else the furthest kind of step."""
    if outcome:
        return Stage(outcome)
    kinds = {step.kind for step in steps}
    if kinds & TALKS:
        return Stage.TALK
    if StepKind.CONVERSATION in kinds:
        return Stage.CONVERSATION
    return Stage.TOUCH if StepKind.TOUCH in kinds else Stage.NEW


def part_of_social(steps: Iterable[Step]) -> Part:
    """Return whether a deal began on a network, was helped by one, or neither.

    It began there where a social step stands on the earliest day; two on one day count for the network, because days are
    all that is known.
    """
    told = list(steps)
    social = [step.day for step in told if step.kind in SOCIAL]
    if not social:
        return Part.NONE
    return Part.BEGAN if min(social) <= min(step.day for step in told) else Part.HELPED


def closing_step(deal: Deal) -> StepKind | None:
    """Return the last step before the closing; of several on the day the one furthest along, None where none is logged."""
    order = list(StepKind)
    before = [step for step in deal.steps if step.day <= deal.closed]
    last = max(before, key=lambda step: (step.day, step.kind in TALKS, order.index(step.kind)), default=None)
    return last.kind if last else None


def contribution(deals: Sequence[Deal]) -> Contribution:
    """Sum up what social media had a hand in."""
    parts: dict[Part, Sum] = {part: Sum() for part in Part}
    closing: dict[StepKind | None, Sum] = defaultdict(Sum)
    spans: list[int] = []
    for deal in deals:
        part, last = part_of_social(deal.steps), closing_step(deal)
        parts[part] = parts[part].plus(deal.value)
        closing[last] = closing[last].plus(deal.value)
        if first := min((step.day for step in deal.steps if step.kind in SOCIAL), default=None):
            spans.append(max((deal.closed - first).days, 0))
    value = sum((one.value for one in parts.values()), Decimal(0))
    with_social = parts[Part.BEGAN].value + parts[Part.HELPED].value
    return Contribution(
        parts,
        dict(closing),
        share=(100 * with_social / value) if value else None,
        days=round(median(spans)) if spans else None,
    )
