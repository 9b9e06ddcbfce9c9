"""Take the posts of a stopped campaign out of the queue."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.planning.models import CampaignPlan
from leitstand.publishing import content
from leitstand.publishing.actions.unschedule import unschedule
from leitstand.publishing.models import Publication


@transaction.atomic
def hold_campaign(actor: Actor, plan: CampaignPlan, *, now: datetime) -> int:
    """Unschedule what waits to go out; approvals stay. What is on its way already goes its way."""
    actor.require(Permission.SCHEDULE)
    actor.own(plan)
    waiting = Publication.objects.filter(
        item__campaign_id=plan.pk, item__deleted_at=None, state__in=[state.value for state in content.QUEUED]
    )
    count = 0
    for publication in waiting.select_related("channel").order_by("pk"):
        unschedule(actor, publication, now=now)
        count += 1
    audit.record(actor, "publishing.hold_campaign", plan.campaign, now=now, details={"posts": count})
    return count
