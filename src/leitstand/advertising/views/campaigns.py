"""Paid campaigns: all with money and pace, one with everything that follows, and the form of it."""

from typing import Any, cast

from django.contrib import messages
from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.advertising.actions.keep_paid import drop_paid, keep_paid
from leitstand.advertising.core.numbers import number, numbers
from leitstand.advertising.core.objectives import objectives
from leitstand.advertising.core.plausible import reach_for
from leitstand.advertising.core.targeting import is_too_small
from leitstand.advertising.forms import PaidForm
from leitstand.advertising.models import BIDS, AdFigures, PaidCampaign, PaidChange
from leitstand.advertising.queries import Look, by_ad, look_at, looks, practice_of
from leitstand.advertising.words import (
    FUNNELS,
    METRICS,
    PACES,
    kpi_name,
    network_name,
    objective_name,
    said,
    stage_name,
)
from leitstand.house import charts, clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in


@require_safe
@allow(Permission.SEE)
def campaigns(request: WorkRequest) -> HttpResponse:
    """Show all paid campaigns by their leading figure, with budget and pace."""
    today = day_in(request.workspace, clock.now())
    found = looks(request.workspace, today=today)
    practice = practice_of(request.workspace, today)
    context = {
        "here": "campaigns",
        "rows": [
            (one, *PACES[one.pace.state], kpi_name(one.paid.kpi), network_name(one.paid.network)) for one in found
        ],
        "passed": [one for one in found if one.ceiling == "passed"],
        "practice": practice,
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "advertising/campaigns.html", context)


@require_safe
@allow(Permission.SEE)
def campaign(request: WorkRequest, paid: int) -> HttpResponse:
    """Show a paid campaign, headed by its leading figure."""
    found = paid_of(request, paid)
    today = day_in(request.workspace, clock.now())
    figures = list(found.figures.all())
    look = look_at(found, figures, today=today)
    segments = list(found.segments.all())
    benchmark = numbers()["cost_of_thousand"]
    context = {
        "here": "overview",
        "paid": found,
        "look": look,
        "tone": PACES[look.pace.state][0],
        "pace": PACES[look.pace.state][1],
        "network": network_name(found.network),
        "objective": objective_name(found.objective, found.network),
        "stage": stage_name(found.objective),
        "kpi": kpi_name(found.kpi),
        "funnel": FUNNELS[look.kpi.funnel] if look.kpi else "",
        "needs_test": look.kpi is not None and not look.kpi.metric,
        "benchmark": benchmark,
        "could_reach": reach_for(found.total_budget, benchmark=benchmark.value),
        "segments": [(one, is_too_small(one.network, one.audience)) for one in segments],
        "ads": [(ad or _("The whole campaign"), told) for ad, told in by_ad(figures)],
        "changes": [_change(one) for one in found.changes.select_related("by")[:50]],
        "chart": _chart(look, figures),
        "bid": dict(BIDS).get(found.bid_kind, ""),
        "tests": list(found.tests.all()),
        "may_plan": request.actor.may(Permission.PLAN),
        "may_answer": request.actor.may(Permission.ANSWER),
        "tolerance": number("pace_tolerance"),
    }
    return render(request, "advertising/campaign.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.PLAN)
def edit(request: WorkRequest, paid: int | None = None) -> HttpResponse:
    """Enter a paid campaign or change it; by POST keep what was typed."""
    found = paid_of(request, paid) if paid is not None else None
    first = {"campaign": request.GET.get("kampagne", "")} if found is None else {}
    form = PaidForm(request.POST or None, instance=found, initial=first).for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_paid(
                request.actor,
                form.told(),
                segments=form.cleaned_data.get("segments", ()),
                now=clock.now(),
                paid=found,
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("advertising_campaign", request.workspace.slug, kept.pk)
    known = objectives()
    context = {
        "here": "campaigns",
        "paid": found,
        "form": form,
        "called": [
            (
                one.name,
                [
                    (said(known_one.words), said(one.objectives[known_one.id]))
                    for known_one in known.objectives
                    if known_one.id in one.objectives
                ],
                one,
            )
            for one in known.networks
        ],
    }
    return render(request, "advertising/edit.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def remove(request: WorkRequest, paid: int) -> HttpResponse:
    """Delete a paid campaign."""
    drop_paid(request.actor, paid_of(request, paid), now=clock.now())
    messages.success(request, _("The paid campaign was deleted."))
    return redirect("advertising_campaigns", request.workspace.slug)


def paid_of(request: WorkRequest, pk: int) -> PaidCampaign:
    """Return a paid campaign of the workspace; 404 for any other."""
    return get_object_or_404(PaidCampaign.objects.select_related("campaign"), pk=pk, workspace=request.workspace)


def _chart(look: Look, figures: list[AdFigures]) -> charts.Spec | None:
    """Draw what was spent day by day; whole periods are no days."""
    days: dict[str, float] = {}
    for one in figures:
        if one.first == one.last and one.spend is not None:
            days[one.first.isoformat()] = days.get(one.first.isoformat(), 0.0) + float(one.spend)
    if len(days) < 2:
        return None
    title = str(METRICS["spend"])
    rows: list[charts.Spec] = [
        {"week": day, "channel": look.paid.name, "value": round(value, 2)} for day, value in sorted(days.items())
    ]
    return charts.weeks(rows, title=title, week_title=_("Day"))


def _change(one: PaidChange) -> tuple[PaidChange, str, str, str]:
    label = _column(one.field).verbose_name
    return one, str(label), _shown(one.field, one.before), _shown(one.field, one.after)


def _column(name: str) -> "models.Field[Any, Any]":
    return cast("models.Field[Any, Any]", PaidCampaign._meta.get_field(name))  # noqa: SLF001 - Django's public name


def _shown(field: str, value: str) -> str:
    """Put a kept value into words as the form shows it."""
    if not value:
        return "–"
    if field == "objective":
        return objective_name(value)
    if field == "kpi":
        return kpi_name(value)
    if field == "network":
        return network_name(value)
    if field == "bid_kind":
        return str(dict(BIDS).get(value, value))
    if field == "is_practice":
        return _("yes") if value == "True" else _("no")
    kind = _column(field)
    if field in {"starts", "ends"}:
        return date_format(kind.to_python(value), "SHORT_DATE_FORMAT")
    if kind.get_internal_type() in {"DecimalField", "PositiveIntegerField"}:
        return number_format(kind.to_python(value), use_l10n=True, force_grouping=True)
    return value
