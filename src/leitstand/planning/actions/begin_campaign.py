"""Let a campaign go through the nine steps."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.planning.core.links import tag_of
from leitstand.planning.models import Campaign, CampaignPlan


@transaction.atomic
def begin_campaign(actor: Actor, campaign: Campaign, *, now: datetime) -> CampaignPlan:
    """Begin the steps; whoever begins leads it at first. Twice is once."""
    actor.require(Permission.PLAN)
    actor.own(campaign)
    plan, is_new = CampaignPlan.objects.get_or_create(
        campaign=campaign,
        defaults={
            "workspace": actor.workspace,
            "lead": actor.person,
            "utm_name": tag_of(campaign.name),
            "begun_at": now,
        },
    )
    if is_new:
        audit.record(actor, "planning.begin_campaign", campaign, now=now)
    return plan
