"""Reads of campaigns: what their posts brought, what people say below them, and what that is held against."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Avg, Count, Min, Q, QuerySet, Sum

from leitstand.community.models import Conversation, Incoming
from leitstand.house.models import Workspace
from leitstand.measurement.core.campaigns import Course, elapsed, per_post
from leitstand.measurement.models import Standing
from leitstand.measurement.queries import published_posts, reported
from leitstand.planning.core.budget import Line, Sums, cost_of_one, sums
from leitstand.planning.models import Campaign, CampaignPlan
from leitstand.planning.queries.campaigns import CampaignLook
from leitstand.publishing.models import Publication

METRICS = ("reach", "impressions", "interactions", "comments", "clicks")
MOST_READ = 2000


@dataclass(frozen=True, slots=True)
class Total:
    """One figure over all posts: None while no post tells it, and how many do."""

    metric: str
    value: int | None
    told: int


@dataclass(frozen=True, slots=True)
class CampaignFigures:
    """What a campaign's published posts brought."""

    posts: int
    totals: dict[str, Total]
    as_of: datetime | None

    @property
    def per_post(self) -> Decimal | None:
        """Interactions of one post that tells them."""
        return per_post(self.totals["interactions"].value, self.totals["interactions"].told)


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said below a campaign's posts: conversations, how many wait, and mentions of rivals in seven days."""

    conversations: int
    waiting: int
    heard: int
    rivals: dict[str, int]

    @property
    def rival_mentions(self) -> int:
        """All mentions together."""
        return sum(self.rivals.values())


def figures_of(campaign: Campaign) -> CampaignFigures:
    """Add the standings of a campaign's posts up."""
    out = published_posts(campaign.workspace).filter(item__campaign=campaign)
    told = reported(campaign.workspace).filter(publication__item__campaign=campaign)
    sums_of = told.aggregate(
        **{f"{name}_sum": Sum(name) for name in METRICS},
        **{f"{name}_told": Count(name) for name in METRICS},
        oldest=Min("taken_at"),
    )
    totals = {name: Total(name, sums_of[f"{name}_sum"], sums_of[f"{name}_told"]) for name in METRICS}
    return CampaignFigures(out.count(), totals, sums_of["oldest"])


def posts_of(campaign: Campaign) -> list[tuple[Publication, Standing | None]]:
    """Return the published posts, the newest first, each with where its figures stand."""
    found = (
        published_posts(campaign.workspace)
        .filter(item__campaign=campaign)
        .select_related("item", "channel", "standing")
        .order_by("-published_at")[:100]
    )
    return [(one, getattr(one, "standing", None)) for one in found]


def talk_of(plan: CampaignPlan, *, now: datetime) -> Talk:
    """Count conversations below the posts, and where rivals are named in the last seven days."""
    posts = published_posts(plan.workspace).filter(item__campaign_id=plan.pk)
    counted = Conversation.objects.filter(workspace=plan.workspace, publication__in=posts).aggregate(
        every=Count("pk"), open=Count("pk", filter=Q(state="open"))
    )
    names = list(plan.rivals.values_list("name", flat=True))
    recent = Incoming.objects.filter(
        workspace=plan.workspace,
        conversation__publication__in=posts,
        at__gt=now - timedelta(days=7),
        at__lte=now,
    )
    texts = list(recent.exclude(text="").values_list("text", flat=True)[:MOST_READ]) if names else []
    rivals = {
        name: sum(1 for text in texts if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE))
        for name in names
    }
    return Talk(counted["every"], counted["open"], recent.count(), rivals)


def earlier_of(campaign: Campaign) -> Decimal | None:
    """Return what a post of earlier campaigns brought; None where there was none with figures."""
    found = (
        reported(campaign.workspace)
        .filter(publication__item__campaign__ends__lt=campaign.starts)
        .exclude(publication__item__campaign=campaign)
    )
    return _average(found)


def account_average(campaign: Campaign, *, now: datetime) -> Decimal | None:
    """Return what a post outside this campaign brought in the last year."""
    found = (
        reported(campaign.workspace)
        .filter(published_at__gt=now - timedelta(days=365))
        .exclude(publication__item__campaign=campaign)
    )
    return _average(found)


def course_of(look: CampaignLook, figures: CampaignFigures) -> Course:
    """Hold what is reached against the goal; what no network counts is counted by hand."""
    goal, campaign = look.goal, look.plan.campaign
    total = figures.totals.get(goal.metric)
    by_hand = Decimal(str(goal.counted)) if goal.counted is not None else None
    reached = by_hand if total is None else None if total.value is None else Decimal(total.value)
    by = goal.by or campaign.ends
    return Course(
        reached,
        Decimal(str(goal.target)) if goal.target is not None else None,
        elapsed(look.today, campaign.starts, by),
    )


def money_of(campaign: Campaign, figures: CampaignFigures) -> tuple[Sums, Decimal | None]:
    """Return the budget's sums and what one click of its posts cost; None where it is not told."""
    lines = [Line(one.planned, one.spent, one.expected, one.achieved) for one in campaign.costs.all()]
    found = sums(lines)
    return found, cost_of_one(found.spent, figures.totals["clicks"].value)


def campaigns_out(workspace: Workspace) -> list[CampaignPlan]:
    """Return the plans of launched campaigns."""
    return list(
        CampaignPlan.objects.filter(workspace=workspace, launched_at__isnull=False).select_related(
            "campaign", "workspace", "lead"
        )
    )


def _average(found: QuerySet[Standing]) -> Decimal | None:
    value = found.filter(interactions__isnull=False).aggregate(average=Avg("interactions"))["average"]
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.1"))
