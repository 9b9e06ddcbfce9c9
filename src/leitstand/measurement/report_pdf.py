"""A report as PDF: tagged, titled, in the workspace's colour, with the same charts as on the screen."""

from collections.abc import Mapping
from dataclasses import asdict
from importlib.resources import as_file, files
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from leitstand.house.paper import as_pdf, as_pictures, as_svg
from leitstand.measurement.report_told import ChartTold, Told

WIDTH: Final = 620


def pdf_of(told: Told) -> bytes:
    """Set a report; labels speak the language that is active, which is that of the telling."""
    with as_file(files("leitstand.measurement").joinpath("paper/report.typ")) as template:
        return as_pdf(template, data_of(told), drawn(told))


def pictures_of(told: Told) -> list[bytes]:
    """Set a report as one picture for each page."""
    with as_file(files("leitstand.measurement").joinpath("paper/report.typ")) as template:
        return as_pictures(template, data_of(told), drawn(told))


def drawn(told: Told) -> dict[str, str]:
    """Draw every chart of a report, by its name."""
    return {one.name: as_svg(one.spec, width=WIDTH, language=told.language) for one in told.charts}


def data_of(told: Told) -> Mapping[str, object]:
    """Return what the template wants."""
    return {
        "name": told.name,
        "company": told.company,
        "language": told.language,
        "note": told.note,
        "scope": told.scope,
        "period": told.period,
        "days": told.days,
        "accent": told.accent.text,
        "sentences": told.sentences,
        "conclusion": told.conclusion,
        "concluded": _("As of %(day)s") % {"day": told.concluded} if told.concluded else "",
        "decisions": [asdict(one) for one in told.decisions],
        "targets": [asdict(one) for one in told.targets],
        "figures": [
            {
                name: getattr(one, name)
                for name in (
                    "name", "value", "before", "change", "tone", "year", "change_year", "sure", "reason", "formula",
                )
            }
            for one in told.figures
        ],
        "voices": [asdict(one) for one in told.voices],
        "charts": [{"name": one.name, "title": one.title, "alt": alt_of(one)} for one in told.charts],
        "words": _words(told),
    }  # fmt: skip


def alt_of(chart: ChartTold) -> str:
    """Say a chart in words: what it shows, and every value of it."""
    return f"{chart.label}. " + "; ".join(f"{place}: {now}, {before}" for place, now, before in chart.rows)


def _words(told: Told) -> dict[str, object]:
    return {
        "at_a_glance": _("At a glance"),
        "conclusion": _("Conclusion"),
        "decisions": _("Decisions"),
        "decision_head": [_("What"), _("Who"), _("Until")],
        "targets": _("Targets of the departments"),
        "target_head": [
            _("Department"), _("Goal"), _("Measured by"), _("Figure"), _("Target"), pgettext("target", "Status"),
        ],
        "figures": _("Figures"),
        "figure_head": [_("Figure"), told.period, told.before, told.year, _("How sure")],
        "voice_head": [_("Brand"), _("Mentions"), told.period, told.before, pgettext("figures", "Change")],
        "formulas": _("How the figures are worked out"),
        "frozen": frozen_note(told),
        "made": _("made on %(day)s") % {"day": told.made},
        "page": pgettext("report", "Page"),
    }  # fmt: skip


def frozen_note(told: Told) -> str:
    """Say that figures in a report stay as they were."""
    return _("The figures are those of %(day)s and stay as they were then.") % {"day": told.made}
