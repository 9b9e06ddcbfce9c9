"""Ask the network once more for an unclear publication."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Publication
from leitstand.publishing.sending import hold, too_late
from leitstand.publishing.signals import wake


@transaction.atomic
def look_again(actor: Actor, publication: Publication, *, now: datetime) -> Publication:
    """Have the worker look at once; nothing is sent unless the network promises to say it once."""
    actor.require(Permission.DECIDE_SENDING)
    publication = hold(actor, publication)
    asked = Publication.objects.filter(pk=publication.pk, state=State.UNKNOWN.value).update(try_at=now, updated_at=now)
    if asked != 1:
        raise Impossible(too_late(State(publication.state)), code=publication.state)
    publication.try_at = now
    audit.record(actor, "publishing.look_again", publication, now=now)
    wake()
    return publication
