"""What social media costs in full: by kind and month, every line with where it comes from; typed in or read from a file."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, cast

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import number_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import charts, clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.tables import TableCell, as_csv, as_file, as_workbook
from leitstand.house.zones import day_in
from leitstand.measurement.actions.import_costs import from_plain, import_costs, look_at_costs, to_plain
from leitstand.measurement.actions.keep_money import (
    CostFields,
    MoneyFields,
    drop_money,
    keep_cost_line,
    keep_income,
    take_planned_hours,
)
from leitstand.measurement.core.costs import Kind, by_month, full_cost, touches, weight, within
from leitstand.measurement.core.costs import cents as to_cents
from leitstand.measurement.forms import PageFileForm
from leitstand.measurement.models.money import KINDS, SOURCES, CostLine, Income, Money
from leitstand.measurement.money import lines_between, own_channels, planned_hours, posts_between
from leitstand.measurement.money_asked import Asked, asked_money, campaign_span
from leitstand.measurement.money_forms import CostForm, MoneyForm
from leitstand.measurement.money_words import incomplete
from leitstand.measurement.spreadsheets import BYTES_MAX
from leitstand.planning.models import Campaign
from leitstand.planning.queries.around import campaigns_of

SALT: Final = "measurement.costs"
KEPT: Final = 3_600
A_PAGE: Final = 50


@require_safe
@allow(Permission.SEE_FIGURES)
def costs(request: WorkRequest) -> HttpResponse:
    """Show the full cost of a slice; single bills only to those who keep them, for salaries stand among them."""
    asked = asked_money(request)
    lines = lines_between(request.workspace, asked.span.first, asked.span.last)
    posts = posts_between(request.workspace, asked.span)
    cost = full_cost(lines, asked.cut, posts)
    months = [(month, parts) for month, parts in by_month(lines, asked.cut, posts) if parts]
    may_type = request.actor.may(Permission.TYPE_READINGS)
    hours = planned_hours(request.workspace, asked.span.first, asked.span.last, asked.cut.campaign)
    context = {
        "asked": asked,
        "cost": cost,
        "incomplete": incomplete(cost) if cost.lines else "",
        "missing": [next(iter(sorted(group))) for group in cost.missing],
        "kinds": [(dict(KINDS)[kind.value], part) for kind, part in cost.parts.items()],
        "months": [(month, sum(parts.values(), Decimal(0))) for month, parts in months],
        "chart": _chart(months),
        "may_type": may_type,
        "bills": _page(request, CostLine) if may_type else None,
        "incomes": list(_rows(request, Income)[:A_PAGE]) if may_type else [],
        "hours": hours if hours.posts and may_type else None,
        "here": "costs",
    }
    return render(request, "measurement/costs.html", context)


@require_safe
@allow(Permission.TYPE_READINGS)
def costs_file(request: WorkRequest, ending: str) -> HttpResponse:
    """Give every line with what of it falls into the slice, as CSV or workbook."""
    if ending not in ("csv", "xlsx"):
        raise Http404
    asked = asked_money(request)
    head, lines = _table(request, asked)
    name = f"kosten.{ending}"
    if ending == "csv":
        return as_file(as_csv([head, *lines]), name)
    return as_file(as_workbook(head, lines, title=_("Costs"), widths=[20] * len(head), freeze="A2"), name)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.TYPE_READINGS)
def bill(request: WorkRequest, line: int | None = None) -> HttpResponse:
    """Enter a bill or hours, or change it."""
    found = get_object_or_404(CostLine, pk=line, workspace=request.workspace) if line else None

    def keep(told: dict[str, object]) -> Money:
        return keep_cost_line(request.actor, cast("CostFields", told), now=clock.now(), line=found)

    return _edit(request, found, CostForm, keep=keep)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.TYPE_READINGS)
def income(request: WorkRequest, line: int | None = None) -> HttpResponse:
    """Enter revenue that no opportunity holds, or change it."""
    found = get_object_or_404(Income, pk=line, workspace=request.workspace) if line else None

    def keep(told: dict[str, object]) -> Money:
        return keep_income(request.actor, cast("MoneyFields", told), now=clock.now(), income=found)

    return _edit(request, found, MoneyForm, keep=keep)


@post_only
@allow(Permission.TYPE_READINGS)
def remove(request: WorkRequest, what: str, line: int) -> HttpResponse:
    """Take a bill or revenue out."""
    found: Money = (
        get_object_or_404(CostLine, pk=line, workspace=request.workspace)
        if what == "rechnung"
        else get_object_or_404(Income, pk=line, workspace=request.workspace)
    )
    drop_money(request.actor, found, now=clock.now())
    messages.success(request, _("The amount was deleted."))
    return redirect("measurement_costs", request.workspace.slug)


@post_only
@allow(Permission.TYPE_READINGS)
def take_hours(request: WorkRequest) -> HttpResponse:
    """Make a bill of the hours the planned posts of the slice want."""
    asked = asked_money(request)
    try:
        line = take_planned_hours(
            request.actor, asked.span.first, asked.span.last, now=clock.now(), campaign=asked.campaign
        )
    except Impossible as refusal:
        messages.error(request, refusal.message)
    else:
        told = {
            "hours": number_format(line.hours or 0, 1),
            "amount": number_format(line.amount, 2, force_grouping=True),
        }
        messages.success(request, _("Taken over: %(hours)s hours, %(amount)s €.") % told)
    back = request.POST.get("zurueck", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("measurement_costs", request.workspace.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.TYPE_READINGS)
def read_in(request: WorkRequest) -> HttpResponse:
    """Read bills from a file: first the preview, then, with one more button, they are kept."""
    if "seen" in request.POST:
        return _take(request)
    is_post = request.method == "POST"
    upload = PageFileForm(request.POST if is_post else None, request.FILES if is_post else None)
    look = None
    if is_post and upload.is_valid():
        look = look_at_costs(request.actor, upload.cleaned_data["file"].read(BYTES_MAX + 1))
    context = {
        "form": upload,
        "look": look,
        "seen": signing.dumps(to_plain(look.rows), salt=SALT, compress=True) if look and look.rows else "",
        "rows": [(row, dict(KINDS)[row.kind.value] if row.kind else _("Revenue")) for row in look.rows[:100]]
        if look
        else [],
        "total": sum((row.amount for row in look.rows if row.kind), Decimal(0)) if look else None,
        "kinds": [name for _kind, name in KINDS],
    }
    bad = upload.errors or (look is not None and look.faults)
    return render(request, "measurement/costs_import.html", context, status=422 if bad else 200)


def _take(request: WorkRequest) -> HttpResponse:
    try:
        plain = signing.loads(request.POST["seen"], salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        messages.error(request, _("The preview is too old. Please choose the file again."))
        return redirect("measurement_costs_import", request.workspace.slug)
    new, there = import_costs(request.actor, from_plain(plain), now=clock.now())
    messages.success(
        request, ngettext("%(count)s line was read in.", "%(count)s lines were read in.", new) % {"count": new}
    )
    if there:
        said = ngettext("%(count)s line stood there already.", "%(count)s lines stood there already.", there)
        messages.info(request, said % {"count": there})
    return redirect("measurement_costs", request.workspace.slug)


def _edit(
    request: WorkRequest, found: Money | None, make: type[MoneyForm], *, keep: Callable[[dict[str, object]], Money]
) -> HttpResponse:
    form = make(request.POST or None, initial=make.first_values(found) if found else _initial(request))
    form.offer(campaigns_of(request.workspace), own_channels(request.workspace))
    if request.method == "POST" and form.is_valid():
        try:
            keep(form.told())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("measurement_costs", request.workspace.slug)
    context = {"form": form, "found": found, "is_cost": make is CostForm}
    return render(request, "measurement/cost.html", context, status=422 if form.errors else 200)


def _initial(request: WorkRequest) -> dict[str, object]:
    """Begin with what the address says: a kind that is missing, a campaign with its days."""
    today = day_in(request.workspace, clock.now())
    kind = request.GET.get("art", "")
    first: dict[str, object] = {
        "kind": kind if kind in set(Kind) else Kind.AGENCY.value,
        "first": today.replace(day=1),
        "last": today,
    }
    number = request.GET.get("kampagne", "")
    campaign = (
        Campaign.objects.filter(workspace=request.workspace, pk=int(number)).first() if number.isdecimal() else None
    )
    if campaign is not None:
        span = campaign_span(request, campaign)
        first |= {"campaign": campaign.pk, "first": span.first, "last": span.last}
    return first


def _rows(request: WorkRequest, model: type[Money]) -> Sequence[Money]:
    found = model._default_manager.filter(workspace=request.workspace)  # noqa: SLF001 - Django's public name
    return cast("Sequence[Money]", found.select_related("campaign", "channel").order_by("-first", "-pk"))


def _page(request: WorkRequest, model: type[Money]) -> object:
    return Paginator(_rows(request, model), A_PAGE).get_page(request.GET.get("page"))


def _chart(months: Sequence[tuple[date, object]]) -> charts.Spec | None:
    rows: list[charts.Spec] = [
        {"week": month.isoformat(), "channel": str(dict(KINDS)[kind.value]), "value": float(amount)}
        for month, parts in months
        for kind, amount in cast("dict[Kind, Decimal]", parts).items()
    ]
    return charts.weeks(rows, title=_("Euro"), week_title=_("Month")) if rows else None


def _table(request: WorkRequest, asked: Asked) -> tuple[list[str], list[list[TableCell]]]:
    head = [
        _("Kind"),
        _("What for"),
        _("First day"),
        _("Last day"),
        _("Campaign"),
        _("Channel"),
        _("Amount in euro"),
        _("Every month"),
        _("In these days in euro"),
        _("Hours"),
        _("Where it comes from"),
    ]
    campaigns = {one.pk: str(one) for one in asked.campaigns}
    channels = {one.pk: str(one) for one in asked.channels}
    posts = posts_between(request.workspace, asked.span)
    lines: list[list[TableCell]] = []
    for line in lines_between(request.workspace, asked.span.first, asked.span.last):
        share = weight(line, asked.cut, posts)
        if share == 0 or not touches(line, asked.span.first, asked.span.last):
            continue
        part = None if share is None else to_cents(within(line, asked.span.first, asked.span.last) * share)
        lines.append(
            [
                str(dict(KINDS)[line.kind.value]),
                line.what,
                line.first,
                line.last,
                campaigns.get(line.campaign or 0, ""),
                channels.get(line.channel or 0, ""),
                line.amount,
                _("yes") if line.monthly else _("no"),
                part,
                line.hours,
                str(dict(SOURCES)[line.source.value]),
            ]
        )
    return head, lines
