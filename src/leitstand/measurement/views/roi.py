"""Return on investment by days, campaign and channel, with the rule that shares deals out; and what the guide's example says."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.house import charts
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.house.tables import TableCell, as_csv, as_file, as_workbook
from leitstand.measurement.core.attribution import Rule
from leitstand.measurement.core.costs import Cost, Slice
from leitstand.measurement.core.roi import Roi
from leitstand.measurement.models.money import RULES
from leitstand.measurement.money import Ledger, Revenue, ledger_of
from leitstand.measurement.money_asked import Asked, asked_money
from leitstand.measurement.money_words import incomplete, worth


@dataclass(frozen=True, slots=True)
class Row:
    """One campaign or channel."""

    name: str
    pk: int
    cost: Cost
    revenue: Revenue
    roi: Roi


EXAMPLE = Roi(Decimal(1000), Decimal(500))
"""The guide's case: Instagram ads in October."""


@require_safe
@allow(Permission.SEE_FIGURES)
def roi(request: WorkRequest) -> HttpResponse:
    """Show the ROI of a slice, and beside it that of each campaign and channel in the same days."""
    asked = asked_money(request)
    ledger = ledger_of(request.workspace, asked.span.first, asked.span.last, with_off=asked.with_off)
    cost, revenue = ledger.cost(asked.cut), ledger.revenue(asked.cut, asked.rule)
    found = Roi(revenue.total, cost.total)
    campaigns, channels = _by_campaign(asked, ledger), _by_channel(asked, ledger)
    context = {
        "asked": asked,
        "cost": cost,
        "revenue": revenue,
        "roi": found,
        "sentence": worth(found, cost),
        "incomplete": incomplete(cost) if cost.lines else "",
        "missing": [next(iter(sorted(group))) for group in cost.missing],
        "campaigns": campaigns,
        "channels": channels,
        "chart": _chart([*campaigns, *channels]),
        "rules": _rules(ledger, asked.cut) if asked.channel else [],
        "example": EXAMPLE,
        "may_type": request.actor.may(Permission.TYPE_READINGS),
        "here": "roi",
    }
    return render(request, "measurement/roi.html", context)


@require_safe
@allow(Permission.SEE_FIGURES)
def roi_file(request: WorkRequest, ending: str) -> HttpResponse:
    """Give the table as CSV or workbook: the slice, then each campaign and channel."""
    if ending not in ("csv", "xlsx"):
        raise Http404
    asked = asked_money(request)
    ledger = ledger_of(request.workspace, asked.span.first, asked.span.last, with_off=asked.with_off)
    head = [
        _("What"),
        _("Revenue in euro"),
        _("Cost in euro"),
        _("ROI in percent"),
        _("Revenue-to-cost ratio in percent"),
        _("Costs are complete"),
        _("Deals are owed to"),
        _("First day"),
        _("Last day"),
    ]
    whole = _row(asked.about, 0, ledger, asked.cut, asked.rule)
    lines: list[list[TableCell]] = [
        [
            one.name,
            one.roi.revenue,
            one.roi.cost,
            one.roi.percent,
            one.roi.ratio,
            _("yes") if one.cost.is_whole else _("no"),
            asked.rule_words,
            asked.span.first,
            asked.span.last,
        ]
        for one in [whole, *_by_campaign(asked, ledger), *_by_channel(asked, ledger)]
    ]
    name = f"roi.{ending}"
    if ending == "csv":
        return as_file(as_csv([head, *lines]), name)
    return as_file(as_workbook(head, lines, title="ROI", widths=[24] * len(head), freeze="B2"), name)


def _by_campaign(asked: Asked, ledger: Ledger) -> list[Row]:
    if asked.campaign is not None:
        return []
    found = [
        _row(str(one), one.pk, ledger, asked.cut_of(campaign=one.pk, channel=asked.cut.channel), asked.rule)
        for one in asked.campaigns
        if one.starts <= asked.span.last and one.ends >= asked.span.first
    ]
    return [one for one in found if one.cost.lines or one.revenue.total is not None]


def _by_channel(asked: Asked, ledger: Ledger) -> list[Row]:
    if asked.channel is not None:
        return []
    found = [
        _row(str(one), one.pk, ledger, asked.cut_of(campaign=asked.cut.campaign, channel=one.pk), asked.rule)
        for one in asked.channels
    ]
    return [one for one in found if one.cost.lines or one.revenue.total is not None]


def _row(name: str, pk: int, ledger: Ledger, cut: Slice, rule: Rule) -> Row:
    cost, revenue = ledger.cost(cut), ledger.revenue(cut, rule)
    return Row(name, pk, cost, revenue, Roi(revenue.total, cost.total))


def _rules(ledger: Ledger, cut: Slice) -> list[tuple[str, Revenue, Roi]]:
    """Return what a channel is owed by each rule."""
    cost = ledger.cost(cut).total
    told = [(str(name), ledger.revenue(cut, Rule(rule))) for rule, name in RULES]
    return [(name, revenue, Roi(revenue.total, cost)) for name, revenue in told]


def _chart(rows: Sequence[Row]) -> charts.Spec | None:
    told: list[charts.Spec] = [
        {"name": one.name, "value": float(one.roi.percent)} for one in rows if one.roi.percent is not None
    ]
    if len(told) < 2:
        return None
    names = list(dict.fromkeys(str(one["name"]) for one in told))
    return charts.bars(told, names=names, title=_("ROI in percent"), name_title=_("What"))
