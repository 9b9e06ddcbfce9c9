"""When a stream that broke off is tried again, and how far one that catches up is behind. Pure."""

from datetime import datetime, timedelta
from typing import Final, Literal

_BACK_OFF: Final = tuple(timedelta(seconds=seconds) for seconds in (2, 5, 15, 30, 60, 300))
SLOWEST: Final = len(_BACK_OFF)
# Who was connected for so long has not failed again and again.
STEADY: Final = timedelta(minutes=1)
REFUSED: Final = timedelta(hours=1)
# Networks take a moment to tell what is said.
_USUAL: Final = timedelta(seconds=30)


def failures(before: int, live_since: datetime | None, now: datetime) -> int:
    """Return how often in a row a stream has failed, now that it has failed once more."""
    if live_since is not None and now - live_since >= STEADY:
        return 1
    return before + 1


def again_at(tries: int, now: datetime, *, wished: datetime | None = None, refused: bool = False) -> datetime:
    """Return when to try again: ever later, not before the network wishes it, and seldom where it said no."""
    again = now + (REFUSED if refused else _BACK_OFF[min(max(tries, 1), len(_BACK_OFF)) - 1])
    return max(again, wished) if wished else again


def behind(heard_at: datetime | None, heard_until: datetime | None) -> timedelta | None:
    """Return how far behind what was heard last was when it was heard; None where that is nothing to speak of."""
    if heard_at is None or heard_until is None or heard_at - heard_until <= _USUAL:
        return None
    return heard_at - heard_until


State = Literal["off", "live", "coming", "broken", "idle", "full"]


def state_of(*, is_on: bool, is_idle: bool, is_live: bool, is_full: bool, problem: str) -> State:
    """Return what is shown of a stream: `is_idle` where nothing is looked for, or its channel is disconnected."""
    if not is_on:
        return "off"
    if is_idle:
        return "idle"
    if is_live:
        return "live"
    if is_full:
        return "full"
    return "broken" if problem else "coming"
