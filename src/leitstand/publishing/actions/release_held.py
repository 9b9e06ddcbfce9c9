"""Let a publication that was held back go out after all."""

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
def release_held(
    actor: Actor, publication: Publication, *, now: datetime, due_at: datetime | None = None
) -> Publication:
    """Put it back into the queue, for now or for `due_at`."""
    actor.require(Permission.DECIDE_SENDING)
    publication = hold(actor, publication)
    if publication.state != State.HELD:
        raise Impossible(too_late(State(publication.state)), code=publication.state)
    scheduled = schedule(actor, publication, due_at=due_at or now, now=now)
    audit.record(actor, "publishing.release_held", scheduled, now=now)
    return scheduled
