"""The one gate to the queue, for page, API, command and task: only an approval of exactly this content opens it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from leitstand.publishing.core.states import State

ENTRY: Final = frozenset({State.DRAFT, State.PLANNED, State.WAITING, State.REFUSED, State.HELD, State.UNKNOWN})


class Bar(StrEnum):
    """What closes the gate."""

    NOT_FROM_HERE = "not_from_here"  # on its way, out already, withdrawn, or in somebody's hands
    NOT_APPROVED = "not_approved"  # nobody has approved it, or the approval was taken back
    CHANGED_SINCE = "changed_since"  # approved was another content than what would be sent
    NO_TIME = "no_time"
    CHANNEL_GONE = "channel_gone"  # the channel was disconnected; nothing could take it from there
    DOES_NOT_FIT = "does_not_fit"  # a check of the channel's limits blocks it


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a publication at the gate. `approvals` are the digests of the approvals that still hold."""

    state: State
    content_digest: str
    approved_digest: str
    approvals: Collection[str]
    due_at: datetime | None
    channel_state: str
    blocking: tuple[str, ...] = ()


def bar(standing: Standing) -> Bar | None:
    """Return what closes the gate, None where it is open.

    Two things must say the same: the digest on the publication, and the record of somebody's decision about it.
    """
    if standing.state not in ENTRY:
        return Bar.NOT_FROM_HERE
    if not standing.approved_digest or not standing.approvals:
        return Bar.NOT_APPROVED
    if standing.approved_digest != standing.content_digest or standing.content_digest not in standing.approvals:
        return Bar.CHANGED_SINCE
    if standing.due_at is None:
        return Bar.NO_TIME
    if standing.channel_state == "disconnected":
        return Bar.CHANNEL_GONE
    if standing.blocking:
        return Bar.DOES_NOT_FIT
    return None
