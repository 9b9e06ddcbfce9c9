"""Let a campaign go out."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.planning.actions.pass_campaign_step import shut_words
from leitstand.planning.core.campaign_gates import launch_blocked
from leitstand.planning.models import CampaignPlan
from leitstand.planning.queries.campaigns import look_at


@transaction.atomic
def launch_campaign(actor: Actor, plan: CampaignPlan, *, now: datetime) -> CampaignPlan:
    """Open the launch gate: from now on the campaign's posts can be approved. Raises Impossible with what is missing."""
    actor.require(Permission.PLAN)
    actor.own(plan)
    locked = (
        CampaignPlan.objects.select_for_update(of=("self",)).select_related("campaign", "workspace").get(pk=plan.pk)
    )
    if locked.launched_at is not None:
        return locked
    blocked = launch_blocked(look_at(locked, now=now).states)
    if blocked is not None:
        name = blocked.step.name.said(get_language() or "de")
        why = shut_words(blocked) if not blocked.is_open else _("It has not been passed yet.")
        raise Impossible(
            _("Step %(number)d, %(name)s: %(why)s") % {"number": blocked.number, "name": name, "why": why},
            code="not_ready",
        )
    locked.launched_at, locked.launched_by = now, actor.person
    locked.save(update_fields=["launched_at", "launched_by"])
    audit.record(actor, "planning.launch_campaign", locked.campaign, now=now)
    return locked
