"""Reads of money: everything that was spent and earned in some days, read once and cut into as many slices as wanted."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from leitstand.advertising.models import AdFigures
from leitstand.channels.models import Channel
from leitstand.channels.queries import sources as networks_to_read
from leitstand.compliance.queries import unsteered
from leitstand.house.models import Workspace
from leitstand.house.spans import Span
from leitstand.leads.core.contribution import SOCIAL
from leitstand.leads.models import Conversion, Opportunity, OpportunityStep
from leitstand.measurement.core.attribution import Deal, Rule, credit
from leitstand.measurement.core.costs import (
    Cost,
    Kind,
    Line,
    Posts,
    Slice,
    Source,
    cents,
    full_cost,
    rest_of_budget,
    within,
)
from leitstand.measurement.core.roi import Roi
from leitstand.measurement.models.money import CostLine, Income, Money
from leitstand.measurement.queries import published_posts
from leitstand.planning.core.stages import Stage
from leitstand.planning.models import CampaignCost, Item
from leitstand.strategy.core.budget import average_rate
from leitstand.strategy.models import BudgetEntry, Seat
from leitstand.strategy.queries.capacity import hours_of_formats

M = TypeVar("M", bound=Money)
OF_CAMPAIGN: Final = {"ads": Kind.ADVERTS, "partners": Kind.PARTNERS, "production": Kind.OTHER, "other": Kind.OTHER}
OF_BUDGET: Final = {
    "staff": Kind.HOURS,
    "purchases": Kind.EQUIPMENT,
    "media": Kind.ADVERTS,
    "software": Kind.TOOLS,
    "agency": Kind.AGENCY,
    "training": Kind.TRAINING,
}


@dataclass(frozen=True, slots=True)
class Revenue:
    """What a slice brought in; `total` None: nobody has told anything of it.

    `untold` deals were won without a value; `unplaced` is revenue that names no campaign or channel and so belongs to none.
    """

    total: Decimal | None
    deals: Decimal
    income: Decimal
    won: int
    untold: int
    unplaced: Decimal


@dataclass(frozen=True, slots=True)
class Ledger:
    """Costs, posts, deals and revenue of some days. `known` are the campaigns and channels any opportunity speaks of."""

    lines: Sequence[Line]
    posts: Posts
    deals: Sequence[Deal]
    incomes: Sequence[Line]
    campaigns_known: frozenset[int]
    channels_known: frozenset[int]
    has_opportunities: bool

    def cost(self, cut: Slice) -> Cost:
        """Return the full cost of a slice."""
        return full_cost(self.lines, cut, self.posts)

    def revenue(self, cut: Slice, rule: Rule) -> Revenue:
        """Return what a slice brought in, deals shared out by a rule."""
        deals, income, unplaced = Fraction(0), Fraction(0), Fraction(0)
        won = untold = told = 0
        for deal in self.deals:
            if not cut.first <= deal.closed <= cut.last:
                continue
            share = credit(deal, rule, campaign=cut.campaign, channel=cut.channel)
            if share and deal.value is None:
                untold += 1
            elif share and deal.value is not None:
                deals += Fraction(deal.value) * share
                won += 1
        for line in self.incomes:
            amount = within(line, cut.first, cut.last)
            if line.first > cut.last or (line.last is not None and line.last < cut.first):
                continue
            if (cut.campaign or line.campaign) != line.campaign or (cut.channel or line.channel) != line.channel:
                unplaced += amount if _is_open(line, cut) else 0
                continue
            income += amount
            told += 1
        is_told = won or told or (self._is_known(cut) and not untold)
        total = cents(deals) + cents(income) if is_told else None
        return Revenue(total, cents(deals), cents(income), won, untold, cents(unplaced))

    def roi(self, cut: Slice, rule: Rule) -> Roi:
        """Return revenue held against cost."""
        return Roi(self.revenue(cut, rule).total, self.cost(cut).total)

    def _is_known(self, cut: Slice) -> bool:
        """Whether opportunities are kept for this slice: then nothing won is 0 and not unknown."""
        if cut.channel is not None and cut.channel not in self.channels_known:
            return False
        if cut.campaign is not None and cut.campaign not in self.campaigns_known:
            return False
        return self.has_opportunities


def _is_open(line: Line, cut: Slice) -> bool:
    """Whether revenue might belong to the slice, had somebody said to what it belongs."""
    return line.campaign in (None, cut.campaign or line.campaign) and line.channel in (
        None,
        cut.channel or line.channel,
    )


def ledger_of(workspace: Workspace, first: date, last: date, *, with_off: bool = False) -> Ledger:
    """Read everything of some days; `with_off` counts steps off the networks as contacts too."""
    span = Span(first, last)
    opportunities = Opportunity.objects.filter(workspace=workspace)
    campaigns = frozenset(
        opportunities.exclude(campaign=None).order_by().values_list("campaign_id", flat=True).distinct()
    )
    channels = frozenset(
        OpportunityStep.objects.filter(workspace=workspace)
        .exclude(channel=None)
        .order_by()
        .values_list("channel_id", flat=True)
        .distinct()
    )
    return Ledger(
        lines_between(workspace, first, last),
        posts_between(workspace, span),
        deals_between(workspace, span, with_off=with_off),
        [
            *(line_of(one) for one in _between(Income.objects.filter(workspace=workspace), first, last)),
            *sold(workspace, span),
        ],
        campaigns,
        channels,
        bool(campaigns or channels) or opportunities.exists(),
    )


def sold(workspace: Workspace, span: Span) -> list[Line]:
    """Return what the website told of purchases with their value, by day, campaign and channel."""
    begin, end = span.moments(workspace)
    rows = (
        Conversion.objects.filter(workspace=workspace, kind="buy", at__gte=begin, at__lt=end, value__isnull=False)
        .annotate(day=TruncDate("at", tzinfo=ZoneInfo(workspace.time_zone)))
        .values_list("day", "campaign", "channel")
        .annotate(all=Sum("value"))
        .order_by("day")
    )
    return [
        Line(Kind.OTHER, amount, day, day, campaign=campaign, channel=channel, source=Source.IMPORTED)
        for day, campaign, channel, amount in rows
        if amount is not None
    ]


def lines_between(workspace: Workspace, first: date, last: date) -> list[Line]:
    """Return every line of cost that touches some days: bills, spent money of campaigns, and what is left of the budget."""
    begin = first.replace(day=1)
    end = _end(last)
    told = [line_of(one) for one in _between(CostLine.objects.filter(workspace=workspace), begin, end)]
    advertised = [_advertised(one) for one in spent_on_adverts(workspace)]
    reported = {line.campaign for line in advertised}
    # What an ads manager reports of a campaign stands in for what was noted by hand of its adverts.
    noted = [
        _spent(one) for one in _costs_of_campaigns(workspace) if one.kind != "ads" or one.campaign_id not in reported
    ]
    others = [*told, *(one for one in [*noted, *advertised] if one.first <= end and (one.last or one.first) >= begin)]
    return [*others, *rest_of_budget(_budget(workspace, begin, end), others)]


def _costs_of_campaigns(workspace: Workspace) -> QuerySet[CampaignCost]:
    return CampaignCost.objects.filter(workspace=workspace, spent__isnull=False).select_related("campaign")


def spent_on_adverts(workspace: Workspace) -> QuerySet[AdFigures]:
    """Return what ads managers reported as spent."""
    return AdFigures.objects.filter(workspace=workspace, spend__isnull=False).select_related("paid")


def _advertised(told: AdFigures) -> Line:
    return Line(
        Kind.ADVERTS,
        told.spend or Decimal(0),
        told.first,
        told.last,
        campaign=told.paid.campaign_id,
        source=Source.IMPORTED,
        what=told.paid.name,
    )


def _spent(cost: CampaignCost) -> Line:
    """Return what a campaign spent; without days of its own it lies on those of the campaign."""
    first = cost.starts or cost.campaign.starts
    return Line(
        OF_CAMPAIGN.get(cost.kind, Kind.OTHER),
        cost.spent or Decimal(0),
        first,
        max(cost.ends or cost.campaign.ends, first),
        campaign=cost.campaign_id,
        source=Source.CAMPAIGN,
        what=cost.what,
    )


def _budget(workspace: Workspace, begin: date, end: date) -> list[Line]:
    rows = BudgetEntry.objects.filter(workspace=workspace, month__range=(begin, end), actual__isnull=False)
    fields = ("line", "actual", "month", "channel", "what", "actual_hours")
    entries = [
        (line, actual or Decimal(0), month, slug, what, hours)
        for line, actual, month, slug, what, hours in rows.order_by("month", "pk").values_list(*fields)
    ]
    wanted = {slug for _line, _actual, _month, slug, _what, _hours in entries if slug}
    alone: dict[str, list[int]] = defaultdict(list)
    if wanted:
        for pk, network in Channel.objects.filter(workspace=workspace, network__in=wanted).values_list("pk", "network"):
            alone[network].append(pk)
    return [
        Line(
            OF_BUDGET[line],
            actual,
            month,
            _end(month),
            # Money on a network is that of a channel only where there is just one of it.
            channel=alone[slug][0] if len(alone.get(slug, ())) == 1 else None,
            source=Source.BUDGET,
            what=what,
            hours=hours,
        )
        for line, actual, month, slug, what, hours in entries
    ]


def _end(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def line_of(money: Money) -> Line:
    """Return a bill or revenue as the core reckons with it."""
    return Line(
        Kind(money.kind) if isinstance(money, CostLine) else Kind.OTHER,
        money.amount,
        money.first,
        money.last,
        money.monthly,
        money.campaign_id,
        money.channel_id,
        Source(money.source),
        money.what,
        money.hours if isinstance(money, CostLine) else None,
    )


def _between(rows: QuerySet[M], first: date, last: date) -> QuerySet[M]:
    return rows.filter(first__lte=last).filter(Q(last=None) | Q(last__gte=first))


def posts_between(workspace: Workspace, span: Span) -> Posts:
    """Count the posts that went out, by campaign and channel."""
    start, end = span.moments(workspace)
    found = (
        published_posts(workspace)
        .filter(published_at__gte=start, published_at__lt=end)
        .order_by()
        .values_list("item__campaign", "channel")
        .annotate(count=Count("pk"))
    )
    return {(campaign, channel): count for campaign, channel, count in found}


def deals_between(workspace: Workspace, span: Span, *, with_off: bool = False) -> list[Deal]:
    """Return the deals won in some days with their contacts in order; what came after the closing led nowhere."""
    steps = Prefetch("steps", queryset=OpportunityStep.objects.order_by("day", "pk"))
    won = Opportunity.objects.filter(workspace=workspace, outcome="won", closed_on__range=(span.first, span.last))
    return [
        Deal(
            one.value,
            one.closed_on,
            one.campaign_id,
            tuple(
                (step.channel_id or 0) if step.kind in SOCIAL else None
                for step in one.steps.all()
                if step.day <= one.closed_on and (with_off or step.kind in SOCIAL)
            ),
        )
        for one in won.prefetch_related(steps)
        if one.closed_on is not None
    ]


def own_channels(workspace: Workspace) -> list[Channel]:
    """Return the channels money may be told of: none that is only read, none that is a person's own."""
    own = unsteered(workspace.pk)
    found = Channel.objects.filter(workspace=workspace).exclude(network__in=networks_to_read()).order_by("name", "pk")
    return [channel for channel in found if channel.pk not in own]


