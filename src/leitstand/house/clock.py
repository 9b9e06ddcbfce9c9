"""The one place of the Django side where the present moment is read; tests put another clock here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from leitstand.kernel.clock import Clock, SystemClock

_SYSTEM = SystemClock()
_clock: ContextVar[Clock | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """Return the present moment in UTC."""
    return clock().now()


def clock() -> Clock:
    """Return the clock itself, to be handed in."""
    return _clock.get() or _SYSTEM


@contextmanager
def use_clock(other: Clock) -> Iterator[Clock]:
    """Run a block with another clock."""
    token = _clock.set(other)
    try:
        yield other
    finally:
        _clock.reset(token)
