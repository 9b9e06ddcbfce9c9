"""Change a campaign's name, days, colour or goal."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.planning.models import Campaign
from leitstand.planning.spans import CampaignFields, campaign_fields


@transaction.atomic
def edit_campaign(actor: Actor, campaign: Campaign, fields: CampaignFields, *, now: datetime) -> Campaign:
    """Change a campaign; its items stay with it."""
    actor.require(Permission.PLAN)
    actor.own(campaign)
    for name, value in campaign_fields(fields).items():
        setattr(campaign, name, value)
    campaign.save()
    audit.record(actor, "planning.edit_campaign", campaign, now=now)
    return campaign
