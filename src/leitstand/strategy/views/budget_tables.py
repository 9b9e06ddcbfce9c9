"""The budget to take along, and the money for media beside the audience's time."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.requests import WorkRequest
from leitstand.house.tables import TableCell, as_csv, as_file, as_workbook
from leitstand.strategy.actions.keep_channel_times import TimeFields, keep_channel_times, take_times_from_facts
from leitstand.strategy.forms.budget import TimeForms, channel_choices
from leitstand.strategy.models import BudgetEntry, ChannelTime
from leitstand.strategy.models.budget import COMPONENTS, LINES
from leitstand.strategy.queries.budget import entries_of, media_gaps
from leitstand.strategy.views.budget import year_wanted

# An age in each of the two groups of the guide's figures 1 and 2.
AGES = ((25, "16–34"), (50, "35–64"))
WIDTHS = (10, 16, 36, 24, 22, 12, 12, 12, 14, 14, 14)


@require_safe
@allow(Permission.SEE)
def table(request: WorkRequest, kind: str) -> HttpResponse:
    """Give a year's budget as CSV or workbook."""
    year = year_wanted(request)
    name = f"{_('budget')}-{year}.{'xlsx' if kind == 'xlsx' else 'csv'}"
    if kind == "xlsx":
        data = as_workbook(headings(), lines_of(request, year), title=_("Budget"), widths=WIDTHS)
        return as_file(data, name)
    return as_file(as_csv([headings(), *lines_of(request, year)]), name)


def headings() -> list[str]:
    """Return the headings of the table."""
    return [
        _("Month"), _("Line"), _("What"), _("For"), _("Channel"), _("Planned hours"), _("Hours worked"),
        _("Cost per hour"), _("Planned in euro"), _("Spent in euro"), _("Deviation in euro"),
    ]  # fmt: skip


def lines_of(request: WorkRequest, year: int) -> Iterator[list[TableCell]]:
    """Return an entry a line."""
    labels, words, channels = dict(LINES), dict(COMPONENTS), dict(channel_choices())
    for one in BudgetEntry.objects.filter(workspace=request.workspace, month__year=year):
        yield [
            f"{one.month:%m/%Y}",
            str(labels[one.line]),
            one.what,
            str(words.get(one.component, _("All three"))),
            channels.get(one.channel, ""),
            one.planned_hours or None,
            one.actual_hours,
            one.rate,
            one.planned,
            one.actual,
            None if one.actual is None else one.actual - one.planned,
        ]


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def media(request: WorkRequest) -> HttpResponse:
    """Show each channel's share of money and time; by POST keep the times."""
    year = year_wanted(request)
    problem = ""
    first = [
        {"channel": one.channel, "amount": one.amount, "source": one.source, "as_of": one.as_of}
        for one in ChannelTime.objects.filter(workspace=request.workspace)
    ]
    forms = TimeForms(request.POST if request.method == "POST" else None, initial=first, prefix="zeit")
    if request.method == "POST" and forms.is_valid():
        told: list[TimeFields] = [
            {
                "channel": form.cleaned_data["channel"],
                "amount": form.cleaned_data["amount"],
                "source": form.cleaned_data["source"],
                "as_of": form.cleaned_data["as_of"],
            }
            for form in forms
            if form.cleaned_data.get("channel")
        ]
        try:
            keep_channel_times(request.actor, told, now=clock.now())
        except Invalid as invalid:
            problem = " ".join(invalid.errors.values())
        else:
            messages.success(request, _("The times are saved and compared."))
            return redirect("strategy_budget_media", request.workspace.slug)
    names = dict(channel_choices())
    gaps = media_gaps(request.workspace, entries_of(request.workspace, year))
    context = {
        "year": year,
        "gaps": [(names.get(gap.channel, gap.channel), gap) for gap in gaps],
        "behind": [(names.get(one.channel, one.channel), one) for one in gaps if one.gap is not None and one.gap > 0][
            :1
        ],
        "forms": forms,
        "problem": problem,
        "ages": AGES,
        "may_plan": request.actor.may(Permission.PLAN),
    }
    wrong = bool(problem) or (request.method == "POST" and not forms.is_valid())
    return render(request, "strategy/budget_media.html", context, status=422 if wrong else 200)


@post_only
@allow(Permission.PLAN)
def times_from_facts(request: WorkRequest) -> HttpResponse:
    """Take the minutes from the guide's facts."""
    age = request.POST.get("alter", "")
    try:
        take_times_from_facts(request.actor, int(age) if age.isdigit() else 0, now=clock.now())
    except Impossible as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The minutes come from the fact library, with their source and day."))
    return redirect("strategy_budget_media", request.workspace.slug)
