"""The clock is handed in, so that every moment can be tried in a test."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the present moment as an aware UTC datetime."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(tz=UTC)


@dataclass(slots=True)
class HandClock:
    """A clock that stands still until it is moved by hand."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment the clock was set to."""
        return self.moment

    def advance(self, step: timedelta) -> datetime:
        """Move the clock on by `step` and return the new moment."""
        self.moment += step
        return self.moment
