"""Put notices aside as read."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from leitstand.house.actor import Actor
from leitstand.house.models import Notification

UNRECORDED: Final = "Reading is nobody's business; the trail keeps what was done, not what was looked at."


def mark_read(actor: Actor, *, now: datetime, only: Collection[int] | None = None) -> int:
    """Mark one's own unread notices as read, all or `only` some; return how many."""
    mine = Notification.objects.filter(workspace=actor.workspace, person=actor.person, read_at=None)
    return (mine if only is None else mine.filter(pk__in=only)).update(read_at=now)
