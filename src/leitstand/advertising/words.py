"""Words of this room that several of its screens use."""

from collections.abc import Iterable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from leitstand.advertising.core.objectives import objectives
from leitstand.kernel.words import Words

PACES: Final[dict[str, tuple[str, "str | Promise"]]] = {
    "ahead": ("grey", _("not begun")),
    "untold": ("grey", _("no report yet")),
    "slow": ("amber", _("slower than planned")),
    "even": ("green", _("as planned")),
    "fast": ("amber", _("faster than planned")),
    "used_up": ("blue", _("budget used up")),
    "over": ("red", _("over budget")),
}
METRICS: Final[dict[str, "str | Promise"]] = {
    "spend": _("Spent in euro"),
    "impressions": _("Impressions"),
    "reach": _("Reach"),
    "clicks": _("Clicks"),
    "leads": _("Leads"),
    "conversions": _("Conversions"),
    "revenue": _("Revenue in euro"),
    "complete_views": _("Complete video views"),
}
COLUMNS: Final[dict[str, "str | Promise"]] = {
    "campaign": _("Campaign"),
    "campaign_number": _("Number of the campaign"),
    "ad": _("Advertisement"),
    "day": _("Day"),
    "first": _("First day"),
    "last": _("Last day"),
    "spend": _("Spent"),
    "currency": _("Currency"),
    "impressions": _("Impressions"),
    "reach": _("Reach"),
    "clicks": _("Clicks"),
    "leads": _("Leads"),
    "conversions": _("Conversions"),
    "revenue": _("Revenue"),
    "complete_views": _("Complete video views"),
}
FUNNELS: Final[dict[str, "str | Promise"]] = {
    "upper": pgettext_lazy("funnel", "upper"),
    "middle": pgettext_lazy("funnel", "middle"),
    "lower": pgettext_lazy("funnel", "lower"),
}
READY: Final[dict[str, tuple[str, "str | Promise"]]] = {
    "ready": ("green", _("ready")),
    "open": ("grey", _("not answered yet")),
    "missing": ("amber", _("something is missing")),
}
PROBLEMS: Final[dict[str, "str | Promise"]] = {
    "day": _("this is no day"),
    "amount": _("this is no number in the notation of the file"),
    "negative": _("a figure below 0"),
    "whole": _("a count with decimals"),
    "no_campaign": _("no campaign is named"),
    "no_days": _("no days are told"),
    "currency": _("not in euro"),
    "order": _("it ends before it begins"),
    "double": _("the file tells this twice"),
    "too_large": _("too large a figure"),
    "too_long": _("more than three years"),
}


def said(words: Words) -> str:
    """Return a sentence of a data file in the language that is active."""
    return words.said(get_language() or "de")


def choices(rows: Iterable[tuple[str, Words]]) -> list[tuple[str, str]]:
    """Return what can be chosen, in the language that is active."""
    return [(name, said(words)) for name, words in rows]


def network_name(network: str) -> str:
    """Return how an ads manager is called."""
    found = objectives().network(network)
    return found.name if found else network


def objective_name(objective: str, network: str = "") -> str:
    """Return an objective's name, with what its ads manager calls it today."""
    known = objectives()
    found, manager = known.objective(objective), known.network(network)
    if found is None:
        return objective
    called = manager.objectives.get(objective) if manager else None
    return f"{said(found.words)} → {said(called)}" if called else said(found.words)


def stage_name(objective: str) -> str:
    """Return the stage an objective belongs to."""
    known = objectives()
    found = known.objective(objective)
    return next((said(stage.words) for stage in known.stages if found and stage.id == found.stage), "")


def kpi_name(kpi: str) -> str:
    """Return a leading figure's name."""
    found = objectives().kpi(kpi)
    return said(found.words) if found else kpi
