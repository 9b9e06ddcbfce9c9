"""Reports said in words: periods, changes, and the sentences of what the figures say."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from django.utils import translation
from django.utils.dates import MONTHS
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from leitstand.house.language import plain
from leitstand.kernel.words import Words
from leitstand.measurement.core.periods import Period
from leitstand.measurement.core.report import Change, Figure, Frozen, Target
from leitstand.measurement.core.report_rules import Moved, moved, said, score, unsure, untold
from leitstand.measurement.kpi_words import figure

MOST: Final = 4
"""So many figures are named in one sentence; the rest is counted, and stands in the table."""


def both(say: Callable[[], str]) -> Words | None:
    """Say something in both languages; None where there is nothing to say."""
    told = {}
    for language in ("en", "de"):
        with translation.override(language):
            told[language] = say()
    return Words(**told) if all(told.values()) else None


def spoken(words: Words | None) -> str:
    """Say words of a report in the language of the reader."""
    return words.said(plain(translation.get_language())) if words else ""


def period_name(period: Period) -> str:
    """Call a period by its name: "3rd quarter 2026" is Q3 2026."""
    if period.kind == "month":
        return f"{MONTHS[period.number]} {period.year}"
    return pgettext("period", "Q%(number)d %(year)d") % {"number": period.number, "year": period.year}


def change_text(change: Change | None) -> str:
    """Write a change with its sign; "" where there is none to tell."""
    if change is None:
        return ""
    if change.in_points:
        return _("%(points)s points") % {"points": _signed(change.amount, 1)}
    return f"{_signed(change.amount, 0)} %"


def _signed(value: Decimal, places: int) -> str:
    rounded = round(value, places)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else "±"
    return f"{sign}{number_format(abs(rounded), places, force_grouping=True)}"


def sentences_of(frozen: Frozen, period: Period) -> tuple[str, ...]:
    """Say what the figures say, in the language that is active: one sentence for each thing there is to say."""
    before, year = period_name(period.before()), period_name(period.year_before())
    now = moved(frozen.figures, lambda one: one.change)
    told = [
        *_moves(now, before),
        _targets(frozen.targets),
        _voice(frozen, before),
        _year(frozen, year),
        *_doubts(frozen),
    ]
    if not any((now.risen, now.fallen, now.steady)):
        told.insert(0, _("Nothing can be compared with %(period)s: too little is told of it.") % {"period": before})
    return tuple(one for one in told if one)


def _moves(now: Moved, before: str) -> list[str]:
    told = []
    if now.risen:
        told.append(
            pgettext("report", "Risen against %(period)s: %(list)s.")
            % {"period": before, "list": _listed(now.risen, _with_change)}
        )
    if now.fallen:
        told.append(
            pgettext("report", "Fallen against %(period)s: %(list)s.")
            % {"period": before, "list": _listed(now.fallen, _with_change)}
        )
    if now.steady:
        told.append(
            pgettext("report", "About the same: %(list)s.")
            % {"list": _listed(now.steady, lambda one: spoken(one.name))}
        )
    return told


def _with_change(one: Figure) -> str:
    told = _("%(name)s to %(value)s (%(change)s)") % {
        "name": spoken(one.name), "value": figure(one.now, one.unit), "change": change_text(one.change),
    }  # fmt: skip
    return told if one.direction != "down" else _("%(what)s – here, less is better") % {"what": told}


def _targets(targets: Sequence[Target]) -> str:
    found = score(targets)
    if not found.of:
        return ""
    told = ngettext(
        "%(met)d of %(of)d target is met.", "%(met)d of %(of)d targets are met.", found.of
    ) % {"met": len(found.met), "of": found.of}  # fmt: skip
    if found.missed:
        told += " " + _("Not met: %(list)s.") % {"list": _listed(found.missed, _missed)}
    if found.untold:
        told += " " + _("Without a figure: %(list)s.") % {
            "list": _listed(found.untold, lambda one: spoken(one.figure.name))
        }
    return told


def _missed(one: Target) -> str:
    return _("%(name)s (%(value)s, wanted: %(target)s)") % {
        "name": spoken(one.figure.name),
        "value": figure(one.figure.now, one.figure.unit),
        "target": figure(one.wanted, one.figure.unit),
    }


def _voice(frozen: Frozen, before: str) -> str:
    found = said(frozen.voices)
    if found is None:
        return ""
    told = _("Share of voice: %(now)s of what was said of us and the competitors was said of us") % {
        "now": figure(found.now, "percent")
    }
    if found.before is not None:
        told += _(", in %(period)s it was %(before)s") % {"period": before, "before": figure(found.before, "percent")}
    told += "."
    if found.rival is not None:
        told += " " + _("The competitor named most: %(name)s with %(share)s.") % {
            "name": found.rival.name, "share": figure(found.rival_now, "percent"),
        }  # fmt: skip
    return told


def _year(frozen: Frozen, year: str) -> str:
    found = moved(frozen.figures, lambda one: one.change_year)
    parts = [
        words % {"list": _listed(ones, _with_year)}
        for ones, words in ((found.risen, _("more %(list)s")), (found.fallen, _("less %(list)s")))
        if ones
    ]
    if not parts:
        return ""
    return _("Against %(period)s: %(what)s.") % {"period": year, "what": "; ".join(parts)}


def _with_year(one: Figure) -> str:
    return f"{spoken(one.name)} ({change_text(one.change_year)})"


def _doubts(frozen: Frozen) -> list[str]:
    missing, doubtful = untold(frozen), unsure(frozen)
    told = []
    if missing:
        told.append(_("Nobody tells: %(list)s.") % {"list": _listed(missing, lambda one: spoken(one.name))})
    if doubtful:
        told.append(_("Incomplete or estimated: %(list)s.") % {"list": _listed(doubtful, lambda one: spoken(one.name))})
    return told


def _listed(ones: Sequence[object], say: Callable[..., str]) -> str:
    named = [say(one) for one in ones[:MOST]]
    more = len(ones) - len(named)
    return "; ".join(named) + (ngettext(" and %(n)d more", " and %(n)d more", more) % {"n": more} if more else "")
