"""Take approvals back where somebody does not agree (any more)."""

from datetime import datetime

from django.db import transaction

from leitstand.house.actor import Actor
from leitstand.planning.models import Item
from leitstand.publishing import content
from leitstand.publishing.actions.revoke import revoke
from leitstand.publishing.models import Publication


@transaction.atomic
def hold_unagreed(actor: Actor, item: Item, *, now: datetime) -> None:
    """Take what waits out of the queue and its approval back; the house does it, whoever brought the answer.

    What is out or on its way stays: a refusal is noted in any case, and the team is told of it.
    """
    actor.own(item)
    house = Actor.house(actor.workspace, via=actor.via)
    for publication in Publication.objects.filter(item=item).select_related("channel").order_by("pk"):
        if not content.is_fixed(publication) and (publication.approved_digest or publication.submitted_digest):
            revoke(house, publication, now=now)
