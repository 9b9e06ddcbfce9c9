"""Give the sample company's campaigns their nine steps: one that is out, one whose gate is shut."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from leitstand.channels.models import Channel
from leitstand.house.actor import Actor
from leitstand.planning.actions.begin_campaign import begin_campaign
from leitstand.planning.actions.count_voices import VoiceFields, count_voices
from leitstand.planning.actions.keep_campaign_link import keep_campaign_link
from leitstand.planning.actions.keep_campaign_step import keep_campaign_step
from leitstand.planning.actions.keep_cost import CostFields, keep_cost
from leitstand.planning.actions.keep_motif import keep_motif
from leitstand.planning.actions.launch_campaign import launch_campaign
from leitstand.planning.actions.lead_campaign import lead_campaign
from leitstand.planning.actions.pass_campaign_step import pass_campaign_step, waive_campaign_step
from leitstand.planning.actions.use_motif import use_motif
from leitstand.planning.core.campaign_gates import LAUNCH, steps
from leitstand.planning.models import Campaign, CampaignPlan
from leitstand.planning.queries.campaigns import look_at
from leitstand.strategy.models import JourneyStage, TargetGroup

# Answers that are days from the day the steps began.
_DAYS = ("by", "looked")


def steps_of_campaigns(
    actors: Mapping[str, Actor],
    campaigns: Mapping[str, int],
    groups: Mapping[str, TargetGroup],
    channels: Mapping[str, Channel],
    *,
    now: datetime,
) -> None:
    """Answer the steps, pass those whose gates are open, open one by name, and launch the first campaign."""
    told = tomllib.loads(files("leitstand.overview.sample").joinpath("campaigns.toml").read_text(encoding="utf-8"))
    for one in told["campaign"]:
        begun = now - timedelta(days=one["begun"])
        lead = actors[one["lead"]]
        plan = begin_campaign(lead, Campaign.objects.get(pk=campaigns[one["key"]]), now=begun)
        lead_campaign(lead, plan, lead_id=lead.person.pk if lead.person else None, utm_name="", now=begun)
        for step in steps():
            if step.id in one["steps"]:
                _step(actors, plan, step.id, one, {key: group.pk for key, group in groups.items()}, now=begun)
            if step.id == LAUNCH and one.get("is_launched"):
                launch_campaign(actors["jana"], plan, now=begun)
                plan.refresh_from_db()
        _running(lead, plan, one, begun=begun, now=now)
        for motif in one.get("motifs", ()):
            _motif(lead, plan, motif, channels, begun=begun, now=now)


def _running(lead: Actor, plan: CampaignPlan, told: Mapping[str, Any], *, begun: datetime, now: datetime) -> None:
    """Count voices, plan the money and name the pages."""
    for one in told.get("voices", ()):
        at = begun + timedelta(days=one["day"])
        fields: VoiceFields = {
            "day": at.date(),
            "positive": one["positive"],
            "neutral": one["neutral"],
            "negative": one["negative"],
            "rival_mentions": one["rival_mentions"],
            "note": one["note"],
        }
        count_voices(lead, plan, fields, today=now.date(), now=at)
    for one in told.get("costs", ()):
        cost: CostFields = {
            "kind": one["kind"],
            "what": one["what"],
            "market": one.get("market", ""),
            "sector": one.get("sector", ""),
            "objective": one.get("objective", ""),
            "starts": plan.campaign.starts,
            "ends": plan.campaign.ends,
            "planned": Decimal(one["planned"]),
            "spent": Decimal(one["spent"]) if "spent" in one else None,
            "expected": one.get("expected"),
            "achieved": one.get("achieved"),
        }
        keep_cost(lead, plan.campaign, cost, now=begun)
    for one in told.get("links", ()):
        keep_campaign_link(lead, plan.campaign, label=one["label"], url=one["url"], now=begun)


def _motif(
    lead: Actor,
    plan: CampaignPlan,
    told: Mapping[str, Any],
    channels: Mapping[str, Channel],
    *,
    begun: datetime,
    now: datetime,
) -> None:
    """Enter an advertisement, and make its free and its sponsored post of it."""
    zone = ZoneInfo(lead.workspace.time_zone)
    today = now.astimezone(zone).date()
    monday = today + timedelta(days=7 - today.weekday())
    page = plan.campaign.links.first()
    kept = keep_motif(
        lead,
        plan.campaign,
        {
            "name": told["name"],
            "origin": told["origin"],
            "headline": told["headline"],
            "text": told["text"],
            "call_to_action": told["call_to_action"],
            "journey_stage_id": JourneyStage.objects.get(workspace=lead.workspace, name=told["stage"]).pk,
            "page_id": page.pk if page else None,
            "url": "",
            "evaluated_in": "",
            "evaluated_url": "",
        },
        now=begun,
    )
    for one in told["posts"]:
        at = datetime.combine(monday + timedelta(days=one["day"]), time.fromisoformat(one["time"]), zone)
        use_motif(
            lead,
            kept,
            {"delivery": one["delivery"], "channel_ids": [channels[one["channel"]].pk], "planned_at": at},
            now=begun,
        )


def _step(
    actors: Mapping[str, Actor],
    plan: CampaignPlan,
    step: str,
    told: Mapping[str, Any],
    groups: Mapping[str, int],
    *,
    now: datetime,
) -> None:
    mine = told["steps"][step]
    actor = actors[mine["by"]]
    keep_campaign_step(
        actor,
        plan,
        step,
        {
            "answers": {name: _answer(name, value, now.date()) for name, value in mine["answers"].items()},
            "evidence": mine["evidence"],
            "responsible_id": actor.person.pk if actor.person else None,
            "groups": [groups[key] for key in told["groups"]] if step == "groups" else None,
            "rivals": told["rivals"] if step == "position" else None,
        },
        now=now,
    )
    state = next(one for one in look_at(plan, now=now).states if one.step.id == step)
    if state.can_pass:
        pass_campaign_step(actor, plan, step, now=now)
    elif state.is_reached and "waiver" in mine:
        waive_campaign_step(actors["jana"], plan, step, reason=mine["waiver"], now=now)


def _answer(name: str, value: object, today: date) -> object:
    if name in _DAYS and isinstance(value, int):
        return (today + timedelta(days=value)).isoformat()
    return value
