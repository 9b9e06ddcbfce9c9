"""Take a campaign off the calendar; its items stay."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.planning.changes import Done
from leitstand.planning.models import Campaign, Item
from leitstand.planning.undoing import remember, span_step


@transaction.atomic
def delete_campaign(actor: Actor, campaign: Campaign, *, now: datetime) -> Done:
    """Delete a campaign; taking the step back joins its items to it again."""
    actor.require(Permission.PLAN)
    actor.own(campaign)
    items = list(Item.objects.filter(workspace=actor.workspace, campaign=campaign).values_list("pk", flat=True))
    step = remember(actor, "planning.delete_campaign", [], now=now, span=span_step(campaign, items))
    audit.record(actor, "planning.delete_campaign", campaign, now=now, details={"items": len(items)})
    campaign.delete()
    return Done([], step.pk if step else None)
