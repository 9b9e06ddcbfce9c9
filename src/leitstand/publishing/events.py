"""What this room announces about texts and approvals."""

from dataclasses import dataclass

from leitstand.house.events import Event
from leitstand.publishing.models import Approval, Draft, Publication, Remark


@dataclass(frozen=True, slots=True)
class DraftSaved(Event):
    """The composer has saved; `changed` are the publications whose content is another one now."""

    draft: Draft
    changed: tuple[Publication, ...]


@dataclass(frozen=True, slots=True)
class Submitted(Event):
    """Somebody gave a publication to approval."""

    approval: Approval


@dataclass(frozen=True, slots=True)
class Approved(Event):
    """Exactly this content may go out."""

    approval: Approval


@dataclass(frozen=True, slots=True)
class ChangesAsked(Event):
    """The approver wants something changed first."""

    approval: Approval


@dataclass(frozen=True, slots=True)
class Rejected(Event):
    """The approver does not want this to be published."""

    approval: Approval


@dataclass(frozen=True, slots=True)
class ApprovalLapsed(Event):
    """An approval, or a request for one, no longer holds: somebody changed the content or took the approval back.

    `was_queued` says that the publication left the queue because of it.
    """

    approval: Approval
    was_queued: bool


@dataclass(frozen=True, slots=True)
class Remarked(Event):
    """Somebody of the team said something beside a post."""

    remark: Remark
