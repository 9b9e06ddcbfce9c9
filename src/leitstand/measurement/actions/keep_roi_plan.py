"""Keep what the ROI assistant asks in its five steps, campaign by campaign."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.kernel.sheets import Cell
from leitstand.measurement.core.attribution import Rule
from leitstand.measurement.core.audience_table import read_audience
from leitstand.measurement.core.cost_table import MOST
from leitstand.measurement.core.roi_files import roi_files
from leitstand.measurement.models.money import RoiPlan
from leitstand.measurement.spreadsheets import NoTable, lines_of
from leitstand.planning.models import CONTENT_KINDS, Campaign
from leitstand.strategy.models import TargetGroup

STEPS: Final = ("goals", "plan", "measure", "value", "analysis")


def plan_for(actor: Actor, campaign: Campaign) -> RoiPlan:
    """Return the plan of a campaign, or a new one that is not kept yet."""
    actor.own(campaign)
    found = RoiPlan.objects.filter(pk=campaign.pk, workspace=actor.workspace).first()
    return found or RoiPlan(campaign=campaign, workspace=actor.workspace)


@transaction.atomic
def keep_goals(actor: Actor, campaign: Campaign, goals: Sequence[str], *, now: datetime) -> RoiPlan:
    """Step 1: keep which of the guide's five goals the campaign has. Raises Invalid."""
    known = [one.id for one in roi_files().goals]
    if not goals or not set(goals) <= set(known):
        raise Invalid({"goals": _("Please choose at least one of the five goals.")})
    found = plan_for(actor, campaign)
    found.goals = [one for one in known if one in goals]
    return _keep(actor, found, "goals", now)


@transaction.atomic
def keep_content(
    actor: Actor,
    campaign: Campaign,
    *,
    content: str,
    offer: str,
    groups: Sequence[TargetGroup],
    formats: Mapping[str, Sequence[str]],
    now: datetime,
) -> RoiPlan:
    """Step 2: keep the content, the offer for contact details, for whom, and which kinds of content go where."""
    actor.own(*groups)
    errors = {}
    if not content.strip():
        errors["content"] = _("Please say which content the audience gets something from.")
    if not groups:
        errors["groups"] = _("Please choose at least one target group.")
    if errors:
        raise Invalid(errors)
    kinds = [kind for kind, _name in CONTENT_KINDS]
    found = plan_for(actor, campaign)
    found.content, found.offer = content.strip()[:4000], " ".join(offer.split())[:200]
    found.formats = {network: [kind for kind in kinds if kind in told] for network, told in formats.items() if told}
    _keep(actor, found, "plan", now)
    found.groups.set(groups)
    return found


@transaction.atomic
def read_audience_report(actor: Actor, campaign: Campaign, data: bytes, *, source: str, now: datetime) -> RoiPlan:
    """Keep where an audience is, as a report tells it: percent by network. Raises Invalid at `file`."""
    actor.require(Permission.TYPE_READINGS)
    try:
        lines: Sequence[Sequence[Cell]] = lines_of(data)
    except NoTable:
        lines = []
    told = read_audience(lines)
    if not told:
        raise Invalid({"file": _("No line names a network and a share. Call the columns “network” and “share”.")})
    if not source.strip():
        raise Invalid({"source": _("Please say whose report it is, and from when.")})
    found = plan_for(actor, campaign)
    found.audience = {network: str(percent) for network, percent in told.items()}
    found.audience_source = " ".join(source.split())[:200]
    found.changed_at = now
    found.save()
    audit.record(actor, "measurement.read_audience_report", found, now=now, details={"rows": len(told)})
    return found


@transaction.atomic
def keep_value(
    actor: Actor,
    campaign: Campaign,
    *,
    order_value: Decimal | None,
    lead_rate: Decimal | None,
    rule: str,
    now: datetime,
) -> RoiPlan:
    """Step 4: keep the average order, the share of leads that become deals in percent, and to whom deals are owed."""
    errors = {}
    if order_value is None or not 0 <= order_value <= MOST:
        errors["order_value"] = _("Please enter an amount from 0 to ten million.")
    if lead_rate is None or not 0 <= lead_rate <= 100:
        errors["lead_rate"] = _("Please enter a share from 0 to 100 percent.")
    if rule not in set(Rule):
        errors["rule"] = _("Please choose one of the answers.")
    if errors:
        raise Invalid(errors)
    found = plan_for(actor, campaign)
    found.order_value, found.lead_rate, found.rule = order_value, lead_rate, rule
    return _keep(actor, found, "value", now)


@transaction.atomic
def keep_measured(actor: Actor, campaign: Campaign, *, now: datetime) -> RoiPlan:
    """Step 3: note that the six items were looked at."""
    return _keep(actor, plan_for(actor, campaign), "measure", now)


@transaction.atomic
def keep_conclusion(actor: Actor, campaign: Campaign, conclusion: str, *, now: datetime) -> RoiPlan:
    """Step 5: keep what the team concludes. Raises Invalid."""
    if not conclusion.strip():
        raise Invalid({"conclusion": _("Please write down what you conclude.")})
    found = plan_for(actor, campaign)
    found.conclusion = conclusion.strip()[:4000]
    return _keep(actor, found, "analysis", now)


def _keep(actor: Actor, found: RoiPlan, step: str, now: datetime) -> RoiPlan:
    actor.require(Permission.PLAN)
    found.done = [one for one in STEPS if one in {*found.done, step}]
    found.changed_at = now
    found.save()
    audit.record(actor, "measurement.keep_roi_plan", found, now=now, details={"step": step})
    return found
