"""How money is spoken of: steps of the journey, kinds of cost, and the sentence that says whether it was worth it."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.measurement.core.costs import PEOPLE, Cost, Kind
from leitstand.measurement.core.roi import LeadValue, Roi, Swing
from leitstand.measurement.models.money import KINDS

STEPS: Final = {
    "impressions": gettext_lazy("Impressions"),
    "clicks": gettext_lazy("Clicks"),
    "visits": gettext_lazy("Visits of the site"),
    "signups": gettext_lazy("Sign-ups"),
    "leads": gettext_lazy("Leads"),
    "conversations": gettext_lazy("Conversations with leads"),
    "followups": gettext_lazy("Follow-ups"),
    "deals": gettext_lazy("Deals"),
}
INPUTS: Final = {
    "revenue": gettext_lazy("Revenue"),
    "leads": gettext_lazy("Leads"),
    "rate": gettext_lazy("Leads that become deals"),
    "order": gettext_lazy("Average order value"),
}
KIND_WORDS: Final = dict(KINDS)


def euro(amount: Decimal) -> str:
    """Write an amount with its cents."""
    return f"{number_format(amount, 2, force_grouping=True)} €"


def typed(amount: Decimal | None) -> str:
    """Write an amount as its reader types it, for the field of a form; "" where there is none."""
    return "" if amount is None else number_format(amount, 2, use_l10n=True, force_grouping=True)


def percent(number: Decimal) -> str:
    """Write a percentage to a tenth."""
    return f"{number_format(number, 1, force_grouping=True)} %"


def group_words(group: Iterable[Kind]) -> str:
    """Name a group of costs somebody has to tell."""
    told = frozenset(group)
    return _("hours or salaries") if told == PEOPLE else ", ".join(str(KIND_WORDS[one.value]) for one in told)


def input_words(name: str) -> str:
    """Name an input of the ROI: of the list, or a kind of cost."""
    return str(INPUTS[name]) if name in INPUTS else str(KIND_WORDS[name])


def missing_words(cost: Cost) -> list[str]:
    """Name what nobody has told of the costs."""
    return [group_words(group) for group in cost.missing]


def worth(roi: Roi, cost: Cost) -> str:
    """Say whether the budget was worth it, as far as money says so."""
    if roi.verdict == "unknown" or roi.cost is None:
        return _("Whether the budget was worth it cannot be said yet: nobody has told any cost.")
    if roi.verdict == "no_revenue" or roi.revenue is None:
        return _("%(cost)s were spent. What came of it in money is not told; so there is no ROI yet.") % {
            "cost": euro(roi.cost)
        }
    told = {"cost": euro(roi.cost), "revenue": euro(roi.revenue), "roi": percent(roi.percent or Decimal(0))}
    if roi.verdict == "even":
        return _("The budget has just earned itself back: %(cost)s became %(revenue)s, an ROI of %(roi)s.") % told
    if roi.verdict == "loses":
        return _("In money the budget was not worth it: %(cost)s became %(revenue)s, an ROI of %(roi)s.") % told
    if cost.is_whole:
        return _("The budget was worth it: %(cost)s became %(revenue)s, an ROI of %(roi)s.") % told
    return (
        _("As far as costs are told, the budget was worth it: %(cost)s became %(revenue)s, an ROI of %(roi)s.") % told
    )


def incomplete(cost: Cost) -> str:
    """Say what is missing, "" where nothing is; the true return is lower, never higher."""
    if cost.is_whole:
        return ""
    missing = ", ".join(missing_words(cost))
    return _("The ROI is incomplete: nobody has told %(kinds)s. What is missing makes it lower.") % {"kinds": missing}


def lead_words(lead: LeadValue) -> str:
    """Say whether a lead was worth its cost."""
    if lead.verdict == "unknown" or lead.value is None or lead.each is None:
        return _(
            "What a lead is worth against what it cost can be said once leads, cost, order value and rate are told."
        )
    told = {"each": euro(lead.each), "value": euro(lead.value)}
    if lead.verdict == "pays":
        return _("A lead cost %(each)s and is worth %(value)s: it pays.") % told
    if lead.verdict == "even":
        return _("A lead cost %(each)s and is worth just as much.") % told
    return _("A lead cost %(each)s and is worth only %(value)s: it does not pay.") % told


def swing_words(swings: Sequence[Swing]) -> str:
    """Say what the ROI depends on most, "" where there is none."""
    if not swings:
        return ""
    first = swings[0]
    low, high = sorted((first.low, first.high))
    return _("Most depends on “%(name)s”: a fifth less or more of it, and the ROI lies at %(low)s or %(high)s.") % {
        "name": input_words(first.name),
        "low": percent(low),
        "high": percent(high),
    }
