"""KPIs said in words: a figure with its unit, a formula, why one is missing, how sure it is."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from leitstand.kernel.words import Words
from leitstand.measurement.core.kpi_files import catalogue
from leitstand.measurement.core.kpis import Formula, Kpi, Result, Term, Unit, Variant

DASH: Final = "–"
SETS: Final = {
    "branding": gettext_lazy("Branding"),
    "engagement": gettext_lazy("Engagement"),
    "roi": gettext_lazy("Return"),
    "marketing": gettext_lazy("Campaign report: the 14 figures"),
    "next_step": gettext_lazy("Next step beyond likes"),
}
SURE: Final = {
    "full": gettext_lazy("measured, complete"),
    "typed": gettext_lazy("typed in or imported"),
    "partial": gettext_lazy("incomplete: not everything is told"),
    "estimated": gettext_lazy("estimated"),
    "none": pgettext_lazy("figure", "not told"),
}
UNITS: Final[dict[Unit, str]] = {"percent": " %", "euro": " €"}


def said(words: Words | None) -> str:
    """Say words of the catalogue in the language of the page."""
    return words.said(get_language() or "de") if words else ""


def name_of(kpi: Kpi, variant: Variant | None = None) -> str:
    """Return the name of a KPI with that of its variant."""
    if variant is None or variant.name is None:
        return said(kpi.name)
    return f"{said(kpi.name)}, {said(variant.name)}"


def figure(value: Decimal | None, unit: Unit) -> str:
    """Write a figure with its unit; a dash where nobody told it."""
    if value is None:
        return DASH
    places = 2 if unit == "euro" else 0 if unit == "count" and value == value.to_integral_value() else 1
    return f"{number_format(round(value, places), places, force_grouping=True)}{UNITS.get(unit, '')}"


def formula_of(formula: Formula) -> str:
    """Write a formula with the names of its amounts."""
    amounts = catalogue().amounts
    return _written(formula, lambda name: said(amounts[name].name))


def worked(formula: Formula, result: Result) -> str:
    """Write a formula with the figures in it; "" where one of them is not told."""
    if not formula.under or any(value is None for value in result.inputs.values()):
        return ""
    units = catalogue().amounts
    return _written(formula, lambda name: figure(result.inputs[name], units[name].unit))


def _written(formula: Formula, name: Callable[[str], str]) -> str:
    over, under = (_terms(terms, name) for terms in (formula.over, formula.under))
    if not formula.under:
        return over
    times = f" × {number_format(formula.times, force_grouping=True)}" if formula.times != 1 else ""
    return f"{over} / {under}{times}"


def _terms(terms: tuple[Term, ...], name: Callable[[str], str]) -> str:
    text = ""
    for term in terms:
        sign = (" − " if term.minus else " + ") if text else ("−" if term.minus else "")
        text += f"{sign}{name(term.amount)}"
    return f"({text})" if len(terms) > 1 else text


def why_missing(result: Result) -> str:
    """Say why there is no figure, and what would bring it; "" where there is one."""
    if result.value is not None:
        return ""
    if result.why == "not_yet":
        return _("Not yet: what it is divided by is still zero.")
    names = ", ".join(said(catalogue().amounts[name].name) for name in result.missing)
    if result.why == "slice":
        return _("Not told for this selection: %(names)s.") % {"names": names}
    return _("Not told: %(names)s.") % {"names": names}


def change_of(kpi: Kpi, now: Result, before: Result) -> tuple[str, str]:
    """Return the change against another span as text, and "up", "down" or "flat"; percent figures change in points."""
    if now.value is None or before.value is None:
        return "", "flat"
    if kpi.unit == "percent":
        moved = now.value - before.value
        text = _("%(points)s points") % {"points": _signed(moved, 1)}
    elif before.value == 0:
        return "", "flat"
    else:
        moved = (now.value - before.value) * 100 / before.value
        text = f"{_signed(moved, 0)} %"
    return text, "up" if moved > 0 else "down" if moved < 0 else "flat"


def _signed(value: Decimal, places: int) -> str:
    rounded = round(value, places)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else "±"
    return f"{sign}{number_format(abs(rounded), places, force_grouping=True)}"
