"""Decide whether a running campaign goes on, is adjusted or stops."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.events import announce
from leitstand.planning.events import CampaignStopped
from leitstand.planning.models import DECISIONS, CampaignPlan, CampaignReview


@transaction.atomic
def decide_campaign(
    actor: Actor, plan: CampaignPlan, *, decision: str, reason: str, proposed: str = "", now: datetime
) -> CampaignReview:
    """Keep a decision with its reason; a stop takes what waits in the queue back, "go on" lets it out again.

    `proposed` is what the figures advised on that day.
    """
    actor.require(Permission.PLAN)
    actor.own(plan)
    if plan.launched_at is None:
        raise Impossible(_("The campaign is not launched yet; there is nothing to decide."), code="not_launched")
    errors: dict[str, str] = {}
    if decision not in dict(DECISIONS):
        errors["decision"] = _("Please choose one of the answers.")
    if not reason.split():
        errors["reason"] = _("Please say why.")
    if errors:
        raise Invalid(errors)
    review = CampaignReview.objects.create(
        plan=plan,
        workspace=actor.workspace,
        decision=decision,
        reason=reason.strip(),
        proposed=proposed if proposed in dict(DECISIONS) else "",
        decided_at=now,
        decided_by=actor.person,
    )
    audit.record(actor, "planning.decide_campaign", plan.campaign, now=now, details={"decision": decision})
    if decision == "stop":
        announce(CampaignStopped(actor, plan, now))
    return review
