"""Put an approved publication into the queue."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.events import announce
from leitstand.publishing.core.states import State
from leitstand.publishing.launching import must_be_launched
from leitstand.publishing.lawful import legal_day, mark_of
from leitstand.publishing.models import Publication
from leitstand.publishing.sending import ask_gate, change, hold, lane_of
from leitstand.publishing.sending_events import PublicationScheduled
from leitstand.publishing.signals import wake
from leitstand.publishing.stage import keep_in_step


@transaction.atomic
def schedule(actor: Actor, publication: Publication, *, due_at: datetime | None, now: datetime) -> Publication:
    """Have it go out at `due_at` (None: the time it has, else its item's); raises Impossible where the gate is closed.

    The gate asks for an approval of exactly this content, and for nothing in the law against it on its day. A time in the
    past is allowed within the grace: it goes out at once. Already in the queue: it gets the other time.
    """
    actor.require(Permission.SCHEDULE)
    publication = hold(actor, publication)
    due = due_at or publication.due_at or publication.item.planned_at
    ask_gate(publication, due_at=due)
    must_be_launched(publication.item)
    lane_of(publication)
    mark = mark_of(publication.content_digest, legal_day(due or now))
    change(publication, State.PLANNED, now=now, due_at=due, judged=mark)
    audit.record(actor, "publishing.schedule", publication, now=now, details={"due_at": due.isoformat() if due else ""})
    keep_in_step(publication.item_id, now=now)
    announce(PublicationScheduled(actor, publication))
    wake()
    return publication
