"""The response clock: how long somebody may wait, when the owner is warned, and what the clock shows. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from leitstand.community.core.business import Week, after, business_time, minutes

Look = Literal["calm", "soon", "missed", "none"]


@dataclass(frozen=True, slots=True)
class Target:
    """How many minutes of business time there are until the first answer, and until it is settled."""

    first: int
    resolve: int


@dataclass(frozen=True, slots=True)
class Moments:
    """When an answer is due, when its owner is warned before, and when the next person is told after."""

    warn_at: datetime
    due_at: datetime
    escalate_at: datetime


def strictest(targets: Iterable[Target | None]) -> Target:
    """Return what holds where several targets do: the shortest time of each; raises ValueError where there is none."""
    told = [one for one in targets if one is not None]
    return Target(min(one.first for one in told), min(one.resolve for one in told))


def moments(week: Week, since: datetime, target: int, *, warn_at: float, escalate_after: float) -> Moments:
    """Set the clock: shares of the target, all in business time."""
    whole = timedelta(minutes=target)
    due = after(week, since, whole)
    return Moments(after(week, since, whole * warn_at), due, after(week, due, whole * escalate_after))


def look_of(*, due_at: datetime | None, warn_at: datetime | None, now: datetime) -> Look:
    """Say how the clock looks now; "none" where nothing is due."""
    if due_at is None:
        return "none"
    if now >= due_at:
        return "missed"
    return "soon" if warn_at is not None and now >= warn_at else "calm"


def left(week: Week, due_at: datetime, now: datetime) -> int:
    """Return the minutes of business time until it is due; below zero how many it is late."""
    if now >= due_at:
        return -minutes(business_time(week, due_at, now))
    return minutes(business_time(week, now, due_at))
