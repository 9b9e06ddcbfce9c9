"""Note that a published post has figures which can stand for it: the item's last stage."""

from datetime import datetime

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.publishing.models import Publication
from leitstand.publishing.stage import keep_in_step


def mark_measured(actor: Actor, publication: Publication, *, at: datetime, now: datetime) -> None:
    """Set when the post was measured and bring its item's stage up to date; a second call changes nothing."""
    actor.own(publication)
    if not Publication.objects.filter(pk=publication.pk, measured_at=None).update(measured_at=at):
        return
    publication.measured_at = at
    keep_in_step(publication.item_id, now=now)
    audit.record(actor, "publishing.mark_measured", publication, now=now)
