"""Offer a refused publication to the network once more."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.publishing.actions.schedule import schedule
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Publication
from leitstand.publishing.sending import hold, too_late


@transaction.atomic
def retry_refused(actor: Actor, publication: Publication, *, now: datetime) -> Publication:
    """Put it back into the queue for now, once the reason is mended on the network's side."""
    actor.require(Permission.DECIDE_SENDING)
    publication = hold(actor, publication)
    if publication.state != State.REFUSED:
        raise Impossible(too_late(State(publication.state)), code=publication.state)
    scheduled = schedule(actor, publication, due_at=now, now=now)
    audit.record(actor, "publishing.retry_refused", scheduled, now=now)
    return scheduled
