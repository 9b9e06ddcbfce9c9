"""Have an approved publication go out at once."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.publishing.actions.schedule import schedule
from leitstand.publishing.models import Publication


@transaction.atomic
def publish_now(actor: Actor, publication: Publication, *, now: datetime) -> Publication:
    """Schedule it for this moment, through the same gate as everything else."""
    actor.require(Permission.SCHEDULE)
    scheduled = schedule(actor, publication, due_at=now, now=now)
    audit.record(actor, "publishing.publish_now", scheduled, now=now)
    return scheduled
