"""Decide that a publication shall not go out, or not any further."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.house.events import announce
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Publication
from leitstand.publishing.sending import change, hold, too_late
from leitstand.publishing.sending_events import PublicationWithdrawn
from leitstand.publishing.stage import keep_in_step


@transaction.atomic
def withdraw(actor: Actor, publication: Publication, *, now: datetime) -> Publication:
    """Take it out for good. What is already public stays public: deleting there is another decision.

    Raises Impossible while it is being sent and once it is published.
    """
    actor.require(Permission.SCHEDULE)
    publication = hold(actor, publication)
    state = State(publication.state)
    if state in (State.SENDING, State.PUBLISHED, State.WITHDRAWN):
        raise Impossible(too_late(state), code=state.value)
    change(publication, State.WITHDRAWN, now=now)
    audit.record(actor, "publishing.withdraw", publication, now=now, details={"from": state.value})
    keep_in_step(publication.item_id, now=now)
    announce(PublicationWithdrawn(actor, publication))
    return publication
