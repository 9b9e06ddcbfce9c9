"""Give a publication to a person who posts it by hand."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.house.events import announce
from leitstand.publishing.core.gate import Bar
from leitstand.publishing.core.states import State
from leitstand.publishing.lawful import legal_day, must_be_lawful
from leitstand.publishing.models import Publication
from leitstand.publishing.second_looks import is_unseconded
from leitstand.publishing.sending import ask_gate, change, deny_lost_attempts, hold
from leitstand.publishing.sending_events import PublicationHandedOver
from leitstand.publishing.stage import keep_in_step


@transaction.atomic
def hand_over(actor: Actor, publication: Publication, *, now: datetime) -> Publication:
    """Take it out of the queue and into somebody's hands; they confirm with the link. The approval is asked here too.

    A channel that is disconnected or that takes nothing from programs is no hindrance: that is what hands are for.
    """
    actor.require(Permission.DECIDE_SENDING)
    publication = hold(actor, publication)
    try:
        ask_gate(publication, due_at=publication.due_at or now)
    except Impossible as closed:
        if closed.code != Bar.CHANNEL_GONE.value:
            raise
        must_be_lawful(publication, on=legal_day(now))
    if is_unseconded(publication):
        raise Impossible(_("In this crisis a second person has to approve it first."), code="not_seconded")
    before = publication.state
    deny_lost_attempts(publication, now=now)
    change(publication, State.HANDED_OVER, now=now, due_at=publication.due_at or now, reason="by_hand")
    audit.record(actor, "publishing.hand_over", publication, now=now, details={"from": before})
    keep_in_step(publication.item_id, now=now)
    announce(PublicationHandedOver(actor, publication))
    return publication
