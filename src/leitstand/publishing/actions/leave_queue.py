"""Take everything of an item out of the queue: it was deleted from the plan."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.planning.models import Item
from leitstand.publishing import content
from leitstand.publishing.actions.unschedule import unschedule
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Publication


def leave_queue(actor: Actor, item: Item, *, now: datetime) -> None:
    """Unschedule what waits to go out; raises Impossible where something is already on its way, so that nothing is deleted.

    Approvals stay: the words are the same if the item comes back, and somebody schedules it again.
    """
    actor.require(Permission.PLAN)
    actor.own(item)
    with transaction.atomic():
        left = 0
        for publication in Publication.objects.filter(item=item).select_related("channel").order_by("pk"):
            if publication.state in (State.SENDING, State.UNKNOWN):
                raise content.already_sent(publication)
            if publication.state in content.QUEUED:
                unschedule(actor, publication, now=now)
                left += 1
        if left:
            audit.record(actor, "publishing.leave_queue", item, now=now, details={"posts": left})
