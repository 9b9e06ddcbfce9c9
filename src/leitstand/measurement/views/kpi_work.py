"""Work on figures: lines of the matrix, what counts, amounts added by hand."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.measurement.actions.keep_kpi_line import LineFields, drop_kpi_line, keep_kpi_line
from leitstand.measurement.actions.keep_kpi_settings import keep_kpi_settings
from leitstand.measurement.actions.type_amount import AmountFields, drop_amount, type_amount
from leitstand.measurement.core.kpi_files import catalogue
from leitstand.measurement.kpi_forms import AmountForm, KpiSettingsForm, LineForm
from leitstand.measurement.kpi_report import settings_of
from leitstand.measurement.kpi_words import figure, said
from leitstand.measurement.models.kpis import KpiLine, TypedAmount

SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.PLAN)
def line(request: WorkRequest, line: int | None = None) -> HttpResponse:
    """Show the form of a line of the matrix; by POST keep it."""
    found = get_object_or_404(KpiLine, pk=line, workspace=request.workspace) if line else None
    initial: dict[str, object] = {"goal": request.GET.get("ziel", ""), "area": request.GET.get("bereich", "marketing")}
    if found:
        kpi = f"{found.kpi}:{found.variant}" if found.variant else found.kpi
        initial = {
            "goal": found.goal_id,
            "area": found.area,
            "kpi": kpi,
            "target": found.target,
            "owner": found.owner_id,
        } | ({"goal": request.GET["ziel"]} if request.GET.get("ziel") else {})
    form = LineForm(request.POST or None, initial=initial).for_workspace(
        request.workspace, settings_of(request.workspace)
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        fields = LineFields(told["area"], told["goal"], told["kpi"], told["target"], told["owner"])
        try:
            keep_kpi_line(request.actor, fields, now=clock.now(), line=found)
        except Invalid as wrong:
            put_errors(form, wrong)
        else:
            messages.success(request, _("The matrix is up to date."))
            return redirect("measurement_kpis", request.workspace.slug)
    context = {"form": form, "line": found}
    return render(request, "measurement/kpi_line.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def remove_line(request: WorkRequest, line: int) -> HttpResponse:
    """Take a line out of the matrix."""
    drop_kpi_line(request.actor, get_object_or_404(KpiLine, pk=line, workspace=request.workspace), now=clock.now())
    messages.success(request, _("The line is gone; what is measured stays measured."))
    return redirect("measurement_kpis", request.workspace.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE_FIGURES, post=Permission.PLAN)
def settings(request: WorkRequest) -> HttpResponse:
    """Show how far the workspace is and what counts; by POST keep it."""
    known = settings_of(request.workspace)
    initial = {
        "answers": [name for name, yes in known.answers.items() if yes],
        "acts": known.acts,
        "fatigue_from": known.fatigue_from,
        "negative_from": known.negative_from,
    }
    form = KpiSettingsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            keep_kpi_settings(
                request.actor,
                answers=dict.fromkeys(told["answers"], True),
                acts=told["acts"],
                fatigue_from=told["fatigue_from"],
                negative_from=told["negative_from"],
                now=clock.now(),
            )
        except Invalid as wrong:
            put_errors(form, wrong)
        else:
            messages.success(request, _("Kept. The figures are counted this way from now on, also those of before."))
            return redirect("measurement_kpi_settings", request.workspace.slug)
    context = {"form": form, "settings": known, "may_change": request.actor.may(Permission.PLAN)}
    return render(request, "measurement/kpi_settings.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE_FIGURES, post=Permission.TYPE_READINGS)
def amounts(request: WorkRequest) -> HttpResponse:
    """Show the amounts people have added; by POST add one."""
    form = AmountForm(request.POST or None, initial={"amount": request.GET.get("was", "")}).for_workspace(
        request.workspace
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        fields = AmountFields(
            told["amount"], told["day"], told["value"], told["channel"], told["campaign"], told["note"]
        )
        try:
            type_amount(request.actor, fields, now=clock.now())
        except Invalid as wrong:
            put_errors(form, wrong)
        else:
            messages.success(request, _("Added. The figures follow at once."))
            return redirect("measurement_amounts", request.workspace.slug)
    rows = TypedAmount.objects.filter(workspace=request.workspace).select_related("channel", "campaign", "typed_by")
    told_of = catalogue().amounts
    context = {
        "form": form,
        "rows": [
            (one, said(told_of[one.amount].name), figure(one.value, told_of[one.amount].unit))
            for one in rows[:SHOWN]
            if one.amount in told_of
        ],
        "may_type": request.actor.may(Permission.TYPE_READINGS),
    }
    return render(request, "measurement/amounts.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.TYPE_READINGS)
def remove_amount(request: WorkRequest, amount: int) -> HttpResponse:
    """Take an amount away."""
    drop_amount(request.actor, get_object_or_404(TypedAmount, pk=amount, workspace=request.workspace), now=clock.now())
    messages.success(request, _("Taken away. The figures follow at once."))
    return redirect("measurement_amounts", request.workspace.slug)
