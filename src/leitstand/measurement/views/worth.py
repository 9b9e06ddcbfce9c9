"""Social media's share of the marketing budget beside the usual band; multiples of before; the optimisation log (guide 5.2, 5.6)."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.tables import TableCell, as_csv, as_file, as_workbook
from leitstand.house.zones import day_in
from leitstand.measurement.actions.keep_improvement import drop_improvement, keep_improvement, learn_from
from leitstand.measurement.actions.keep_marketing_budget import keep_marketing_budget
from leitstand.measurement.actions.keep_multiple import drop_multiple, growth_times, keep_multiple, size_times
from leitstand.measurement.budget_share import shares_of
from leitstand.measurement.core.roi_files import roi_files
from leitstand.measurement.improved import FEWEST, Effect, effects_of
from leitstand.measurement.models.money import Improvement, MarketingBudget, Multiple
from leitstand.measurement.money import own_channels
from leitstand.measurement.money_forms import BudgetShareForm, ImprovementForm, LearnedForm, MultipleForm
from leitstand.measurement.money_words import typed
from leitstand.planning.queries.around import campaigns_of
from leitstand.strategy.core.case_cards import case_cards


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE_FIGURES, post=Permission.PLAN)
def budget_share(request: WorkRequest) -> HttpResponse:
    """Show social media's share of each year's marketing budget; by POST keep a year's budget."""
    today = day_in(request.workspace, clock.now())
    known = MarketingBudget.objects.filter(workspace=request.workspace, year=today.year).first()
    first = {"year": today.year, **({"amount": typed(known.amount), "basis": known.basis} if known else {})}
    form = BudgetShareForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            keep_marketing_budget(request.actor, **form.cleaned_data, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("measurement_budget_share", request.workspace.slug)
    context = {
        "form": form,
        "shares": shares_of(request.workspace, today),
        "band": roi_files().band,
        "may_plan": request.actor.may(Permission.PLAN),
        "here": "share",
    }
    return render(request, "measurement/budget_share.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE_FIGURES, post=Permission.PLAN)
def multiples(request: WorkRequest) -> HttpResponse:
    """Show the cards of what became how many times more; by POST reckon and keep one."""
    form = MultipleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            keep_multiple(request.actor, form.cleaned_data, now=clock.now())  # type: ignore[arg-type]
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The card is kept."))
            return redirect("measurement_multiples", request.workspace.slug)
    found = Multiple.objects.filter(workspace=request.workspace)
    context = {
        "form": form,
        "cards": [(one, size_times(one), growth_times(one)) for one in found],
        "examples": [(card, card.words.said(get_language() or "de")) for card in case_cards() if card.id == "sodexo"],
        "may_plan": request.actor.may(Permission.PLAN),
        "here": "multiples",
    }
    return render(request, "measurement/multiples.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def remove_multiple(request: WorkRequest, card: int) -> HttpResponse:
    """Take a card out."""
    drop_multiple(request.actor, get_object_or_404(Multiple, pk=card, workspace=request.workspace), now=clock.now())
    messages.success(request, _("The card was deleted."))
    return redirect("measurement_multiples", request.workspace.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE_FIGURES, post=Permission.COMMENT)
def improvements(request: WorkRequest) -> HttpResponse:
    """Show the optimisation log, each change with what came of it; by POST write one into it."""
    today = day_in(request.workspace, clock.now())
    form = ImprovementForm(request.POST or None, initial={"day": today, "metric": "interactions"})
    form.offer(campaigns_of(request.workspace), own_channels(request.workspace))
    if request.method == "POST" and form.is_valid():
        try:
            keep_improvement(request.actor, form.told(), now=clock.now())  # type: ignore[arg-type]
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Written into the log."))
            return redirect("measurement_improvements", request.workspace.slug)
    words = dict(form.fields["metric"].choices)  # type: ignore[attr-defined]
    context = {
        "form": form,
        "log": [
            (
                one,
                words.get(one.metric, one.metric),
                effect,
                LearnedForm(initial={"learned": one.learned}, auto_id=f"log-{one.pk}-%s"),
            )
            for one, effect in _log(request)
        ],
        "fewest": FEWEST,
        "may_write": request.actor.may(Permission.COMMENT),
        "here": "improvements",
    }
    return render(request, "measurement/improvements.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.COMMENT)
def learned(request: WorkRequest, entry: int) -> HttpResponse:
    """Write down what was learned from a change, or take the entry out."""
    found = get_object_or_404(Improvement, pk=entry, workspace=request.workspace)
    if "drop" in request.POST:
        drop_improvement(request.actor, found, now=clock.now())
        messages.success(request, _("The entry was deleted."))
    else:
        learn_from(request.actor, found, request.POST.get("learned", ""), now=clock.now())
        messages.success(request, _("Saved."))
    return redirect("measurement_improvements", request.workspace.slug)


@require_safe
@allow(Permission.SEE_FIGURES)
def improvements_file(request: WorkRequest, ending: str) -> HttpResponse:
    """Give the log as CSV or workbook."""
    head = [
        _("Changed on"),
        _("What was changed"),
        _("Why"),
        _("Figure"),
        _("Middle post before"),
        _("Middle post since"),
        _("Change in percent"),
        _("What we learned"),
    ]
    lines: list[list[TableCell]] = [
        [
            one.day,
            one.change,
            one.reason,
            one.metric,
            effect.before,
            effect.since,
            None if effect.percent is None else effect.percent.quantize(Decimal("0.1")),
            one.learned,
        ]
        for one, effect in _log(request)
    ]
    if ending == "csv":
        return as_file(as_csv([head, *lines]), "verbesserungen.csv")
    data = as_workbook(head, lines, title=_("Optimisation log"), widths=[24] * len(head), freeze="A2")
    return as_file(data, "verbesserungen.xlsx")


def _log(request: WorkRequest) -> list[tuple[Improvement, Effect]]:
    found = list(
        Improvement.objects.filter(workspace=request.workspace).select_related("campaign", "channel", "added_by")[:100]
    )
    return effects_of(request.workspace, found, today=day_in(request.workspace, clock.now()))
