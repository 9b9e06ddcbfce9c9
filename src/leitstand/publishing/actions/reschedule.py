"""Bring the publications of an item to the item's new time."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.house.events import announce
from leitstand.planning.models import Item
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Publication
from leitstand.publishing.sending import ask_gate, change, hold, lane_of, too_late
from leitstand.publishing.sending_events import PublicationScheduled, PublicationUnscheduled
from leitstand.publishing.signals import wake
from leitstand.publishing.stage import keep_in_step

_QUEUED = (State.PLANNED, State.CLAIMED, State.WAITING, State.HELD)
_ON_THE_WAY = (State.SENDING, State.UNKNOWN)


@transaction.atomic
def reschedule(actor: Actor, item: Item, *, due_at: datetime | None, now: datetime) -> list[Publication]:
    """Move everything of the item that has not gone out; what is in the queue stays there, without a time it leaves it.

    Raises Impossible where one of them is being sent or unclear: then the item stays where it is. What was held back
    or waits for its next try starts anew at the new time, through the same gate.
    """
    actor.require(Permission.PLAN)
    actor.own(item)
    moved = []
    for found in Publication.objects.filter(item=item).order_by("pk"):
        publication = hold(actor, found)
        state = State(publication.state)
        if state in _ON_THE_WAY:
            raise Impossible(too_late(state), code=state.value)
        if state in (State.PUBLISHED, State.WITHDRAWN, State.HANDED_OVER):
            continue
        if state not in _QUEUED:
            Publication.objects.filter(pk=publication.pk, state=state.value).update(due_at=due_at, updated_at=now)
            continue
        if due_at is None:
            change(publication, State.DRAFT, now=now, due_at=None)
            announce(PublicationUnscheduled(actor, publication))
        else:
            # A claimed one goes back into the queue; change() counts its rows and so loses against a first step.
            if state is not State.CLAIMED:
                ask_gate(publication, due_at=due_at)
            lane_of(publication)
            change(publication, State.PLANNED, now=now, due_at=due_at)
            announce(PublicationScheduled(actor, publication))
        details = {"due_at": due_at.isoformat() if due_at else ""}
        audit.record(actor, "publishing.reschedule", publication, now=now, details=details)
        moved.append(publication)
    if moved:
        keep_in_step(item.pk, now=now)
        wake()
    return moved
