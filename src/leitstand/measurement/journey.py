"""Reads of the customer's way: counts from impressions to deals, each with where it comes from, and the six items of a campaign."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db.models import Count, Prefetch, QuerySet, Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from leitstand.house.models import Workspace
from leitstand.house.spans import Span
from leitstand.leads.core.contribution import SOCIAL, TALKS, StepKind
from leitstand.leads.models import Opportunity, OpportunityStep
from leitstand.measurement.core.funnel import Count as Counted
from leitstand.measurement.core.funnel import Stage, funnel
from leitstand.measurement.models import Standing
from leitstand.measurement.models.money import StepCount
from leitstand.measurement.queries import reported

BEST: Final = 5
SPOKEN: Final = frozenset({kind.value for kind in TALKS} | {StepKind.CONVERSATION.value})
NETWORK: Final = frozenset(kind.value for kind in SOCIAL)


@dataclass(frozen=True, slots=True)
class Way:
    """Whose way is asked for: days, and one campaign or channel or all."""

    workspace: Workspace
    span: Span
    campaign: int | None = None
    channel: int | None = None

    def before(self) -> "Way":
        """Return as many days right before."""
        return Way(self.workspace, self.span.before(), self.campaign, self.channel)


@dataclass(frozen=True, slots=True)
class Chances:
    """Opportunities that were entered in the days: how many, spoken with, won, followed up. `is_kept` False: nobody enters any."""

    is_kept: bool
    leads: int = 0
    conversations: int = 0
    deals: int = 0
    value: Decimal = Decimal(0)
    followups: int = 0


@dataclass(frozen=True, slots=True)
class Journey:
    """The funnel, and what lies beside it: pages people came past, sign-ups, follow-ups."""

    stages: tuple[Stage, ...]
    pages: Sequence[tuple[str, int]]
    signups: int | None
    followups: int | None
    chances: Chances


def journey_of(way: Way) -> Journey:
    """Count each step; what somebody typed in goes before what is reckoned, for they have looked."""
    posts = _posts(way).aggregate(
        impressions_sum=Sum("impressions"),
        impressions_told=Count("impressions"),
        clicks_sum=Sum("clicks"),
        clicks_told=Count("clicks"),
        posts=Count("pk"),
    )
    typed, pages = _typed(way)
    chances = _chances(way)
    entered = _("of the opportunities entered in these days")
    counts = [
        Counted("impressions", posts["impressions_sum"], _told(posts["impressions_told"], posts["posts"])),
        Counted("clicks", posts["clicks_sum"], _told(posts["clicks_told"], posts["posts"])),
        _counted("visits", typed, None, ""),
        _counted("leads", typed, chances.leads if chances.is_kept else None, _("opportunities entered in these days")),
        _counted("conversations", typed, chances.conversations if chances.is_kept else None, entered),
        _counted("deals", typed, chances.deals if chances.is_kept else None, entered),
    ]
    followups = typed.get("followups", chances.followups if chances.is_kept else None)
    return Journey(funnel(counts), pages, typed.get("signups"), followups, chances)


def best_of(way: Way) -> list[Standing]:
    """Return the posts with most interactions."""
    told = _posts(way).filter(interactions__isnull=False).select_related("publication__item", "channel")
    return list(told.order_by("-interactions", "-published_at")[:BEST])


def _posts(way: Way) -> QuerySet[Standing]:
    start, end = way.span.moments(way.workspace)
    found = reported(way.workspace).filter(published_at__gte=start, published_at__lt=end)
    if way.campaign is not None:
        found = found.filter(publication__item__campaign_id=way.campaign)
    return found if way.channel is None else found.filter(channel_id=way.channel)


def _typed(way: Way) -> tuple[dict[str, int], list[tuple[str, int]]]:
    """Return typed counts that lie wholly in the days, by step, and the pages in the order they were first told."""
    rows = StepCount.objects.filter(
        workspace=way.workspace, first__gte=way.span.first, last__lte=way.span.last
    ).order_by("pk")
    if way.campaign is not None:
        rows = rows.filter(campaign_id=way.campaign)
    if way.channel is not None:
        rows = rows.filter(channel_id=way.channel)
    steps: dict[str, int] = {}
    pages: dict[str, int] = {}
    for row in rows:
        held, key = (pages, row.place) if row.place else (steps, row.step)
        held[key] = held.get(key, 0) + row.count
    return steps, list(pages.items())


def _chances(way: Way) -> Chances:
    start, end = way.span.moments(way.workspace)
    rows = Opportunity.objects.filter(workspace=way.workspace)
    steps = Prefetch("steps", queryset=OpportunityStep.objects.order_by("day", "pk"))
    found = rows.filter(added_at__gte=start, added_at__lt=end)
    if way.campaign is not None:
        rows = rows.filter(campaign_id=way.campaign)
        found = found.filter(campaign_id=way.campaign)
    if way.channel is not None:
        rows = rows.filter(steps__channel_id=way.channel)
    leads = conversations = deals = followups = 0
    value = Decimal(0)
    for one in found.prefetch_related(steps):
        told = list(one.steps.all())
        if not _is_ours(one, told, way.channel):
            continue
        leads += 1
        conversations += any(step.kind in SPOKEN for step in told)
        followups += max(0, len(told) - 1)
        if one.outcome == "won":
            deals += 1
            value += one.value or 0
    if not leads and not rows.exists():
        return Chances(is_kept=False)
    return Chances(True, leads, conversations, deals, value, followups)


def _is_ours(one: Opportunity, steps: Sequence[OpportunityStep], channel: int | None) -> bool:
    if channel is not None:
        return any(step.channel_id == channel for step in steps)
    return one.campaign_id is not None or any(step.kind in NETWORK for step in steps)


def _counted(step: str, typed: dict[str, int], reckoned: int | None, source: str) -> Counted:
    if step in typed:
        return Counted(step, typed[step], _("typed in"))
    return Counted(step, reckoned, source if reckoned is not None else "")


def _told(told: int, posts: int) -> str:
    if not told:
        return ""
    return _("of %(told)s of %(posts)s posts") % {"told": number_format(told), "posts": number_format(posts)}
