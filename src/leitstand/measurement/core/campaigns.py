"""A campaign held against its goal, earlier campaigns and the account's average, and what that advises. Pure.

The guide (2.4): much work for a campaign that nobody notices, or that brings the wrong results, helps nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

Decision = Literal["go_on", "adjust", "stop"]
# Our own thresholds: below a tenth of the time, or with fewer than three told posts, nothing is advised.
EARLY: Final = 0.1
FEWEST_POSTS: Final = 3
# Behind plan by more than a fifth: adjust. Under a quarter of the plan after half the time, and worse than before: stop.
BEHIND: Final = 0.8
HOPELESS: Final = 0.25
HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class Course:
    """How far a goal has come: what is reached, what should be by now, each None where it is not told or not set."""

    reached: Decimal | None
    target: Decimal | None
    elapsed: float

    @property
    def expected(self) -> Decimal | None:
        """What would be reached by now if it came evenly."""
        return None if self.target is None else self.target * Decimal(str(self.elapsed))

    @property
    def share(self) -> float | None:
        """Reached against what should be by now; None where either is missing."""
        if self.reached is None or not self.expected:
            return None
        return round(float(self.reached / self.expected), 4)

    @property
    def percent(self) -> float | None:
        """Reached against the whole goal, in percent."""
        if self.reached is None or not self.target:
            return None
        return round(float(100 * self.reached / self.target), 1)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the figures advise, with the reasons; `decision` None: too early or too few to say."""

    decision: Decision | None
    reasons: tuple[str, ...]


def elapsed(today: date, starts: date, by: date) -> float:
    """Return which share of the time has passed, 0 to 1; the first day counts."""
    whole = (by - starts).days + 1
    gone = (today - starts).days + 1
    return 1.0 if whole <= 0 else max(0.0, min(1.0, round(gone / whole, 4)))


def per_post(total: int | Decimal | None, posts: int) -> Decimal | None:
    """Return what one post brought; None where nothing is told."""
    return None if total is None or not posts else (Decimal(total) / posts).quantize(Decimal("0.1"))


def propose(
    course: Course,
    *,
    told_posts: int,
    own: Decimal | None,
    earlier: Decimal | None,
    account: Decimal | None,
    alarms: Iterable[str] = (),
    is_hungry: bool = False,
) -> Proposal:
    """Advise to go on, adjust or stop; an alarm alone is reason enough to adjust."""
    sounding = tuple(alarms)
    share = course.share
    too_few = course.elapsed < EARLY or told_posts < FEWEST_POSTS or share is None
    weaker = tuple(
        name for name, value in (("below_earlier", earlier), ("below_account", account)) if _is_below(own, value)
    )
    if not too_few and share is not None and course.elapsed >= HALF and share < HOPELESS:
        known = [value for value in (earlier, account) if value is not None]
        if known and len(weaker) == len(known):
            return Proposal("stop", ("far_behind", *weaker, *sounding))
    reasons = list(sounding)
    if is_hungry:
        reasons.append("hungry")
    if not too_few and share is not None and share < BEHIND:
        reasons.append("behind")
        reasons += weaker
    if reasons:
        return Proposal("adjust", tuple(reasons))
    if too_few:
        return Proposal(None, ("too_early" if course.elapsed < EARLY else "too_few",))
    return Proposal("go_on", ("on_course",))


def _is_below(own: Decimal | None, other: Decimal | None) -> bool:
    return own is not None and other is not None and own < other
