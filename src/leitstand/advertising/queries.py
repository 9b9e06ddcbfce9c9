"""What the screens ask: paid campaigns with money, pace and results; the month of practising."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from leitstand.advertising.core.numbers import number
from leitstand.advertising.core.objectives import Kpi, fits, objectives
from leitstand.advertising.core.pacing import Money, Pace, pacing
from leitstand.advertising.core.plausible import Implied, Outcome, ceiling_of, cost_of_thousand, implied, outcome
from leitstand.advertising.core.practice import Booked, Month, month
from leitstand.advertising.core.results import Figures, Row, Sums, cost_of_one, sums
from leitstand.advertising.models import AdFigures, PaidCampaign, PracticeBudget, PracticeLesson
from leitstand.house.models import Workspace


@dataclass(frozen=True, slots=True)
class Look:
    """A paid campaign with everything that follows from its budget and its reports."""

    paid: PaidCampaign
    sums: Sums
    pace: Pace
    implied: Implied | None
    outcome: Outcome | None
    purchase: Decimal | None
    ceiling: Literal["off", "untold", "kept", "passed"]
    kpi: Kpi | None

    @property
    def value(self) -> Decimal | None:
        """Where the leading figure stands."""
        return self.sums.of(self.kpi.metric) if self.kpi else None

    @property
    def cost(self) -> Decimal | None:
        """What one of the leading figure cost; of money one never asks."""
        if self.kpi is None or self.kpi.id == "revenue":
            return None
        return cost_of_one(self.sums.figures.spend, self.value)

    @property
    def share(self) -> Decimal | None:
        """How much of the target is reached, in percent."""
        if self.value is None or not self.paid.target:
            return None
        return (self.value * 100 / self.paid.target).quantize(Decimal("0.1"))

    @property
    def thousand(self) -> tuple[Decimal, Literal["reach", "impressions"]] | None:
        """What 1,000 contacts cost, and what is counted as a contact: persons where they are told, else views."""
        spend = self.sums.figures.spend
        for basis in ("reach", "impressions"):
            cost = cost_of_thousand(spend, self.sums.of(basis))
            if cost is not None:
                return cost, "reach" if basis == "reach" else "impressions"
        return None

    @property
    def fits(self) -> bool:
        """Whether the leading figure measures the stage of the objective."""
        objective = objectives().objective(self.paid.objective)
        return objective is None or self.kpi is None or fits(objective, self.kpi)


def money_of(paid: PaidCampaign) -> Money:
    """Return the budget as the core reads it."""
    return Money(paid.total_budget, paid.daily_budget, paid.starts, paid.ends)


def look_at(paid: PaidCampaign, figures: Iterable[AdFigures], *, today: date) -> Look:
    """Return a paid campaign with what its rows of reports say."""
    total = sums(_row(one) for one in figures)
    spend = total.figures.spend
    purchase, ceiling = ceiling_of(spend, total.figures.conversions, paid.ceiling)
    return Look(
        paid,
        total,
        pacing(money_of(paid), spend, total.last, today=today, tolerance=number("pace_tolerance")),
        implied(paid.total_budget, paid.reach_low, paid.reach_high, benchmark=number("cost_of_thousand")),
        outcome(paid.reach_low, paid.reach_high, total.figures.reach),
        purchase,
        ceiling,
        objectives().kpi(paid.kpi),
    )


def looks(workspace: Workspace, *, today: date) -> list[Look]:
    """Return all paid campaigns, the latest first."""
    rows = list(PaidCampaign.objects.filter(workspace=workspace).select_related("campaign"))
    by_paid: dict[int, list[AdFigures]] = defaultdict(list)
    for one in AdFigures.objects.filter(workspace=workspace):
        by_paid[one.paid_id].append(one)
    return [look_at(paid, by_paid[paid.pk], today=today) for paid in rows]


def by_ad(figures: Iterable[AdFigures]) -> list[tuple[str, Sums]]:
    """Return what each advertisement brought, by what it cost; "" is what is told of the campaign as a whole."""
    found: dict[str, list[Row]] = defaultdict(list)
    for one in figures:
        found[one.ad].append(_row(one))
    told = [(ad, sums(rows)) for ad, rows in found.items()]
    return sorted(told, key=lambda pair: -(pair[1].figures.spend or Decimal(0)))


def cap_of(workspace: Workspace) -> Decimal:
    """Return what a month of practising may cost."""
    found = PracticeBudget.objects.filter(workspace=workspace).first()
    return found.cap if found else number("practice_cap")


def practice_of(workspace: Workspace, day: date) -> Month:
    """Return the month of practising a day lies in: reports, and what people noted where no report tells it."""
    told = AdFigures.objects.filter(workspace=workspace, paid__is_practice=True).exclude(spend=None)
    lessons = PracticeLesson.objects.filter(workspace=workspace).exclude(spent=None)
    spent = [Booked(one.first, one.last, one.spend or Decimal(0)) for one in told]
    spent += [Booked(one.day, one.day, one.spent or Decimal(0)) for one in lessons]
    planned = [
        Booked(paid.starts, paid.ends, money_of(paid).can_be_spent)
        for paid in PaidCampaign.objects.filter(workspace=workspace, is_practice=True)
    ]
    return month(day, cap_of(workspace), spent, planned)


def named_in_reports(workspace: Workspace, network: str) -> dict[str, PaidCampaign]:
    """Return the paid campaigns of an ads manager by every name a report may call them, without case."""
    found: dict[str, PaidCampaign] = {}
    rows: Sequence[PaidCampaign] = list(PaidCampaign.objects.filter(workspace=workspace, network=network))
    for paid in rows:
        for name in (paid.number, paid.name, *paid.known_as):
            if name:
                found.setdefault(name.casefold(), paid)
    return found


def _row(one: AdFigures) -> Row:
    told = {
        name: getattr(one, name)
        for name in ("spend", "impressions", "reach", "clicks", "leads", "conversions", "revenue", "complete_views")
    }
    return Row(one.ad, one.first, one.last, Figures(**told))
