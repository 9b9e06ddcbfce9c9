"""What a sister room does for this one; neither may ask the other, so both are joined where all is joined."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from leitstand.channels.models import Channel
from leitstand.house.actor import Actor
from leitstand.kernel.interaction import Interaction


@dataclass(frozen=True, slots=True)
class Spoken:
    """A mention that is to be answered: on which channel, what was said, since when we have it, until when it may be kept."""

    channel: Channel
    said: Interaction
    taken_at: datetime
    forget_text_at: datetime | None
    forget_author_at: datetime | None


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a mention tells of the product, in our own words."""

    kind: str
    title: str
    insight: str


@dataclass(frozen=True, slots=True)
class Sister:
    """The inbox as this room knows it: opens conversations, notes feedback, and says where both stand."""

    open: Callable[[Actor, Spoken, datetime], UUID]
    conversation_path: Callable[[str, UUID], str]
    feedback_kinds: Callable[[], Sequence[tuple[str, str]]]
    note_feedback: Callable[[Actor, Feedback, datetime], UUID]
    feedback_path: Callable[[str, UUID], str]


_joined: list[Sister] = []


def join(sister: Sister) -> None:
    """Take up the sister room; once."""
    if not _joined:
        _joined.append(sister)


def sister() -> Sister | None:
    """Return the sister room; None where this room stands alone."""
    return _joined[0] if _joined else None
