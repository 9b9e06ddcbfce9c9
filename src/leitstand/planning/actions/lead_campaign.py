"""Say who leads a campaign and what it is called in links."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.planning.changes import is_member
from leitstand.planning.core.links import tag_of
from leitstand.planning.models import CampaignPlan


@transaction.atomic
def lead_campaign(
    actor: Actor, plan: CampaignPlan, *, lead_id: int | None, utm_name: str, now: datetime
) -> CampaignPlan:
    """Keep the lead, who gets the alarms, and the campaign's name in addresses."""
    actor.require(Permission.PLAN)
    actor.own(plan)
    if lead_id is not None and not is_member(actor.workspace, lead_id):
        raise Invalid({"lead": _("This person is no longer a member.")})
    plan.lead_id, plan.utm_name = lead_id, tag_of(utm_name or plan.campaign.name)
    plan.save(update_fields=["lead_id", "utm_name"])
    audit.record(actor, "planning.lead_campaign", plan.campaign, now=now)
    return plan
