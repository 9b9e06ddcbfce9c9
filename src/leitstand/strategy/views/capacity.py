"""Hours and demand: what all accounts want in a week against what the team can make."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.strategy.actions.keep_seats import drop_seat, keep_format_hours, keep_seat
from leitstand.strategy.core.demand import USUAL_HOURS, makeable
from leitstand.strategy.forms.accounts import FormatHoursForm, SeatForm
from leitstand.strategy.models import FormatHours, Seat
from leitstand.strategy.queries.capacity import demand_of, hours_of_formats
from leitstand.strategy.words import CONTENT_KINDS


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of content: hours of one post, hours wanted in a week, and how many the free hours would still allow."""

    label: "str | Promise"
    hours: float
    wanted: float
    more: float


@require_safe
@allow(Permission.SEE)
def capacity(request: WorkRequest) -> HttpResponse:
    """Show the balance of hours."""
    return _page(request)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def seat(request: WorkRequest, seat: int | None = None) -> HttpResponse:
    """Show somebody's hours as a form; by POST keep them."""
    found = get_object_or_404(Seat, pk=seat, workspace=request.workspace) if seat is not None else None
    names = ("person", "name", "hours_a_week", "content_percent", "cost_per_hour")
    first = {name: getattr(found, name) for name in names} if found else {}
    form = SeatForm(request.POST or None, initial=first).for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            keep_seat(
                request.actor,
                {
                    "person": clean["person"],
                    "name": clean["name"],
                    "hours_a_week": clean["hours_a_week"],
                    "content_percent": clean["content_percent"],
                    "cost_per_hour": clean["cost_per_hour"],
                },
                now=clock.now(),
                seat=found,
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The hours are saved."))
            return redirect("strategy_capacity", request.workspace.slug)
    may_plan = request.actor.may(Permission.PLAN)
    if not may_plan:
        for field in form.fields.values():
            field.disabled = True
    context = {"form": form, "found": found, "may_plan": may_plan}
    return render(request, "strategy/seat.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def remove_seat(request: WorkRequest, seat: int) -> HttpResponse:
    """Take somebody's hours out."""
    drop_seat(request.actor, get_object_or_404(Seat, pk=seat, workspace=request.workspace), now=clock.now())
    messages.success(request, _("The hours no longer count."))
    return redirect("strategy_capacity", request.workspace.slug)


@post_only
@allow(Permission.PLAN)
def format_hours(request: WorkRequest) -> HttpResponse:
    """Keep how long a post of each kind takes."""
    form = FormatHoursForm(request.POST)
    if form.is_valid():
        try:
            told = {kind: hours for kind, hours in form.cleaned_data.items() if hours is not None}
            keep_format_hours(request.actor, told, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The hours are saved."))
            return redirect("strategy_capacity", request.workspace.slug)
    return _page(request, form=form)


def _page(request: WorkRequest, form: FormatHoursForm | None = None) -> HttpResponse:
    balance = demand_of(request.workspace)
    hours = hours_of_formats(request.workspace)
    free = balance.capacity_hours - balance.hours
    own = dict(FormatHours.objects.filter(workspace=request.workspace).values_list("kind", "hours"))
    context = {
        "balance": balance,
        "percent": round(100 * balance.share) if balance.share is not None else None,
        "kinds": [
            KindRow(CONTENT_KINDS[kind], hours[kind], balance.by_kind.get(kind, 0.0), makeable(hours[kind], free))
            for kind in USUAL_HOURS
        ],
        "seats": Seat.objects.filter(workspace=request.workspace).select_related("person").order_by("pk"),
        "form": form or FormatHoursForm(initial=own),
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "strategy/capacity.html", context, status=422 if form and form.errors else 200)
