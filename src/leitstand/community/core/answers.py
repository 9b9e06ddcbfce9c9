"""The states of an answer, the ways between them, and how long it may still go out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from leitstand.connector_kit.limits import Limits


class Sent(StrEnum):
    """Where an answer stands; the same notions as a post's."""

    REVIEW = "review"  # a second person looks at it first
    WAITING = "waiting"  # to go out, now or at a known moment
    CLAIMED = "claimed"  # a worker holds it, nothing was sent
    SENDING = "sending"  # an attempt was written down and may have reached the network
    SENT = "sent"
    UNKNOWN = "unknown"  # sent, no answer, no proof: a person decides
    REFUSED = "refused"  # the network said no
    HELD = "held"  # too late, stopped or channel gone: a person decides
    DROPPED = "dropped"  # a person decided that it is not sent


WAYS: Final = MappingProxyType(
    {
        Sent.REVIEW: frozenset({Sent.WAITING, Sent.DROPPED}),
        Sent.WAITING: frozenset({Sent.CLAIMED, Sent.HELD, Sent.DROPPED}),
        Sent.CLAIMED: frozenset(
            {Sent.WAITING, Sent.SENDING, Sent.SENT, Sent.UNKNOWN, Sent.REFUSED, Sent.HELD, Sent.DROPPED}
        ),
        Sent.SENDING: frozenset({Sent.WAITING, Sent.SENT, Sent.UNKNOWN, Sent.REFUSED}),
        Sent.UNKNOWN: frozenset({Sent.SENDING, Sent.SENT, Sent.WAITING, Sent.REFUSED, Sent.DROPPED}),
        Sent.REFUSED: frozenset({Sent.WAITING, Sent.DROPPED}),
        Sent.HELD: frozenset({Sent.WAITING, Sent.DROPPED}),
        Sent.SENT: frozenset(),
        Sent.DROPPED: frozenset(),
    }
)
UNDER_WAY: Final = frozenset({Sent.WAITING, Sent.CLAIMED, Sent.SENDING})
NEEDS_A_PERSON: Final = frozenset({Sent.UNKNOWN, Sent.REFUSED, Sent.HELD})
# What somebody wrote may wait for a sign-in until tomorrow; a greeting that comes an hour later is worse than none.
GRACE: Final = timedelta(hours=24)
GRACE_AUTOMATIC: Final = timedelta(minutes=30)
NAME: Final = "answer"


@dataclass(frozen=True, slots=True)
class AnswerStep:
    """The one step of an answer, as the protocol of sending wants it: whatever it does, others see it."""

    name: str = NAME
    is_visible: bool = True


def longest(limits: "Limits", *, private: bool) -> int | None:
    """Return how long an answer may be, in the network's own unit; None: no limit is known."""
    own = limits.message_max if private else limits.answer_max
    return own if own is not None else limits.text_max


def window_ends(limits: "Limits", last_message_at: datetime, *, private: bool) -> datetime | None:
    """Return until when the network lets somebody be written to; None: for ever."""
    if not private or limits.message_window_hours is None:
        return None
    return last_message_at + timedelta(hours=limits.message_window_hours)
