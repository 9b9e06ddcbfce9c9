"""How a channel is, and what a person should do about it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Literal

# Days before a sign-in ends on which people are told; a person must act, so the last one is not the first.
WARN_DAYS: Final = (14, 7, 1)
# A channel that nobody could reach for so long is out of order, not just away for a moment.
PATIENCE: Final = timedelta(hours=24)
# Checks come several times a day; silence for longer means that they do not run.
STALE: Final = timedelta(days=2)


class Problem(StrEnum):
    """What is the matter, the worst first."""

    DISCONNECTED = "disconnected"
    SIGN_IN = "sign_in"
    UNREACHABLE = "unreachable"
    RIGHTS = "rights"
    ENDS = "ends"
    STALE = "stale"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Health:
    """`level` is how bad it is; `days` is told only where the sign-in ends soon."""

    level: Literal["ok", "attention", "broken", "disconnected"]
    problem: Problem
    days: int = 0


def judge(
    *,
    state: str,
    reason: str,
    missing_rights: Sequence[str],
    last_ok_at: datetime | None,
    ends_at: datetime | None,
    now: datetime,
) -> Health:
    """Return the worst that is the matter. `ends_at` is None where the house renews the sign-in by itself."""
    if state == "disconnected":
        return Health("disconnected", Problem.DISCONNECTED)
    if state == "needs_sign_in":
        return Health("broken", Problem.SIGN_IN)
    if reason:
        lasts = last_ok_at is None or now - last_ok_at > PATIENCE
        return Health("broken" if lasts else "attention", Problem.UNREACHABLE)
    if missing_rights:
        return Health("attention", Problem.RIGHTS)
    days = days_left(ends_at, now)
    if days is not None and days <= WARN_DAYS[0]:
        return Health("attention", Problem.ENDS, days)
    if last_ok_at is None or now - last_ok_at > STALE:
        return Health("attention", Problem.STALE)
    return Health("ok", Problem.NONE)


def days_left(ends_at: datetime | None, now: datetime) -> int | None:
    """Return the days until the sign-in ends, a day that has begun counted whole; None where it does not end."""
    if ends_at is None:
        return None
    return max(0, -((now - ends_at) // timedelta(days=1)))


def warning_due(ends_at: datetime | None, warned_for: int | None, now: datetime) -> int | None:
    """Return the step of WARN_DAYS to tell people about now, each once; `warned_for` is the last one they were told."""
    days = days_left(ends_at, now)
    reached = [step for step in WARN_DAYS if days is not None and days <= step]
    if not reached:
        return None
    step = reached[-1]
    return step if warned_for is None or step < warned_for else None
