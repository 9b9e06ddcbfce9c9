"""A campaign's budget and links, and the paid plan of all campaigns by market and sector (guide 4.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.keep_campaign_link import drop_campaign_link, keep_campaign_link
from leitstand.planning.actions.keep_cost import drop_cost, keep_cost
from leitstand.planning.campaign_forms import CostForm, PageForm
from leitstand.planning.core.budget import Line, Sums, cost_of_one, sums
from leitstand.planning.core.links import tag_of, tagged
from leitstand.planning.dates import span_words
from leitstand.planning.models import Campaign, CampaignCost, CampaignLink, CampaignPlan
from leitstand.planning.queries import around
from leitstand.planning.queries.campaigns import networks_of


@dataclass(frozen=True, slots=True)
class CostRow:
    """A line with what one result cost."""

    cost: CampaignCost
    each: Decimal | None


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one market, with their sum."""

    name: str
    rows: list[CostRow]
    sums: Sums


def sums_of(costs: Iterable[CampaignCost]) -> Sums:
    """Add lines of the budget up."""
    return sums(Line(one.planned, one.spent, one.expected, one.achieved) for one in costs)


def _row(cost: CampaignCost) -> CostRow:
    return CostRow(cost, cost_of_one(cost.spent, cost.achieved))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def budget(request: WorkRequest, campaign: int) -> HttpResponse:
    """Show a campaign's budget and links; by POST add a page."""
    found = around.campaign_of(request.workspace, campaign)
    form = PageForm(request.POST or None, auto_id="page-%s")
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            keep_campaign_link(request.actor, found, label=told["label"], url=told["url"], now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The page was added."))
            return redirect("planning_campaign_budget", request.workspace.slug, found.pk)
    costs = list(found.costs.all())
    tag = CampaignPlan.objects.filter(pk=found.pk).values_list("utm_name", flat=True).first() or tag_of(found.name)
    networks = networks_of(request.workspace)
    context = {
        "campaign": found,
        "span": span_words(found.starts, found.ends),
        "here": "budget",
        "rows": [_row(one) for one in costs],
        "sums": sums_of(costs),
        "links": [
            (link, [(name, tagged(link.url, source=slug, campaign=tag)) for slug, name in networks])
            for link in found.links.all()
        ],
        "form": form,
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "planning/campaign_budget.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def cost(request: WorkRequest, campaign: int, cost: int | None = None) -> HttpResponse:
    """Show a line of the budget; by POST keep it."""
    owner = around.campaign_of(request.workspace, campaign)
    found = _cost_of(request, owner, cost) if cost is not None else None
    form = CostForm(request.POST or None, initial=CostForm.first(found, owner), auto_id="cost-%s")
    if request.method == "POST" and form.is_valid():
        try:
            keep_cost(request.actor, owner, form.told(), now=clock.now(), cost=found)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("planning_campaign_budget", request.workspace.slug, owner.pk)
    may_plan = request.actor.may(Permission.PLAN)
    if not may_plan:
        for field in form.fields.values():
            field.disabled = True
    context = {"campaign": owner, "cost": found, "form": form, "may_plan": may_plan}
    return render(request, "planning/campaign_cost.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def remove_cost(request: WorkRequest, campaign: int, cost: int) -> HttpResponse:
    """Take a line out of the budget."""
    drop_cost(request.actor, _cost_of(request, around.campaign_of(request.workspace, campaign), cost), now=clock.now())
    messages.success(request, _("The line was deleted."))
    return redirect("planning_campaign_budget", request.workspace.slug, campaign)


@post_only
@allow(Permission.PLAN)
def remove_link(request: WorkRequest, campaign: int, link: int) -> HttpResponse:
    """Take a page out of a campaign."""
    found = get_object_or_404(CampaignLink, pk=link, campaign_id=campaign, workspace=request.workspace)
    drop_campaign_link(request.actor, found, now=clock.now())
    messages.success(request, _("The page was taken out."))
    return redirect("planning_campaign_budget", request.workspace.slug, campaign)


@require_safe
@allow(Permission.SEE)
def paid_plan(request: WorkRequest) -> HttpResponse:
    """Show the advertising of all campaigns by market and sector."""
    ads = list(
        CampaignCost.objects.filter(workspace=request.workspace, kind="ads")
        .select_related("campaign")
        .order_by("market", "sector", "starts", "pk")
    )
    blocks = [
        Block(market, [_row(one) for one in rows], sums_of(rows))
        for market, rows in ((name, list(found)) for name, found in groupby(ads, key=lambda one: one.market))
    ]
    by_sector = [
        (sector, sums_of(rows))
        for sector, rows in (
            (name, list(found))
            for name, found in groupby(sorted(ads, key=lambda one: one.sector), key=lambda one: one.sector)
        )
    ]
    context = {
        "blocks": blocks,
        "by_sector": by_sector,
        "sums": sums_of(ads),
        "campaigns": around.campaigns_of(request.workspace),
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "planning/paid_plan.html", context)


def _cost_of(request: WorkRequest, campaign: Campaign, cost: int) -> CampaignCost:
    return get_object_or_404(CampaignCost, pk=cost, campaign=campaign, workspace=request.workspace)
