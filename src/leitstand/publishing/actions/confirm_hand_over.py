"""Confirm that a post made by hand is public."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.house.events import announce
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Publication
from leitstand.publishing.sending import change, checked_link, hold, too_late
from leitstand.publishing.sending_events import PublicationPublished
from leitstand.publishing.stage import keep_in_step


@transaction.atomic
def confirm_hand_over(actor: Actor, publication: Publication, *, link: str, now: datetime) -> Publication:
    """Note the link under which it is public; raises Invalid for what is no link."""
    actor.require(Permission.DECIDE_SENDING)
    publication = hold(actor, publication)
    if publication.state != State.HANDED_OVER:
        raise Impossible(too_late(State(publication.state)), code=publication.state)
    change(
        publication,
        State.PUBLISHED,
        now=now,
        external_url=checked_link(link),
        proof="confirmed",
        published_at=now,
    )
    audit.record(actor, "publishing.confirm_hand_over", publication, now=now)
    keep_in_step(publication.item_id, now=now)
    announce(PublicationPublished(actor, publication))
    return publication
