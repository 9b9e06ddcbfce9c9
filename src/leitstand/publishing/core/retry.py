"""When to try again: exponential back-off with full jitter; chance is handed in."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol


class Chance(Protocol):
    """A source of chance, as random.Random is one; seeded, so that a test can repeat it."""

    def random(self) -> float: ...


@dataclass(frozen=True, slots=True)
class BackOff:
    """The span doubles from `base` to `cap` with every failure; the wait is drawn evenly from `least` to the span.

    Drawing it (full jitter) keeps many posts that failed together from coming back together.
    """

    base: timedelta = timedelta(seconds=5)
    cap: timedelta = timedelta(minutes=15)
    least: timedelta = timedelta(seconds=1)

    def wait(self, failures: int, chance: Chance) -> timedelta:
        """Return how long to wait after the n-th failure in a row (counted from 1)."""
        doublings = min(max(failures, 1) - 1, 30)
        span = min(self.cap, self.base * float(1 << doublings))
        return self.least + max(span - self.least, timedelta()) * chance.random()
