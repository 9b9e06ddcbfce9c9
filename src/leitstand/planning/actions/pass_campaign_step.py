"""Pass a step whose gate is open, or open a shut gate by name and with a reason."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor, Foreign
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.core.campaign_gates import StepState
from leitstand.planning.models import CampaignPlan, CampaignStep
from leitstand.planning.queries.campaigns import look_at

REASON_LEAST = 10


@transaction.atomic
def pass_campaign_step(actor: Actor, plan: CampaignPlan, step: str, *, now: datetime) -> CampaignStep:
    """Pass a step; raises Impossible, with what opens it, while its gate is shut or an earlier step is open."""
    actor.require(Permission.PLAN)
    actor.own(plan)
    state = _state(plan, step, now)
    if not state.is_reached:
        raise Impossible(_("The steps before this one come first."), code="not_reached")
    if not state.is_open:
        raise Impossible(shut_words(state), code="gate_shut")
    row = CampaignStep.objects.select_for_update().get(plan=plan, step=step)
    if row.passed_at is None:
        row.passed_at, row.passed_by = now, actor.person
        row.save(update_fields=["passed_at", "passed_by"])
        audit.record(actor, "planning.pass_campaign_step", plan.campaign, now=now, details={"step": step})
    return row


@transaction.atomic
def waive_campaign_step(actor: Actor, plan: CampaignPlan, step: str, *, reason: str, now: datetime) -> CampaignStep:
    """Let a campaign through a shut gate; whoever may approve does it, and says why."""
    actor.require(Permission.APPROVE)
    actor.own(plan)
    if actor.person is None:
        raise PermissionDenied("the house itself opens no gate")
    if len(reason.split()) < 2 or len(reason.strip()) < REASON_LEAST:
        raise Invalid({"waiver": _("Please say why, in a few words; it stands beside the step from now on.")})
    state = _state(plan, step, now)
    if not state.is_reached:
        raise Impossible(_("The steps before this one come first."), code="not_reached")
    if state.is_open:
        raise Impossible(_("The gate is open; no waiver is needed."), code="gate_open")
    row, _is_new = CampaignStep.objects.select_for_update().get_or_create(
        plan=plan, step=step, defaults={"workspace": actor.workspace}
    )
    row.waived_at, row.waived_by, row.waiver = now, actor.person, reason.strip()
    row.save(update_fields=["waived_at", "waived_by", "waiver"])
    audit.record(
        actor,
        "planning.waive_campaign_step",
        plan.campaign,
        now=now,
        details={"step": step, "reason": row.waiver, "shut": [found.id for found in state.shut] + list(state.lacks)},
    )
    return row


def shut_words(state: StepState) -> str:
    """Say what shuts a gate first, and what opens it."""
    language = get_language() or "de"
    if state.shut:
        found = state.shut[0]
        return " ".join((found.words.said(language), found.do.said(language) if found.do else "")).strip()
    if "responsible" in state.lacks:
        return _("Nobody is responsible for this step. Name somebody.")
    return _("Nothing proves this step yet. Write down what it rests on.")


def _state(plan: CampaignPlan, step: str, now: datetime) -> StepState:
    found = next((one for one in look_at(plan, now=now).states if one.step.id == step), None)
    if found is None:
        raise Foreign(step)
    return found
