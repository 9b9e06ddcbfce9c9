"""Reads of campaigns: where the nine steps stand, and what the house reckons for their gates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from leitstand.channels.models import Channel
from leitstand.channels.queries import sources
from leitstand.connector_kit import registry
from leitstand.house.actor import Foreign
from leitstand.house.models import Workspace
from leitstand.planning.core.campaign_effort import (
    Fed,
    Gap,
    Hours,
    Voices,
    Week,
    fed,
    gaps,
    hours_a_week,
    voices,
    weeks,
)
from leitstand.planning.core.campaign_gates import Progress, StepState, effort, states_of, steps
from leitstand.planning.models import CampaignPlan, CampaignStep, Item
from leitstand.planning.queries.mix import fillers_of
from leitstand.planning.queries.supply import minimum_of
from leitstand.strategy.core.conditions import Answer
from leitstand.strategy.models import TargetGroup

WRITTEN = ("written", "in_review", "approved", "scheduled", "published", "measured")


@dataclass(frozen=True, slots=True)
class Goal:
    """What a campaign wants, by which figure, how much of it, by when; None where it is not decided."""

    type: str
    metric: str
    target: float | None
    by: date | None
    counted: float | None

    @classmethod
    def of(cls, answers: Mapping[str, Answer]) -> "Goal":
        """Read it from the fourth step's answers."""
        by = answers.get("by")
        return cls(
            str(answers.get("type", "")),
            str(answers.get("metric", "")),
            _number(answers.get("target")),
            date.fromisoformat(by) if isinstance(by, str) else None,
            _number(answers.get("counted")),
        )


@dataclass(frozen=True, slots=True)
class CampaignLook:
    """Everything a campaign's pages show: its steps, items and what is reckoned from them."""

    plan: CampaignPlan
    rows: Mapping[str, CampaignStep]
    states: tuple[StepState, ...]
    items: list[Item]
    groups: list[TargetGroup]
    without_content: list[TargetGroup]
    hours: Hours | None
    hours_there: float | None
    goal: Goal
    posts_a_week: float | None
    gaps: tuple[Gap, ...]
    weeks: tuple[Week, ...]
    fed: Fed | None
    voices: Voices
    alarms: tuple[str, ...]
    fillers: int
    today: date

    @property
    def settled(self) -> int:
        """How many of the steps are settled."""
        return sum(1 for state in self.states if state.is_settled)

    @property
    def current(self) -> StepState | None:
        """The first step that is not settled; None where all are."""
        return next((state for state in self.states if not state.is_settled), None)

    def answers(self, step: str) -> Mapping[str, Answer]:
        """Return what was answered in a step."""
        return self.rows[step].answers if step in self.rows else {}


def plan_of(workspace: Workspace, campaign: int) -> CampaignPlan:
    """Return a campaign's plan; raises Foreign where this workspace has no campaign by that id that goes through the steps."""
    found = (
        CampaignPlan.objects.select_related("campaign", "lead", "launched_by", "workspace")
        .filter(workspace=workspace, pk=campaign)
        .first()
    )
    if found is None:
        raise Foreign(str(campaign))
    return found


def plans_of(workspace: Workspace) -> dict[int, CampaignPlan]:
    """Return all plans by campaign."""
    return {plan.pk: plan for plan in CampaignPlan.objects.filter(workspace=workspace)}


