"""The states of a publication and the ways between them; every change goes through this table."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final


class State(StrEnum):
    """Where a publication stands."""

    DRAFT = "draft"  # written or not, not yet in the queue
    PLANNED = "planned"  # in the queue: approved, with a time
    CLAIMED = "claimed"  # a worker holds it, nothing was sent
    SENDING = "sending"  # a step was written down and may have reached the network
    WAITING = "waiting"  # to be tried again at a known time
    PUBLISHED = "published"
    UNKNOWN = "unknown"  # sent, no answer, no proof: a person decides
    REFUSED = "refused"  # the network said no
    HELD = "held"  # too late, stopped or channel paused: a person decides
    HANDED_OVER = "handed_over"  # a person posts by hand and confirms
    WITHDRAWN = "withdrawn"


WAYS: Final = MappingProxyType(
    {
        State.DRAFT: frozenset({State.PLANNED, State.HANDED_OVER, State.WITHDRAWN}),
        State.PLANNED: frozenset({State.DRAFT, State.CLAIMED, State.HELD, State.HANDED_OVER, State.WITHDRAWN}),
        State.CLAIMED: frozenset(
            {
                State.DRAFT,
                State.PLANNED,
                State.SENDING,
                State.WAITING,
                State.HELD,
                State.REFUSED,
                State.WITHDRAWN,
                # an answer was lost earlier: looking settles it without sending anything
                State.PUBLISHED,
                State.UNKNOWN,
                # the network takes nothing from programs: a person posts it
                State.HANDED_OVER,
            }
        ),
        State.SENDING: frozenset({State.PUBLISHED, State.WAITING, State.UNKNOWN, State.REFUSED, State.HELD}),
        State.WAITING: frozenset(
            {State.DRAFT, State.CLAIMED, State.PLANNED, State.HELD, State.HANDED_OVER, State.WITHDRAWN, State.UNKNOWN}
        ),
        State.PUBLISHED: frozenset({State.WITHDRAWN}),
        # Claimed again by itself only to look, and to repeat the same key where the network promises to say it once.
        State.UNKNOWN: frozenset({State.PUBLISHED, State.PLANNED, State.CLAIMED, State.HANDED_OVER, State.WITHDRAWN}),
        State.REFUSED: frozenset({State.DRAFT, State.PLANNED, State.HANDED_OVER, State.WITHDRAWN}),
        State.HELD: frozenset({State.DRAFT, State.PLANNED, State.HANDED_OVER, State.WITHDRAWN}),
        State.HANDED_OVER: frozenset({State.DRAFT, State.PUBLISHED, State.WITHDRAWN}),
        State.WITHDRAWN: frozenset({State.DRAFT}),
    }
)

# Content may change here, but only as long as nothing of the publication is public (`external_id` is empty): a thread
# whose second part was refused keeps its text. From the first sending commit on it may not. Ask `is_editable`; the
# table refuses it too (content_is_frozen).
EDITABLE: Final = frozenset(
    {State.DRAFT, State.PLANNED, State.CLAIMED, State.WAITING, State.REFUSED, State.HELD, State.WITHDRAWN}
)
# States in which the approval must be of exactly this content (also a constraint of the table).
NEEDS_APPROVAL: Final = frozenset({State.PLANNED, State.CLAIMED, State.SENDING, State.WAITING, State.HANDED_OVER})
NEEDS_A_PERSON: Final = frozenset({State.UNKNOWN, State.REFUSED, State.HELD})


class WrongWay(ValueError):
    """The table has no such way."""


def check(before: State, after: State) -> None:
    """Raise WrongWay unless the table allows the change."""
    if after not in WAYS[before]:
        raise WrongWay(f"{before} → {after}")


def is_editable(state: State, *, external_id: str) -> bool:
    """Whether the content may still change: nothing was sent, or what was sent is known not to be public."""
    return state in EDITABLE and not external_id
