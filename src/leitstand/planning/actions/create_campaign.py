"""Lay a campaign over the calendar."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.planning.models import Campaign
from leitstand.planning.spans import CampaignFields, campaign_fields


@transaction.atomic
def create_campaign(actor: Actor, fields: CampaignFields, *, now: datetime) -> Campaign:
    """Create a campaign."""
    actor.require(Permission.PLAN)
    campaign = Campaign.objects.create(workspace=actor.workspace, **campaign_fields(fields))
    audit.record(actor, "planning.create_campaign", campaign, now=now)
    return campaign
