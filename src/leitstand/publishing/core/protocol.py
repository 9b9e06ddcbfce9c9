"""Said once: what to do next with a publication, decided from what was written down about it.

Every step is written down with its key before it is taken, and its result after. So whatever happens between the two,
this table of attempts tells what is certain: a step that shows nothing may be repeated; a step that may have become
visible is looked for first, repeated with the same key only where the network promises to say it once, and is unclear
otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final, Protocol


class Outcome(StrEnum):
    """What is known about one attempt. OPEN: written down, and then nobody knows."""

    OPEN = ""
    DONE = "done"  # the network answered
    FOUND = "found"  # no answer came, but it is there
    ABSENT = "absent"  # no answer came, and looking did not find it
    NOT_THERE = "not_there"  # a person has looked and says that it is not there
    LOST = "lost"  # no answer came, not looked yet
    NOT_SENT = "not_sent"  # it certainly did not reach the network
    WAITING = "waiting"  # the network is still working; the same step again later
    LIMITED = "limited"  # too much for now
    REFUSED = "refused"  # the network said no
    EXPIRED = "expired"  # the sign-in no longer holds


# Nothing has become visible: the step may be taken again.
_AGAIN: Final = frozenset(
    {
        Outcome.NOT_THERE,
        Outcome.NOT_SENT,
        Outcome.WAITING,
        Outcome.LIMITED,
        Outcome.REFUSED,
        Outcome.EXPIRED,
    }
)
_THROUGH: Final = frozenset({Outcome.DONE, Outcome.FOUND})
# A repeat this close to the end of the window might arrive after it.
_MARGIN: Final = timedelta(minutes=5)


class StepLike(Protocol):
    """A step of a plan, as the manifest lists it."""

    @property
    def name(self) -> str: ...
    @property
    def is_visible(self) -> bool: ...


class KeysLike(Protocol):
    """What a repeated key does at this network; `window` None: for as long as the post is there."""

    @property
    def window(self) -> timedelta | None: ...


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt as it was written down; `first_at` is when its key was first used."""

    id: int
    step: str
    key: str
    first_at: datetime
    outcome: Outcome
    carried: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Take:
    """Write this step down, then take it."""

    position: int
    key: str
    first_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """Ask the network whether this attempt has arrived."""

    position: int
    attempt: Tried


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nobody can know: a person decides."""

    position: int
    attempt: Tried


@dataclass(frozen=True, slots=True)
class Finished:
    """Every step is through."""

    was_found: bool


Move = Take | Look | Unclear | Finished


def key_for(publication: str, *, digest: str, step: str) -> str:
    """Return the key of a step: the same for the same content of the same publication, however often it is tried."""
    return sha256(f"{publication}/{digest}/{step}".encode()).hexdigest()[:40]


def next_move(
    steps: Sequence[StepLike],
    keys: Sequence[str],
    tried: Sequence[Tried],
    *,
    promise: KeysLike | None,
    now: datetime,
) -> Move:
    """Return what to do next. `keys` belong to the steps in order; `tried` are all attempts, the oldest first.

    Attempts with other keys (of a former content) say nothing. `promise` None: repeated keys promise nothing.
    """
    last = {each.key: each for each in tried}
    was_found = False
    for position, (step, key) in enumerate(zip(steps, keys, strict=True)):
        attempt = last.get(key)
        if attempt is None:
            return Take(position, key)
        if attempt.outcome in _THROUGH:
            was_found = was_found or attempt.outcome is Outcome.FOUND
            continue
        if attempt.outcome in _AGAIN or not step.is_visible:
            return Take(position, key, attempt.first_at)
        if attempt.outcome is Outcome.ABSENT:
            if promise is not None and is_promised(promise, attempt.first_at, now):
                return Take(position, key, attempt.first_at)
            return Unclear(position, attempt)
        return Look(position, attempt)
    return Finished(was_found)


def is_promised(promise: KeysLike, first_at: datetime, now: datetime) -> bool:
    """Whether the network still says the same key only once."""
    return promise.window is None or now - first_at < promise.window - min(_MARGIN, promise.window / 4)


def carried_by(tried: Sequence[Tried]) -> dict[str, str]:
    """Return what the steps that are through gave, as later steps want it: under "<step>.<name>"."""
    return {
        f"{attempt.step}.{name}": value
        for attempt in tried
        if attempt.outcome in _THROUGH
        for name, value in attempt.carried.items()
    }
