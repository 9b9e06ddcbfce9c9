"""What the engine knows of a publication while it has it, and what it writes down about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from leitstand.publishing.core.protocol import Outcome, Tried
from leitstand.publishing.core.states import State


@dataclass(slots=True)
class Row:
    """A publication as it was claimed or taken over, with all its attempts, the oldest first."""

    id: UUID
    channel_id: int
    workspace_id: int
    state: State
    content: Mapping[str, object]
    content_digest: str
    due_at: datetime
    grace_minutes: int
    tries: int
    external_id: str
    external_url: str
    judged: str = ""
    tried: list[Tried] = field(default_factory=list)

    @property
    def grace_ends(self) -> datetime:
        """From when on a person decides whether it still goes out."""
        return self.due_at + timedelta(minutes=self.grace_minutes)

    def note(self, attempt: Tried) -> None:
        """Put an attempt, or the new outcome of one that is there, last."""
        self.tried = [other for other in self.tried if other.id != attempt.id]
        self.tried.append(attempt)

    def found_out(self, attempt: Tried, outcome: Outcome, carried: Mapping[str, str] | None = None) -> None:
        """Note what is known now about an attempt."""
        self.note(replace(attempt, outcome=outcome, carried=dict(carried or attempt.carried)))


@dataclass(frozen=True, slots=True)
class Begin:
    """A step that is about to be taken."""

    publication: UUID
    digest: str
    step: str
    position: int
    key: str
    first_at: datetime


@dataclass(frozen=True, slots=True)
class Result:
    """What one attempt came to."""

    attempt: int
    outcome: Outcome
    ended_at: datetime
    answer: str = ""
    carried: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settle:
    """Where a publication stands now."""

    publication: UUID
    state: State
    at: datetime
    tries: int
    reason: str = ""
    reason_text: str = ""
    try_at: datetime | None = None
    external_id: str = ""
    external_url: str = ""
    carried: Mapping[str, str] = field(default_factory=dict)
    proof: str = ""
    published_at: datetime | None = None
    untold: bool = False


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a step may not be taken."""

    state: State | None
    is_mine: bool
    is_stopped: bool
    is_unseconded: bool = False