def look_at(plan: CampaignPlan, *, now: datetime, more_rivals: int = 0) -> CampaignLook:
    """Gather a campaign; `more_rivals` are mentions of competitors that somebody else counted in the last seven days."""
    zone = ZoneInfo(plan.workspace.time_zone)
    today = now.astimezone(zone).date()
    campaign = plan.campaign
    rows = {row.step: row for row in plan.steps.select_related("responsible", "passed_by", "waived_by")}
    items = list(
        Item.objects.filter(campaign=campaign, deleted_at=None)
        .select_related("target_group", "owner")
        .order_by("planned_at", "pk")
    )
    days = [item.planned_at.astimezone(zone).date() for item in items if item.planned_at and item.stage != "idea"]
    groups = list(plan.groups.all())
    served = {item.target_group_id for item in items}
    without = [group for group in groups if group.pk not in served]
    told = effort()

    def answers(step: str) -> Mapping[str, Answer]:
        return rows[step].answers if step in rows else {}

    channels = len({channel for item in items for channel in item.channel_ids})
    hours = _hours(answers("market"), channels)
    posts = _number(answers("market").get("posts"))
    silence = _number(answers("present").get("silence")) or told.max_gap_days
    silent = gaps(days, starts=campaign.starts, ends=campaign.ends, most=int(silence))
    pulses = list(plan.pulses.all())
    week = [
        (one.positive, one.neutral, one.negative, one.rival_mentions)
        for one in pulses
        if today - timedelta(days=7) < one.day <= today
    ]
    heard = voices([*week, (0, 0, 0, more_rivals)], minimum=told.voices_minimum)
    alarms = _alarms(heard, answers("steer"))
    fillers = len(fillers_of(plan.workspace))
    goal = Goal.of(answers("goal"))
    rivals = list(plan.rivals.all())
    looked = answers("start").get("looked")
    facts: dict[str, dict[str, Answer]] = {
        "market": {"channels": channels, **({"needed_hours": hours.total} if hours else {})},
        "position": {
            "rivals": len(rivals),
            "unrated": sum(1 for one in rivals if not (one.value and one.acceptance)),
            "ahead": sum(1 for one in rivals if "ahead" in (one.value, one.acceptance)),
        },
        "groups": {
            "groups": len(groups),
            "without_content": len(without),
            **({} if "limit" in answers("groups") else {"limit": told.group_limit}),
        },
        "goal": {"before_start": goal.by is not None and goal.by < campaign.starts},
        "start": {
            "ready_posts": sum(1 for item in items if item.stage in WRITTEN),
            "fillers": fillers,
            "filler_minimum": minimum_of(plan.workspace),
            "without_content": len(without),
            "gaps": len(silent),
            **({"look_age": (today - date.fromisoformat(looked)).days} if isinstance(looked, str) else {}),
        },
        "feedback": {
            "is_launched": plan.launched_at is not None,
            **({"count_age": (today - pulses[0].day).days} if pulses else {}),
        },
        "benchmark": {"is_launched": plan.launched_at is not None, "reviews": plan.reviews.count()},
        "steer": {
            "is_launched": plan.launched_at is not None,
            "is_alarmed": bool(alarms),
            "has_lead": plan.lead_id is not None,
        },
        "present": {"gaps": len(silent), "fillers": fillers},
    }
    progress = {step.id: _progress(rows.get(step.id)) for step in steps()}
    states = states_of(progress, facts, is_launched=plan.launched_at is not None)
    return CampaignLook(
        plan=plan,
        rows=rows,
        states=states,
        items=items,
        groups=groups,
        without_content=without,
        hours=hours,
        hours_there=_number(answers("market").get("hours")),
        goal=goal,
        posts_a_week=posts,
        gaps=silent,
        weeks=weeks(days, starts=campaign.starts, ends=campaign.ends, posts_a_week=posts or 0),
        fed=fed(days, today=today, starts=campaign.starts, ends=campaign.ends, posts_a_week=posts) if posts else None,
        voices=heard,
        alarms=alarms,
        fillers=fillers,
        today=today,
    )


def _hours(answers: Mapping[str, Answer], channels: int) -> Hours | None:
    posts, each = _number(answers.get("posts")), _number(answers.get("hours_a_post"))
    comments = _number(answers.get("comments"))
    if posts is None or each is None or comments is None:
        return None
    told = effort()
    return hours_a_week(
        posts=posts,
        hours_a_post=each,
        channels=channels,
        comments=comments,
        minutes_a_comment=told.minutes_a_comment,
        share_a_channel=told.share_a_channel,
        control_hours=told.control_hours,
    )


def _alarms(heard: Voices, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    told = effort()
    negative = _number(answers.get("negative")) or told.negative_alarm
    rivals = _number(answers.get("rivals")) or told.rival_alarm
    return tuple(
        name
        for name, sounds in (
            ("negative", heard.share is not None and heard.share >= negative),
            ("rivals", heard.rivals >= rivals),
        )
        if sounds
    )


def _progress(row: CampaignStep | None) -> Progress:
    if row is None:
        return Progress({})
    return Progress(
        answers={name: tuple(value) if isinstance(value, list) else value for name, value in row.answers.items()},
        has_responsible=row.responsible_id is not None,
        evidence=row.evidence,
        is_passed=row.passed_at is not None,
        is_waived=row.waived_at is not None,
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def networks_of(workspace: Workspace) -> list[tuple[str, str]]:
    """Return the networks one can publish on here, by id and name, for the links of campaigns."""
    slugs = Channel.objects.filter(workspace=workspace).exclude(network__in=sources()).values_list("network", flat=True)
    found: list[tuple[str, str]] = []
    for slug in sorted(set(slugs)):
        try:
            found.append((slug, registry.manifest(slug).name))
        except registry.UnknownNetwork:
            found.append((slug, slug))
    return found
