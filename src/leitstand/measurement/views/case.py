"""The business case: what the management is asked for, with facts, others' results and a forecast; read here or taken along as a file."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.models import Workspace
from leitstand.house.requests import WorkRequest
from leitstand.measurement.core.forecast import forecast, per_post
from leitstand.measurement.queries import reported
from leitstand.strategy.actions.decide import decide
from leitstand.strategy.actions.keep_case import keep_case
from leitstand.strategy.core.case_cards import case_cards
from leitstand.strategy.core.goal_files import catalogue
from leitstand.strategy.core.start_files import BUSINESSES
from leitstand.strategy.forms.case import CaseForm
from leitstand.strategy.goal_words import amount
from leitstand.strategy.models import BusinessCase, Decision, Seat
from leitstand.strategy.queries.capacity import hours_of_formats
from leitstand.strategy.queries.cases import case_of, facts_offered
from leitstand.strategy.queries.goals import goals_of, unit_of
from leitstand.strategy.queries.start import start_of

LOOK_BACK: Final = timedelta(days=365)
ABOUT: Final = "business_case"


@require_safe
@allow(Permission.SEE_FIGURES)
def case(request: WorkRequest) -> HttpResponse:
    """Show the case as it would be handed over."""
    found = case_of(request.workspace)
    context = {
        "case": found,
        "may_plan": request.actor.may(Permission.PLAN),
        "decision": Decision.objects.filter(workspace=request.workspace, about=ABOUT).first(),
        **(_document(request.workspace, found) if found else {}),
    }
    return render(request, "measurement/case.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE_FIGURES, post=Permission.PLAN)
def edit(request: WorkRequest) -> HttpResponse:
    """Show the form of the case; by POST keep it."""
    workspace = request.workspace
    facts = facts_offered(workspace, today=clock.now().date())
    form = CaseForm(request.POST or None, facts=facts, initial=_first(workspace, case_of(workspace)))
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            keep_case(
                request.actor,
                {
                    "asks": clean["asks"],
                    "months": clean["months"],
                    "posts_a_month": clean["posts_a_month"],
                    "hours_a_post": clean["hours_a_post"],
                    "cost_an_hour": clean["cost_an_hour"],
                    "other_a_month": clean["other_a_month"],
                    "reach_a_post": clean["reach_a_post"],
                    "interactions_a_post": clean["interactions_a_post"],
                    "facts": clean["facts"],
                    "cards": clean["cards"],
                },
                now=clock.now(),
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The business case was saved."))
            return redirect("measurement_case", workspace.slug)
    may_plan = request.actor.may(Permission.PLAN)
    if not may_plan:
        for field in form.fields.values():
            field.disabled = True
    return render(
        request, "measurement/case_form.html", {"form": form, "may_plan": may_plan}, status=422 if form.errors else 200
    )


@require_safe
@allow(Permission.SEE_FIGURES)
def file(request: WorkRequest) -> HttpResponse:
    """Hand the case out as one file that opens in every browser and word processor and prints on A4."""
    found = case_of(request.workspace)
    if found is None:
        return redirect("measurement_case", request.workspace.slug)
    context = {"case": found, "workspace": request.workspace, **_document(request.workspace, found)}
    answer = HttpResponse(
        render_to_string("measurement/case_file.html", context, request), content_type="text/html; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="business-case-{request.workspace.slug}.html"'
    return answer


@post_only
@allow(Permission.PLAN)
def decided(request: WorkRequest) -> HttpResponse:
    """Write down what the management decided, with the figures the case showed that day."""
    found = case_of(request.workspace)
    if found is not None:
        told = _document(request.workspace, found)["forecast"]
        basis = {
            "asks": found.asks,
            "cost": str(getattr(told, "cost", "")),
            "facts": list(found.facts),
            "cards": list(found.cards),
        }
        try:
            decide(
                request.actor,
                about=ABOUT,
                subject=found.asks[:200],
                outcome=request.POST.get("outcome", "")[:200],
                reason=request.POST.get("reason", "")[:2000],
                basis=basis,
                now=clock.now(),
            )
        except Invalid as invalid:
            messages.error(request, " ".join(invalid.errors.values()))
        else:
            messages.success(request, _("The decision was written down."))
    return redirect("measurement_case", request.workspace.slug)


def _document(workspace: Workspace, found: BusinessCase) -> dict[str, object]:
    """Return everything the document says."""
    now = clock.now()
    recent = reported(workspace).filter(published_at__gte=now - LOOK_BACK)
    told = list(recent.values_list("reach", "interactions"))
    reach = per_post([reached for reached, _acted in told if reached is not None], found.reach_a_post)
    acted = per_post([done for _reached, done in told if done is not None], found.interactions_a_post)
    chosen = {fact.id: fact for fact in facts_offered(workspace, today=now.date())}
    return {
        "facts": [chosen[one] for one in found.facts if one in chosen],
        "cards": [card for card in case_cards() if card.id in found.cards],
        "goals": [(goal, unit_of(goal)) for goal in goals_of(workspace) if goal.target is not None],
        "reach": reach,
        "acted": acted,
        "forecast": forecast(
            months=found.months,
            posts_a_month=found.posts_a_month,
            hours_a_post=found.hours_a_post,
            cost_an_hour=found.cost_an_hour,
            other_a_month=found.other_a_month,
            reach=reach,
            interactions=acted,
        ),
        "expectation": catalogue().expectation,
        "today": date_format(now.date(), "DATE_FORMAT"),
    }


def _first(workspace: Workspace, found: BusinessCase | None) -> dict[str, object]:
    if found is not None:
        names = ("asks", "months", "posts_a_month", "reach_a_post", "interactions_a_post", "facts", "cards")
        amounts = {name: amount(getattr(found, name)) for name in ("hours_a_post", "cost_an_hour", "other_a_month")}
        return {**{name: getattr(found, name) for name in names}, **amounts}
    start = start_of(workspace)
    business = start.business if start else BUSINESSES[0]
    costs = [seat.cost_per_hour for seat in Seat.objects.filter(workspace=workspace) if seat.cost_per_hour is not None]
    return {
        "months": 12,
        "posts_a_month": 8,
        "hours_a_post": amount(hours_of_formats(workspace)["picture"]),
        "cost_an_hour": amount(round(sum(costs, Decimal(0)) / len(costs), 2)) if costs else None,
        "other_a_month": "0",
        "facts": ["guide:internet-users", "guide:companies"],
        "cards": [card.id for card in case_cards() if business in (card.business, "both")],
    }
