"""Plan when a post that went out is measured."""

from datetime import datetime

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.measurement.core.schedule import next_moment
from leitstand.measurement.models import Measuring
from leitstand.publishing.models import Publication


def plan_measuring(actor: Actor, publication: Publication, *, now: datetime) -> None:
    """Put a published post on the schedule; once is enough."""
    actor.own(publication)
    if publication.published_at is None:
        return
    _, is_new = Measuring.objects.get_or_create(
        publication=publication,
        defaults={"workspace_id": publication.workspace_id, "next_at": next_moment(publication.published_at, now)},
    )
    if is_new:
        audit.record(actor, "measurement.plan_measuring", publication, now=now)
