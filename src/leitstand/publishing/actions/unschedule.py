"""Take a publication out of the queue before anything is sent."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.house.events import announce
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Publication
from leitstand.publishing.sending import change, hold, is_partly_public
from leitstand.publishing.sending_events import PublicationUnscheduled
from leitstand.publishing.stage import keep_in_step


@transaction.atomic
def unschedule(actor: Actor, publication: Publication, *, now: datetime) -> Publication:
    """Make it a draft again; the approval stays as long as the content does. Raises Impossible where it is too late.

    It wins over a worker's claim until the first step is written down, never after.
    """
    actor.require(Permission.SCHEDULE)
    publication = hold(actor, publication)
    if is_partly_public(publication):
        raise Impossible(_("A part of the post is already public. Withdraw the rest, or let it go out."), code="partly")
    change(publication, State.DRAFT, now=now)
    audit.record(actor, "publishing.unschedule", publication, now=now)
    keep_in_step(publication.item_id, now=now)
    announce(PublicationUnscheduled(actor, publication))
    return publication
