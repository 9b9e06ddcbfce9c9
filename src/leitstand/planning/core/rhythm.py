"""Whether an account keeps the rhythm it was given, and since when it is silent. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

# How far back is looked; the slowest rhythm that can be told from silence is one post in four weeks.
WINDOW: Final = timedelta(days=60)
LOOKED_AT: Final = timedelta(days=28)
WEEK: Final = timedelta(days=7)
# Below this share of the target an account lags behind (our own threshold).
LAGS_BELOW: Final = 0.75


class Beat(StrEnum):
    """How an account does."""

    KEPT = "kept"
    BEHIND = "behind"
    SILENT = "silent"
    NO_TARGET = "no_target"
    NOT_CONNECTED = "not_connected"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Posts a week wanted and made over four weeks; `last` is the last post within sixty days, None where there is none."""

    beat: Beat
    target: float
    a_week: float | None = None
    last: datetime | None = None


def allowed_silence(target: float) -> timedelta:
    """Return how long an account may say nothing: twice its interval, at least a week, at most the days looked at."""
    return min(WINDOW, max(WEEK, 2 * WEEK / target)) if target > 0 else WINDOW


def judge(target: float, outs: Sequence[datetime], *, now: datetime, since: datetime | None) -> Rhythm:
    """Judge an account by the moments at which it posted. `since` is when it was connected; None: it is not."""
    if since is None:
        return Rhythm(Beat.NOT_CONNECTED, target)
    past = sorted(moment for moment in outs if now - WINDOW <= moment <= now)
    last = past[-1] if past else None
    span = min(LOOKED_AT, max(WEEK, now - since))
    a_week = round(sum(1 for moment in past if moment > now - span) / (span / WEEK), 2)
    if target <= 0:
        return Rhythm(Beat.NO_TARGET, target, a_week, last)
    if now - (last or since) > allowed_silence(target) or (last is None and now - since > WINDOW):
        return Rhythm(Beat.SILENT, target, a_week, last)
    if a_week < target * LAGS_BELOW and now - since >= LOOKED_AT:
        return Rhythm(Beat.BEHIND, target, a_week, last)
    return Rhythm(Beat.KEPT, target, a_week, last)
