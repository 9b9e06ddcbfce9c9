"""A network's server that fails is left alone for a while; then one try decides. Other servers never wait for it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Breaker:
    """How many failures in a row open the circuit, and for how long: doubling from `first` to `most`."""

    after: int = 5
    first: timedelta = timedelta(seconds=20)
    most: timedelta = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class CircuitState:
    """What is known about a server: failures in a row; open until a moment, None: closed."""

    failures: int = 0
    open_until: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether nothing may be sent at all."""
        return self.open_until is not None and now < self.open_until

    def is_half_open(self, now: datetime) -> bool:
        """Whether exactly one try may go through, to see."""
        return self.open_until is not None and now >= self.open_until


def failed(state: CircuitState, now: datetime, breaker: Breaker) -> CircuitState:
    """Return the state after no answer came."""
    failures = state.failures + 1
    if failures < breaker.after:
        return CircuitState(failures, state.open_until)
    span = min(breaker.most, breaker.first * 2 ** min(failures - breaker.after, 20))
    return CircuitState(failures, now + span)


def trying(state: CircuitState, now: datetime, breaker: Breaker) -> CircuitState:
    """Return the state while one try is under way: for everybody else the circuit stays open meanwhile."""
    return replace(state, open_until=now + breaker.first)


def answered(state: CircuitState) -> CircuitState:
    """Return the state after any answer, a refusal too: the server is there."""
    return CircuitState()
