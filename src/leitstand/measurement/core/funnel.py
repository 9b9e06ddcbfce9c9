"""The way of a customer in counts: how many come to each step, and how many are lost on the way to it. Pure.

Guide 5.6 (customer journey mapping): find the patterns where people leave or convert. A step nobody has counted is None and
never 0; over it the loss is reckoned from the last step that is told, and says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

STEPS: Final = ("impressions", "clicks", "visits", "leads", "conversations", "deals")


@dataclass(frozen=True, slots=True)
class Count:
    """How many came to a step, and where the number comes from; `count` None: not told."""

    step: str
    count: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the funnel. `kept` and `lost` are percent of the step before that is told (`after`), None where there is none.

    `skips` is how many untold steps lie between. More than before means that both are counted in different places: then
    nothing is said of a loss.
    """

    step: str
    count: int | None
    source: str
    after: str = ""
    skips: int = 0
    kept: Decimal | None = None
    lost: Decimal | None = None
    lost_count: int | None = None

    @property
    def is_more(self) -> bool:
        """Whether more are told here than before."""
        return self.lost_count is not None and self.lost_count < 0


def funnel(counts: Sequence[Count]) -> tuple[Stage, ...]:
    """Return each step with what was lost on the way to it."""
    found: list[Stage] = []
    before: Count | None = None
    skipped = 0
    for one in counts:
        if one.count is None:
            found.append(Stage(one.step, None, one.source))
            skipped += 1
            continue
        if before is None:
            found.append(Stage(one.step, one.count, one.source))
        elif not before.count:
            found.append(Stage(one.step, one.count, one.source, before.step, skipped))
        else:
            gone = before.count - one.count
            kept = _tenth(Decimal(one.count) * 100 / before.count) if gone >= 0 else None
            lost = None if kept is None else 100 - kept
            found.append(Stage(one.step, one.count, one.source, before.step, skipped, kept, lost, gone))
        before, skipped = one, 0
    return tuple(found)


def leaks(stages: Sequence[Stage], *, usual: Sequence[Stage] = ()) -> tuple[Stage, ...]:
    """Return the steps at which people leave, the worst first.

    With a funnel to compare with (`usual`, such as the time before) a step counts where more are lost than usual; without
    one, where most are lost.
    """
    lost = [one for one in stages if one.lost is not None and one.lost > 0]
    was = {(one.after, one.step): one.lost for one in usual if one.lost is not None}
    if not was:
        return tuple(sorted(lost, key=lambda one: -(one.lost or 0)))
    worse = [
        (more, one)
        for one in lost
        if (before := was.get((one.after, one.step))) is not None and (more := (one.lost or Decimal(0)) - before) > 0
    ]
    return tuple(one for _more, one in sorted(worse, key=lambda pair: -pair[0]))


def _tenth(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP)
