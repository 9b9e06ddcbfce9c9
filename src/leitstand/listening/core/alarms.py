"""When a search is to raise an alarm: against what is usual at this hour, never at a handful, and not again and again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt
from typing import Final

# The usual is the middle of the same hours on the days before: one storm among them does not lift it.
DAYS_BEFORE: Final = 14
FEWEST_DAYS: Final = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether it is an alarm, what was counted, and what would be usual (None: too little is known)."""

    alarm: bool
    counted: float
    usual: float | None


def judge_volume(counted: int, before: Sequence[int], *, times: float, least: int) -> Judged:
    """Judge a number of groups of mentions against those in the same hours of the days before.

    An alarm from `times` the usual on, and only where chance does not explain it: more than three standard deviations
    of a Poisson count above the usual. Without three days to compare with `least` times `times` decides.
    """
    if len(before) < FEWEST_DAYS:
        return Judged(counted >= max(least * times, least), counted, None)
    usual = middle(before)
    above = counted >= usual * times and counted > usual + 3 * sqrt(max(usual, 1))
    return Judged(counted >= least and above, counted, usual)


def judge_tone(negative: int, read: int, negative_before: int, read_before: int, *, times: float, least: int) -> Judged:
    """Judge the share of negative mentions among those whose tone was read, against the days before.

    An alarm where at least `least` are negative, the share is `times` the usual, and the lower end of its 95 % interval
    (Wilson) still lies above the usual.
    """
    share = negative / read if read else 0.0
    if not read_before:
        return Judged(negative >= least and wilson_low(negative, read) > 0.5, share, None)
    usual = negative_before / read_before
    above = share >= usual * times and wilson_low(negative, read) > usual
    return Judged(negative >= least and above, share, usual)


def is_quiet(quiet_until: datetime | None, now: datetime) -> bool:
    """Whether an alarm was given so lately that it is not given again yet."""
    return quiet_until is not None and now < quiet_until


def quiet_after(now: datetime, hours: int) -> datetime:
    """Return until when an alarm that was just given is not given again."""
    return now + timedelta(hours=hours)


def middle(values: Sequence[int]) -> float:
    """Return the median."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return float(ordered[half]) if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def wilson_low(part: int, whole: int) -> float:
    """Return the lower end of the 95 % interval of a share (Wilson)."""
    if not whole:
        return 0.0
    z, share = 1.96, part / whole
    centre = share + z * z / (2 * whole)
    spread = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    return (centre - spread) / (1 + z * z / whole)
