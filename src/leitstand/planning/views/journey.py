"""The customer journey as a map: stages, touchpoints, posts, and where something is missing; beside it the other instruments."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.planning.queries.journey import cells_of
from leitstand.strategy.actions.keep_journey import (
    begin_journey,
    drop_instrument,
    drop_touchpoint,
    keep_instrument,
    keep_stages,
    keep_touchpoint,
)
from leitstand.strategy.forms.audiences import InstrumentForm, StagesForm, TouchpointForm
from leitstand.strategy.models import Instrument, Touchpoint
from leitstand.strategy.queries.audiences import groups_of, stages_of

GAPS: Final[dict[str, "str | Promise"]] = {
    "touchpoint": gettext_lazy("no touchpoint"),
    "question": gettext_lazy("a question is missing"),
    "interaction": gettext_lazy("how we interact is open"),
    "call_to_action": gettext_lazy("a call to action is missing"),
    "post": gettext_lazy("no post to come"),
}


@require_safe
@allow(Permission.SEE)
def journey(request: WorkRequest) -> HttpResponse:
    """Show the map."""
    workspace = request.workspace
    rows = [
        (stage, [(cell, [GAPS[gap] for gap in cell.gaps]) for cell in cells])
        for stage, cells in cells_of(workspace, clock.now())
    ]
    instruments = Instrument.objects.filter(workspace=workspace).select_related("stage", "owner")
    context = {
        "rows": rows,
        "groups": groups_of(workspace),
        "instruments": instruments,
        "monthly_cost": sum(one.monthly_cost or 0 for one in instruments),
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "planning/journey.html", context)


@post_only
@allow(Permission.PLAN)
def begin(request: WorkRequest) -> HttpResponse:
    """Begin with the usual stages."""
    if not stages_of(request.workspace):
        begin_journey(request.actor, now=clock.now())
    return redirect("planning_journey", request.workspace.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def stages(request: WorkRequest) -> HttpResponse:
    """Show the stages as a list to write; by POST keep them."""
    names = "\n".join(stage.name for stage in stages_of(request.workspace))
    form = StagesForm(request.POST or None, initial={"stages": names})
    if request.method == "POST" and form.is_valid():
        try:
            keep_stages(request.actor, form.cleaned_data["stages"].splitlines(), now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The stages are saved."))
            return redirect("planning_journey", request.workspace.slug)
    return _form_page(request, form, _("Stages of the customer journey"))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def touchpoint(request: WorkRequest, touchpoint: int | None = None) -> HttpResponse:
    """Show a touchpoint's form; by POST keep it."""
    found = (
        get_object_or_404(Touchpoint, pk=touchpoint, workspace=request.workspace) if touchpoint is not None else None
    )
    names = ("stage", "group", "name", "question", "interaction", "call_to_action")
    first: dict[str, object] = {name: getattr(found, name) for name in names} if found else {}
    if found is None:
        first = {"stage": request.GET.get("phase"), "group": request.GET.get("gruppe")}
    form = TouchpointForm(request.POST or None, initial=first).for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            keep_touchpoint(
                request.actor,
                {
                    "name": clean["name"],
                    "question": clean["question"],
                    "interaction": clean["interaction"],
                    "call_to_action": clean["call_to_action"],
                },
                stage=clean["stage"],
                group=clean["group"],
                now=clock.now(),
                touchpoint=found,
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": clean["name"]})
            return redirect("planning_journey", request.workspace.slug)
    return _form_page(request, form, found.name if found else _("New touchpoint"), "planning_remove_touchpoint", found)


@post_only
@allow(Permission.PLAN)
def remove_touchpoint(request: WorkRequest, touchpoint: int) -> HttpResponse:
    """Take a touchpoint away."""
    found = get_object_or_404(Touchpoint, pk=touchpoint, workspace=request.workspace)
    drop_touchpoint(request.actor, found, now=clock.now())
    messages.success(request, _("“%(name)s” was deleted.") % {"name": found.name})
    return redirect("planning_journey", request.workspace.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def instrument(request: WorkRequest, instrument: int | None = None) -> HttpResponse:
    """Show an instrument's form; by POST keep it."""
    found = (
        get_object_or_404(Instrument, pk=instrument, workspace=request.workspace) if instrument is not None else None
    )
    names = ("name", "stage", "owner", "monthly_cost", "note")
    first = {name: getattr(found, name) for name in names} if found else {}
    form = InstrumentForm(request.POST or None, initial=first).for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            keep_instrument(
                request.actor,
                {
                    "name": clean["name"],
                    "stage": clean["stage"],
                    "owner": clean["owner"],
                    "monthly_cost": clean["monthly_cost"],
                    "note": clean["note"],
                },
                now=clock.now(),
                instrument=found,
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": clean["name"]})
            return redirect("planning_journey", request.workspace.slug)
    return _form_page(request, form, found.name if found else _("New instrument"), "planning_remove_instrument", found)


@post_only
@allow(Permission.PLAN)
def remove_instrument(request: WorkRequest, instrument: int) -> HttpResponse:
    """Take an instrument out of the register."""
    found = get_object_or_404(Instrument, pk=instrument, workspace=request.workspace)
    drop_instrument(request.actor, found, now=clock.now())
    messages.success(request, _("“%(name)s” was deleted.") % {"name": found.name})
    return redirect("planning_journey", request.workspace.slug)


def _form_page(
    request: WorkRequest,
    form: StagesForm | TouchpointForm | InstrumentForm,
    heading: str,
    remove: str = "",
    found: Touchpoint | Instrument | None = None,
) -> HttpResponse:
    may_plan = request.actor.may(Permission.PLAN)
    if not may_plan:
        for field in form.fields.values():
            field.disabled = True
    context = {"form": form, "heading": heading, "remove": remove, "found": found, "may_plan": may_plan}
    return render(request, "planning/journey_form.html", context, status=422 if form.errors else 200)