@dataclass(frozen=True, slots=True)
class PlannedHours:
    """What the planned posts of some days want, by the team's own hours for each kind; `cost` None: no hour has a price."""

    posts: int
    hours: Decimal
    rate: Decimal | None

    @property
    def cost(self) -> Decimal | None:
        """The hours in euro."""
        return None if self.rate is None else cents(self.hours * self.rate)


def planned_hours(workspace: Workspace, first: date, last: date, campaign: int | None = None) -> PlannedHours:
    """Reckon the hours of what is planned or out, each post once however many channels it goes to."""
    start, end = Span(first, last).moments(workspace)
    items = Item.objects.filter(workspace=workspace, deleted_at=None, planned_at__gte=start, planned_at__lt=end)
    if campaign is not None:
        items = items.filter(campaign_id=campaign)
    counted = items.exclude(stage=Stage.IDEA.value).order_by().values_list("kind").annotate(count=Count("pk"))
    each: Mapping[str, float] = hours_of_formats(workspace)
    counts = list(counted)
    hours = sum((Decimal(str(each.get(kind, 1.0))) * count for kind, count in counts), Decimal(0))
    rates = Seat.objects.filter(workspace=workspace).values_list("hours_a_week", "cost_per_hour")
    return PlannedHours(sum(count for _kind, count in counts), hours, average_rate(rates))
