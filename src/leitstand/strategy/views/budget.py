"""The budget: six lines over the months of a year, planned against spent, with its three components."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.strategy.actions.keep_budget import drop_entry, keep_entry, plan_staff, tell_spending
from leitstand.strategy.core.budget import Entry, Line, Share, Sum, components_of, month_hours, months_of, year_of
from leitstand.strategy.forms.budget import BudgetForm, channel_choices, spending_form
from leitstand.strategy.models import BudgetEntry
from leitstand.strategy.models.budget import COMPONENTS, LINES
from leitstand.strategy.queries.budget import entries_of, hours_a_week, media_gaps, rows_of_month

YEAR = "jahr"
# A line that costs this share more than planned is worth a word.
OVERSPENT_PERCENT = 10
FIRST_YEAR, LAST_YEAR = 2000, 2100
WIDEST = 3


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month in words with its six cells."""

    name: str
    month: date
    cells: list[Sum]
    total: Sum
    is_now: bool


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """One of the three components in words."""

    label: "str | Promise"
    share: Share


@require_safe
@allow(Permission.SEE)
def budget(request: WorkRequest) -> HttpResponse:
    """Show a year."""
    year = year_wanted(request)
    entries = entries_of(request.workspace, year)
    whole = year_of(entries, year)
    this_month = clock.now().date().replace(day=1)
    labels = dict(LINES)
    words, channels = dict(COMPONENTS), dict(channel_choices())
    context = {
        "year": year,
        "lines": [labels[line.value] for line in Line],
        "rows": [
            MonthRow(
                date_format(month, "F"),
                month,
                [whole.cell(month, line) for line in Line],
                whole.by_month[month],
                month == this_month,
            )
            for month in months_of(year)
        ],
        "sums": [whole.by_line[line] for line in Line],
        "total": whole.total,
        "overspent": [
            (labels[line.value], one.deviation, one.percent)
            for line, one in whole.by_line.items()
            if one.deviation and one.percent is not None and one.percent >= OVERSPENT_PERCENT
        ],
        "components": [ComponentRow(words[share.component.value], share) for share in components_of(entries)],
        "beyond": _beyond(request, entries, year),
        "gaps": [
            (channels.get(gap.channel, gap.channel), gap)
            for gap in media_gaps(request.workspace, entries)
            if gap.gap is not None
        ][:WIDEST],
        "has_any": bool(entries),
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "strategy/budget.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def entry(request: WorkRequest, entry: int | None = None) -> HttpResponse:
    """Show an entry's form; by POST keep it."""
    found = get_object_or_404(BudgetEntry, pk=entry, workspace=request.workspace) if entry is not None else None
    form = BudgetForm(request.POST or None, is_new=found is None, initial=_first(request, found))
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            kept = keep_entry(
                request.actor,
                {
                    "month": clean["month"],
                    "line": clean["line"],
                    "component": clean["component"],
                    "channel": clean["channel"],
                    "what": clean["what"],
                    "planned": clean["planned"],
                    "actual": clean["actual"],
                    "planned_hours": clean["planned_hours"],
                    "actual_hours": clean["actual_hours"],
                    "rate": clean["rate"],
                },
                now=clock.now(),
                entry=found,
                months=clean.get("months") or 1,
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("“%(name)s” is in the budget.") % {"name": kept[0].what})
            month = kept[0].month
            return redirect("strategy_budget_month", request.workspace.slug, month.year, month.month)
    may_plan = request.actor.may(Permission.PLAN)
    if not may_plan:
        for field in form.fields.values():
            field.disabled = True
    context = {"form": form, "found": found, "may_plan": may_plan}
    return render(request, "strategy/budget_entry.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def remove_entry(request: WorkRequest, entry: int) -> HttpResponse:
    """Take an entry out."""
    found = get_object_or_404(BudgetEntry, pk=entry, workspace=request.workspace)
    month = found.month
    drop_entry(request.actor, found, now=clock.now())
    messages.success(request, _("“%(name)s” is no longer in the budget.") % {"name": found.what})
    return redirect("strategy_budget_month", request.workspace.slug, month.year, month.month)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def month(request: WorkRequest, year: int, number: int) -> HttpResponse:
    """Show a month's entries; by POST keep what was spent."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= 12):
        raise Http404
    first = date(year, number, 1)
    rows = rows_of_month(request.workspace, first)
    form = spending_form(rows)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {row.pk: form.cleaned_data[f"spent-{row.pk}"] for row in rows}
        try:
            changed = tell_spending(request.actor, first, told, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            said = ngettext("%(count)d line has a new figure.", "%(count)d lines have a new figure.", changed)
            messages.success(request, said % {"count": changed})
            return redirect("strategy_budget_month", request.workspace.slug, year, number)
    may_plan = request.actor.may(Permission.PLAN)
    labels, words, channels = dict(LINES), dict(COMPONENTS), dict(channel_choices())
    context = {
        "first": first,
        "rows": [
            (
                row,
                form[f"spent-{row.pk}"],
                labels[row.line],
                words.get(row.component, ""),
                channels.get(row.channel, ""),
            )
            for row in rows
        ],
        "form": form,
        "sum": year_of(entries_of(request.workspace, year), year).by_month[first],
        "may_plan": may_plan,
    }
    return render(request, "strategy/budget_month.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def staff(request: WorkRequest) -> HttpResponse:
    """Plan the year's staff hours from the hours everybody has."""
    year = year_wanted(request)
    try:
        plan_staff(request.actor, year, now=clock.now())
    except Impossible as refusal:
        messages.error(request, refusal.message)
        return redirect("strategy_capacity", request.workspace.slug)
    messages.success(request, _("The staff line of %(year)d follows the hours everybody has.") % {"year": year})
    response = redirect("strategy_budget", request.workspace.slug)
    response["Location"] += f"?{YEAR}={year}"
    return response


def year_wanted(request: WorkRequest) -> int:
    """Return the year somebody wants to see; without one the present."""
    told = request.POST.get(YEAR) or request.GET.get(YEAR, "")
    year = int(told) if told.isdigit() and len(told) == 4 else clock.now().year
    return min(max(year, FIRST_YEAR), LAST_YEAR)


def _first(request: WorkRequest, found: BudgetEntry | None) -> dict[str, object]:
    if found is None:
        told = request.GET.get("monat", "")
        line = request.GET.get("posten", "")
        return {"month": told or f"{clock.now():%Y-%m}", "months": 1, **({"line": line} if line else {})}
    names = ("line", "what", "component", "channel", "actual", "actual_hours", "rate")
    first = {name: getattr(found, name) for name in names}
    is_staff = found.line == Line.STAFF.value
    return {
        **first,
        "month": f"{found.month:%Y-%m}",
        "planned": None if is_staff else found.planned,
        "actual": None if is_staff else found.actual,
        "planned_hours": found.planned_hours if is_staff else None,
    }


def _beyond(request: WorkRequest, entries: Sequence[Entry], year: int) -> list[tuple[str, Decimal, Decimal]]:
    """Return the months whose planned staff hours are more than the team has: name, planned, there."""
    there = month_hours(hours_a_week(request.workspace))
    if not there:
        return []
    planned = dict.fromkeys(months_of(year), Decimal(0))
    for one in entries:
        planned[one.month] += one.planned_hours
    return [(date_format(month, "F"), hours, there) for month, hours in planned.items() if hours > there + 1]
