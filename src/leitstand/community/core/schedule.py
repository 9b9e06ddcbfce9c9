"""When a channel's inbox and the answers under a post are read next, and from which moment on."""

from datetime import datetime, timedelta
from typing import Final

EVERY: Final = timedelta(minutes=10)
# Where the network calls by itself, or has just asked for peace, asking is only there to miss nothing.
SELDOM: Final = timedelta(hours=1)
LATELY: Final = timedelta(hours=24)
# Things come late, and clocks differ: what was asked for is asked for again, and stored once.
OVERLAP: Final = timedelta(hours=1)
FIRST_LOOK_BACK: Final = timedelta(days=7)
_BACK_OFF: Final = tuple(timedelta(minutes=minutes) for minutes in (2, 5, 15, 30, 60))
# Age of a post: how often the answers under it are read.
_UNDER_POSTS: Final = (
    (timedelta(days=2), timedelta(minutes=20)),
    (timedelta(days=7), timedelta(hours=2)),
    (timedelta(days=28), timedelta(hours=12)),
)


def since(read_until: datetime | None, now: datetime) -> datetime:
    """Return from which moment on to ask: a little before what is read already, a week back at first."""
    return now - FIRST_LOOK_BACK if read_until is None else read_until - OVERLAP


def next_inbox(now: datetime, *, heard_at: datetime | None, limited_at: datetime | None = None) -> datetime:
    """Return when the inbox is read next after a reading that went well."""
    calm = any(at is not None and now - at < LATELY for at in (heard_at, limited_at))
    return now + (SELDOM if calm else EVERY)


def again(now: datetime, failures: int) -> datetime:
    """Return when to try again after the n-th failure in a row (counted from 1)."""
    return now + _BACK_OFF[min(max(failures, 1), len(_BACK_OFF)) - 1]


def next_under_post(published_at: datetime, now: datetime) -> datetime | None:
    """Return when the answers under a post are read next; None once it is old, then the inbox alone tells."""
    age = now - published_at
    return next((now + every for until, every in _UNDER_POSTS if age < until), None)
