"""Tell whoever leads a campaign, once, when it runs dry or the talk turns against it."""

from datetime import datetime

from django.urls import reverse

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.members import people_with
from leitstand.house.models import Person
from leitstand.house.notices import NoticeKind, notify
from leitstand.measurement.campaign_figures import talk_of
from leitstand.measurement.notices import CAMPAIGN_HUNGRY, CAMPAIGN_NEGATIVE, CAMPAIGN_RIVALS, CAMPAIGN_SILENT
from leitstand.planning.models import CampaignPlan
from leitstand.planning.queries.campaigns import CampaignLook, look_at

_KINDS: dict[str, NoticeKind] = {
    "hungry": CAMPAIGN_HUNGRY,
    "silent": CAMPAIGN_SILENT,
    "negative": CAMPAIGN_NEGATIVE,
    "rivals": CAMPAIGN_RIVALS,
}


def watch_campaigns(*, now: datetime) -> int:
    """Look at every campaign that is out; return how many alarms are new. One that stays is not told again."""
    plans = CampaignPlan.objects.filter(launched_at__isnull=False).select_related("campaign", "workspace", "lead")
    return sum(watch_campaign(plan, now=now) for plan in plans)


def watch_campaign(plan: CampaignPlan, *, now: datetime) -> int:
    """Tell what is new about one campaign; what is over is forgotten, so that it is told when it comes again."""
    look = look_at(plan, now=now, more_rivals=talk_of(plan, now=now).rival_mentions)
    if not plan.campaign.starts <= look.today <= plan.campaign.ends:
        return 0
    sounding = _sounding(look)
    fresh = [name for name in sounding if name not in plan.alarms]
    kept = {name: plan.alarms.get(name, look.today.isoformat()) for name in sounding}
    if kept != plan.alarms:
        plan.alarms = kept
        plan.save(update_fields=["alarms"])
    for name in fresh:
        page = "measurement_campaign" if name in ("negative", "rivals") else "planning_campaign_way"
        notify(
            _KINDS[name],
            workspace=plan.workspace,
            people=_people(plan, look),
            params={"name": plan.campaign.name},
            path=reverse(page, args=[plan.workspace.slug, plan.pk]),
            about=f"campaign:{plan.pk}:{name}",
            now=now,
        )
    if fresh:
        audit.record(
            Actor.house(plan.workspace), "measurement.watch_campaign", plan.campaign, now=now, details={"alarms": fresh}
        )
    return len(fresh)


def _sounding(look: CampaignLook) -> list[str]:
    found = list(look.alarms)
    if look.fed is not None and look.fed.is_hungry:
        found.append("hungry")
    elif any(gap.first <= look.today <= gap.last for gap in look.gaps):
        found.append("silent")
    return found


def _people(plan: CampaignPlan, look: CampaignLook) -> list[Person]:
    """Return the lead, else who is responsible for steering, else everybody who plans."""
    row = look.rows.get("steer")
    one = plan.lead or (row.responsible if row else None)
    return [one] if one is not None else list(people_with(plan.workspace, Permission.PLAN))
