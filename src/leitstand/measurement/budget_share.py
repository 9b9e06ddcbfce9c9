"""Social media's share of the marketing budget, year by year, held against the usual band."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leitstand.house.models import Workspace
from leitstand.measurement.core.costs import Slice, full_cost
from leitstand.measurement.core.multiples import Place, in_band, share_of
from leitstand.measurement.core.roi_files import roi_files
from leitstand.measurement.models.money import MarketingBudget
from leitstand.measurement.money import lines_between
from leitstand.strategy.core.budget import year_of
from leitstand.strategy.queries.budget import entries_of


@dataclass(frozen=True, slots=True)
class BudgetShare:
    """A year: the whole budget, what of it is planned for social media and what was spent, each with its share and place."""

    budget: MarketingBudget
    planned: Decimal | None
    spent: Decimal | None
    planned_share: Decimal | None
    spent_share: Decimal | None
    place: Place | None


def shares_of(workspace: Workspace, today: date) -> list[BudgetShare]:
    """Return each year somebody has told a marketing budget for; the plan is judged, or what was spent where nothing is planned."""
    band, found = roi_files().band, []
    for budget in MarketingBudget.objects.filter(workspace=workspace):
        year = budget.year
        planned = year_of(entries_of(workspace, year), year).total.planned or None
        cut = Slice(date(year, 1, 1), min(date(year, 12, 31), max(today, date(year, 1, 1))))
        spent = full_cost(lines_between(workspace, cut.first, cut.last), cut, {}).total
        shares = share_of(planned, budget.amount), share_of(spent, budget.amount)
        judged = shares[0] if shares[0] is not None else shares[1]
        place = None if judged is None else in_band(judged, band.low, band.high)
        found.append(BudgetShare(budget, planned, spent, *shares, place))
    return found
