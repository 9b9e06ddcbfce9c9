"""Campaigns and own dates: the bands and the quiet marks of the calendar."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.begin_campaign import begin_campaign
from leitstand.planning.actions.create_campaign import create_campaign
from leitstand.planning.actions.create_own_date import create_own_date
from leitstand.planning.actions.delete_campaign import delete_campaign
from leitstand.planning.actions.delete_own_date import delete_own_date
from leitstand.planning.actions.edit_campaign import edit_campaign
from leitstand.planning.actions.edit_own_date import edit_own_date
from leitstand.planning.changes import Done
from leitstand.planning.core.filters import CAMPAIGN, SCOPE, Scope
from leitstand.planning.dates import span_words
from leitstand.planning.forms import CampaignForm, OwnDateForm
from leitstand.planning.models import Campaign, OwnDate
from leitstand.planning.queries import around
from leitstand.planning.queries.briefs import open_briefs
from leitstand.planning.queries.campaigns import plans_of
from leitstand.planning.queries.supply import campaigns_without_stock, stock_of
from leitstand.planning.spans import CampaignFields, OwnDateFields
from leitstand.planning.views.drawing import Desk
from leitstand.planning.views.month import COLOUR_NUMBERS
from leitstand.planning.views.redraw import undo_url


@allow(Permission.SEE)
def campaigns(request: WorkRequest) -> HttpResponse:
    """List campaigns and own dates."""
    return render(request, "planning/campaigns.html", _context(request))


@allow(Permission.SEE, post=Permission.PLAN)
def campaign(request: WorkRequest, campaign: int | None = None) -> HttpResponse:
    """Show a campaign's form; by POST save it."""
    found = around.campaign_of(request.workspace, campaign) if campaign is not None else None
    form = CampaignForm(request.POST or None, initial=_campaign_initial(found), auto_id="campaign-%s")
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        fields: CampaignFields = {
            "name": clean["name"],
            "starts": clean["starts"],
            "ends": clean["ends"],
            "colour": clean["colour"],
            "goal": clean["goal"],
        }
        try:
            kept = (
                create_campaign(request.actor, fields, now=clock.now())
                if found is None
                else edit_campaign(request.actor, found, fields, now=clock.now())
            )
        except Invalid as invalid:
            form.put_errors(invalid)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": clean["name"]})
            if clean["is_guided"] and found is None:
                begin_campaign(request.actor, kept, now=clock.now())
                return redirect("planning_campaign_way", request.workspace.slug, kept.pk)
            return redirect("planning_campaigns", workspace=request.workspace.slug)
    if found is not None:
        del form.fields["is_guided"]
    return _page(request, form, found, is_campaign=True)


@allow(Permission.SEE, post=Permission.PLAN)
def own_date(request: WorkRequest, own_date: int | None = None) -> HttpResponse:
    """Show an own date's form; by POST save it."""
    found = around.own_date_of(request.workspace, own_date) if own_date is not None else None
    initial = {name: getattr(found, name) for name in ("name", "starts", "ends", "note")} if found else {}
    form = OwnDateForm(request.POST or None, initial=initial, auto_id="own-date-%s")
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        fields: OwnDateFields = {
            "name": clean["name"],
            "starts": clean["starts"],
            "ends": clean["ends"],
            "note": clean["note"],
        }
        try:
            if found is None:
                create_own_date(request.actor, fields, now=clock.now())
            else:
                edit_own_date(request.actor, found, fields, now=clock.now())
        except Invalid as invalid:
            form.put_errors(invalid)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": clean["name"]})
            return redirect("planning_campaigns", workspace=request.workspace.slug)
    return _page(request, form, found, is_campaign=False)


@post_only
@allow(Permission.PLAN)
def remove_campaign(request: WorkRequest, campaign: int) -> HttpResponse:
    """Delete a campaign; its items stay."""
    found = around.campaign_of(request.workspace, campaign)
    name = found.name
    return _removed(request, delete_campaign(request.actor, found, now=clock.now()), name)


@post_only
@allow(Permission.PLAN)
def remove_own_date(request: WorkRequest, own_date: int) -> HttpResponse:
    """Delete an own date."""
    found = around.own_date_of(request.workspace, own_date)
    name = found.name
    return _removed(request, delete_own_date(request.actor, found, now=clock.now()), name)


def _removed(request: WorkRequest, done: Done, name: str) -> HttpResponse:
    undo = undo_url(request, done)
    messages.success(request, _("“%(name)s” was deleted.") % {"name": name}, extra_tags=f"undo:{undo}" if undo else "")
    return redirect("planning_campaigns", workspace=request.workspace.slug)


def _campaign_initial(found: Campaign | None) -> dict[str, object]:
    if found is None:
        return {"is_guided": True, "colour": Campaign._meta.get_field("colour").default}  # noqa: SLF001 - Django's public name
    return {name: getattr(found, name) for name in ("name", "starts", "ends", "colour", "goal")}


def _page(
    request: WorkRequest, form: CampaignForm | OwnDateForm, found: Campaign | OwnDate | None, *, is_campaign: bool
) -> HttpResponse:
    context = {
        "form": form,
        "found": found,
        "is_campaign": is_campaign,
        "drawer_open": True,
        "may_plan": request.actor.may(Permission.PLAN),
    }
    status = 422 if form.errors else 200
    if request.htmx:
        back = Desk.of(request, request.GET).url("planning_campaigns")
        return render(request, "planning/_span_drawer.html", {**context, "drawer_back": back}, status=status)
    return render(request, "planning/span.html", {**_context(request), **context}, status=status)


def _context(request: WorkRequest) -> dict[str, object]:
    desk = Desk.of(request, request.GET)
    counts = around.counts_of_campaigns(request.workspace)
    without_stock = campaigns_without_stock(request.workspace, desk.today)
    plans = plans_of(request.workspace)
    return {
        "may_plan": desk.may_plan,
        "open_briefs": [one for one in open_briefs(request.workspace) if one.campaign_id],
        "without_stock": without_stock,
        "stock": stock_of(request.workspace) if without_stock else None,
        "campaigns": [
            {
                "campaign": one,
                "number": COLOUR_NUMBERS.get(one.colour, 1),
                "span": span_words(one.starts, one.ends),
                "count": counts.get(one.pk, 0),
                "url": desk.url("planning_campaign", campaign=one.pk),
                "items_url": desk.url("planning_list")
                + desk.query(**{CAMPAIGN: (str(one.pk),), SCOPE: (Scope.ALL.value,)}),
                "is_over": one.ends < desk.today,
                "plan": plans.get(one.pk),
                "way_url": desk.url("planning_campaign_way", campaign=one.pk),
            }
            for one in desk.campaigns
        ],
        "own_dates": [
            {
                "own_date": one,
                "span": span_words(one.starts, one.ends),
                "url": desk.url("planning_own_date", own_date=one.pk),
                "is_over": one.ends < desk.today,
            }
            for one in around.own_dates_of(request.workspace)
        ],
        "drawer_back": desk.url("planning_campaigns"),
    }
