"""A report as its readers see it, in their language: one telling for the page, the PDF, the slides and the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from leitstand.house.charts import Spec, beside
from leitstand.house.core.colour import Accent, accent_for
from leitstand.house.language import plain
from leitstand.house.models import Workspace
from leitstand.house.zones import day_in
from leitstand.measurement.core.report import Figure, Frozen, Voice, change, from_json, shares
from leitstand.measurement.core.report_rules import tone
from leitstand.measurement.kpi_words import DASH, SURE, figure
from leitstand.measurement.models.reports import Report
from leitstand.measurement.report_scopes import AREA_NAMES, area_of, kpis_of
from leitstand.measurement.report_words import change_text, period_name, spoken

BEFORE_COLOUR: Final = "#8a94a3"


@dataclass(frozen=True, slots=True)
class FigureTold:
    """One line of the table of figures, every cell ready to be read."""

    name: str
    value: str
    before: str
    change: str
    tone: str
    year: str
    change_year: str
    sure: str
    reason: str
    formula: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class TargetTold:
    """One line of the matrix. `met` in words, "" where nothing can be said."""

    area: str
    goal: str
    name: str
    value: str
    target: str
    met: str
    tone: str


@dataclass(frozen=True, slots=True)
class VoiceTold:
    """One brand: how often it was named, and its share now and before."""

    name: str
    is_own: bool
    count: str
    share: str
    share_before: str
    change: str


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """What was decided, who does it, until when."""

    text: str
    who: str
    until: str


@dataclass(frozen=True, slots=True)
class ChartTold:
    """A chart with what it says in words, and the same as a table."""

    name: str
    title: str
    label: str
    spec: Spec
    head: tuple[str, str, str]
    rows: Sequence[tuple[str, str, str]]
    numbers: Sequence[tuple[str, float | None, float | None]]


@dataclass(frozen=True, slots=True)
class Told:
    """A report in one language."""

    language: str
    name: str
    company: str
    scope: str
    period: str
    days: str
    before: str
    year: str
    made: str
    sentences: tuple[str, ...]
    conclusion: str
    concluded: str
    decisions: tuple[DecisionTold, ...]
    targets: tuple[TargetTold, ...]
    figures: tuple[FigureTold, ...]
    voices: tuple[VoiceTold, ...]
    charts: tuple[ChartTold, ...]
    accent: Accent

    @property
    def note(self) -> str:
        """Under the title: whose, about what, which days."""
        return f"{self.company} · {self.scope} · {self.period} · {self.days}"


def told_of(report: Report) -> Told:
    """Tell a report in the language that is active; figures and sentences as they were on the day it was made."""
    frozen, period, workspace = from_json(report.figures), report.of, report.workspace
    language = plain(translation.get_language())
    before, year = period_name(period.before()), period_name(period.year_before())
    accent = accent_for(workspace.accent, dark=False)
    known = kpis_of(report.scope)
    return Told(
        language=language,
        name=report.name,
        company=workspace.name,
        scope=known[0] if known and report.scope != "alle:alle" else _("All departments"),
        period=period_name(period),
        days=f"{_day(report.first)}–{_day(report.last)}",
        before=before,
        year=year,
        made=_day(day_in(workspace, report.made_at)),
        sentences=frozen.sentences.get(language, ()),
        conclusion=report.conclusion,
        concluded=_day(day_in(workspace, report.concluded_at)) if report.concluded_at else "",
        decisions=tuple(
            DecisionTold(one.text, str(one.who or ""), _day(one.until) if one.until else "")
            for one in report.decisions.all()
        ),
        targets=_targets(frozen, with_area=not area_of(report.scope)),
        figures=tuple(_figure(one) for one in frozen.figures),
        voices=_voices(frozen.voices),
        charts=tuple(
            one for one in (_course(frozen, report, accent), _voice_chart(frozen.voices, report, accent)) if one
        ),
        accent=accent,
    )


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def _figure(one: Figure) -> FigureTold:
    return FigureTold(
        name=spoken(one.name),
        value=figure(one.now, one.unit),
        before=figure(one.before, one.unit),
        change=change_text(one.change),
        tone=tone(one, one.change),
        year=figure(one.year, one.unit),
        change_year=change_text(one.change_year),
        sure=str(SURE.get(one.sure, "")),
        reason=spoken(one.reason),
        formula=spoken(one.formula),
        figure=one,
    )


def _targets(frozen: Frozen, *, with_area: bool) -> tuple[TargetTold, ...]:
    words = {
        True: (pgettext("target", "met"), "green"),
        False: (pgettext("target", "not met"), "amber"),
        None: ("", ""),
    }
    return tuple(
        TargetTold(
            str(AREA_NAMES.get(one.area, "")) if with_area else "",
            one.goal,
            spoken(one.figure.name),
            figure(one.figure.now, one.figure.unit),
            figure(one.wanted, one.figure.unit),
            *words[one.is_met],
        )
        for one in frozen.targets
    )


def _voices(voices: Sequence[Voice]) -> tuple[VoiceTold, ...]:
    told = zip(voices, shares(voices, "now"), shares(voices, "before"), strict=True)
    return tuple(
        VoiceTold(
            one.name,
            one.is_own,
            DASH if one.now is None else number_format(one.now, force_grouping=True),
            figure(now, "percent"),
            figure(before, "percent"),
            change_text(change("percent", now, before)),
        )
        for one, now, before in told
    )


def _course(frozen: Frozen, report: Report, accent: Accent) -> ChartTold | None:
    if not frozen.course:
        return None
    now, before = _series(report)
    title = _("Interactions by week")
    numbers = [(str(one.week), _number(one.now), _number(one.before)) for one in frozen.course]
    return ChartTold(
        name="course",
        title=title,
        label=_("%(title)s: %(now)s beside %(before)s") % {"title": title, "now": now, "before": before},
        spec=beside(
            _rows(numbers, (now, before)),
            colours={now: accent.ground, before: BEFORE_COLOUR},
            title=_("Interactions"),
            place_title=_("Week of the period"),
        ),
        head=(_("Week of the period"), now, before),
        rows=[(str(one.week), figure(one.now, "count"), figure(one.before, "count")) for one in frozen.course],
        numbers=numbers,
    )


def _voice_chart(voices: Sequence[Voice], report: Report, accent: Accent) -> ChartTold | None:
    if not voices or all(one is None for one in shares(voices, "now")):
        return None
    now, before = _series(report)
    title = _("Share of voice against the competitors")
    told = list(zip(voices, shares(voices, "now"), shares(voices, "before"), strict=True))
    numbers = [(one.name, _number(share), _number(earlier)) for one, share, earlier in told]
    return ChartTold(
        name="voice",
        title=title,
        label=_("%(title)s: %(now)s beside %(before)s") % {"title": title, "now": now, "before": before},
        spec=beside(
            _rows(numbers, (now, before)),
            colours={now: accent.ground, before: BEFORE_COLOUR},
            title=_("Share of voice in percent"),
            place_title=_("Brand"),
            bars=True,
        ),
        head=(_("Brand"), now, before),
        rows=[(one.name, figure(share, "percent"), figure(earlier, "percent")) for one, share, earlier in told],
        numbers=numbers,
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else round(float(value), 1)


def _series(report: Report) -> tuple[str, str]:
    return period_name(report.of), period_name(report.of.before())


def _rows(numbers: Sequence[tuple[str, float | None, float | None]], names: tuple[str, str]) -> list[Spec]:
    return [
        {"place": place, "series": name, "value": value}
        for place, *pair in numbers
        for name, value in zip(names, pair, strict=True)
        if value is not None
    ]


def usual_name(workspace: Workspace, scope: str, period: str) -> str:
    """Return how a report is called where nobody gave it a name."""
    known = kpis_of(scope)
    return _("Report %(period)s: %(scope)s") % {
        "period": period, "scope": known[0] if known and scope != "alle:alle" else _("All departments"),
    }  # fmt: skip
