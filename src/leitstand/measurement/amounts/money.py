"""Money: full cost and revenue from the ledger, adverts from what ads managers report."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Final

from leitstand.advertising.models import AdFigures
from leitstand.house.spans import Span
from leitstand.measurement.amounts.cuts import (
    Dimension,
    Rows,
    Slice,
)
from leitstand.measurement.core.attribution import Rule
from leitstand.measurement.core.costs import NEEDED
from leitstand.measurement.core.costs import Slice as Days
from leitstand.measurement.core.kpis import SILENT, Told
from leitstand.measurement.money import Ledger, ledger_of

MONEY: Final = frozenset({"cost", "revenue"})


def money(cut: Slice, spans: Sequence[Span]) -> dict[tuple[Span, str], Told]:
    """Return full cost and revenue of each span; all is read once."""
    ledger = ledger_of(cut.workspace, min(span.first for span in spans), max(span.last for span in spans))
    return {
        (span, name): told
        for span in spans
        for name, told in _money_told(ledger, Days(span.first, span.last, cut.campaign, cut.channel)).items()
    }


def money_of_parts(cut: Slice, span: Span, dimension: Dimension) -> Rows:
    ledger = ledger_of(cut.workspace, span.first, span.last)
    told = {name for lines in (ledger.lines, ledger.incomes) for line in lines if (name := getattr(line, dimension))}
    known = told | (ledger.campaigns_known if dimension == "campaign" else ledger.channels_known)
    cuts = {
        key: Days(span.first, span.last, *((key, cut.channel) if dimension == "campaign" else (cut.campaign, key)))
        for key in known
    }
    return {key: _money_told(ledger, days) for key, days in cuts.items()}


def _money_told(ledger: Ledger, days: Days) -> dict[str, Told]:
    """Costs are as complete as the kinds that must be told (hours, agency, tools, adverts); deals are shared out alike."""
    cost, revenue = ledger.cost(days), ledger.revenue(days, Rule.LINEAR)
    whole = Told(cost.total, len(NEEDED) - len(cost.missing), len(NEEDED), by_hand=True)
    return {
        "cost": whole if cost.total is not None else SILENT,
        "revenue": Told(revenue.total, revenue.won, revenue.won + revenue.untold, by_hand=True)
        if revenue.total is not None
        else SILENT,
    }


def advertised(cut: Slice, span: Span, names: frozenset[str], by: Dimension) -> Rows:
    """What ads managers report; a line of several days is spread over them, which is an estimate for each."""
    if by not in ("day", "campaign"):
        return {}
    rows = AdFigures.objects.filter(workspace=cut.workspace, first__lte=span.last, last__gte=span.first)
    if cut.campaign:
        rows = rows.filter(paid__campaign=cut.campaign)
    columns = {
        "ad_cost": "spend",
        "ad_revenue": "revenue",
        **{f"ad_{one}": one for one in ("impressions", "reach", "clicks")},
    }
    wanted = {name: column for name, column in columns.items() if name in names}
    found: Rows = defaultdict(dict)
    for row in rows.select_related("paid", "source"):
        days = (row.last - row.first).days + 1
        for name, column in wanted.items():
            value = getattr(row, column)
            if value is None:
                continue
            each = Told(
                Decimal(value) / days, 1, 1, row.source.at if row.source else None, by_hand=True, estimated=days > 1
            )
            for step in range(days):
                day = row.first + timedelta(days=step)
                key = day if by == "day" else row.paid.campaign_id
                if key is not None and span.first <= day <= span.last:
                    found[key][name] = found[key][name].plus(each) if name in found[key] else each
    return found
