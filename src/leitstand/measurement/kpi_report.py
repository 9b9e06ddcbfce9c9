"""What a page of KPIs shows: the figures of a span beside those before and a year before, each with what makes it trustworthy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from leitstand.channels.models import Channel
from leitstand.compliance.queries import unsteered
from leitstand.house import clock
from leitstand.house.models import Workspace
from leitstand.house.requests import WorkRequest
from leitstand.house.spans import Span, SpanForm, asked_span
from leitstand.measurement.amounts import Gathered, Slice, gather
from leitstand.measurement.core.kpis import Kpi, Result, Variant, offered
from leitstand.measurement.kpi_words import SURE, change_of, figure, formula_of, name_of, said, why_missing, worked
from leitstand.measurement.models.kpis import KpiSettings, usual_acts
from leitstand.planning.models import Campaign
from leitstand.planning.post_formats import formats_of
from leitstand.planning.post_formats import said as said_format
from leitstand.strategy.models import Goal
from leitstand.strategy.queries.audiences import pillars_of

DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Choice:
    """One field of the selection: its name in the address, its label, what can be chosen, what is."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    form: SpanForm
    span: Span
    cut: Slice
    choices: Sequence[Choice]

    @property
    def choices_made(self) -> bool:
        """Whether less than everything is looked at."""
        return any(one.chosen for one in self.choices)

    @property
    def query(self) -> str:
        """The same as part of an address."""
        told = [f"von={self.span.first}", f"bis={self.span.last}"]
        return "&".join([*told, *(f"{one.name}={one.chosen}" for one in self.choices if one.chosen)])


@dataclass(frozen=True, slots=True)
class Line:
    """One KPI with its figures now, before and a year before."""

    kpi: Kpi
    variant: Variant
    now: Result
    before: Result
    year: Result

    @property
    def name(self) -> str:
        """What it is called."""
        return name_of(self.kpi, self.variant)

    @property
    def value(self) -> str:
        """The figure with its unit."""
        return figure(self.now.value, self.kpi.unit)

    @property
    def value_before(self) -> str:
        """The figure of as many days before."""
        return figure(self.before.value, self.kpi.unit)

    @property
    def value_year(self) -> str:
        """The figure of the same days a year before."""
        return figure(self.year.value, self.kpi.unit)

    @property
    def change(self) -> str:
        """How it changed against the days before."""
        return change_of(self.kpi, self.now, self.before)[0]

    @property
    def change_year(self) -> str:
        """How it changed against the year before."""
        return change_of(self.kpi, self.now, self.year)[0]

    @property
    def tone(self) -> str:
        """Whether the change is good ("green"), bad ("red") or neither ("")."""
        way = change_of(self.kpi, self.now, self.before)[1]
        return "" if way == "flat" or not self.kpi.direction else "green" if way == self.kpi.direction else "red"

    @property
    def what(self) -> str:
        """What it says."""
        return said(self.kpi.what)

    @property
    def caution(self) -> str:
        """When it must not be compared."""
        return said(self.kpi.caution)

    @property
    def formula(self) -> str:
        """How it is worked out."""
        return formula_of(self.variant.formula)

    @property
    def worked(self) -> str:
        """The formula with today's figures."""
        return worked(self.variant.formula, self.now)

    @property
    def sure(self) -> str:
        """How far it can be trusted."""
        return str(SURE[self.now.sure])

    @property
    def reason(self) -> str:
        """Why there is no figure."""
        return why_missing(self.now)


def settings_of(workspace: Workspace) -> KpiSettings:
    """Return what the workspace has set; ours where it has set nothing."""
    known = KpiSettings.objects.filter(workspace=workspace).first()
    return known or KpiSettings(workspace=workspace, changed_at=clock.now())


def asked_of(request: WorkRequest, settings: KpiSettings, *, days: int = DAYS) -> Asked:
    """Read span and selection from the address; what is not ours is as if it were not asked."""
    form, span = asked_span(request, days=days)
    choices = _choices(request)
    chosen = {one.name: one.chosen for one in choices}

    def number(name: str) -> int | None:
        return int(chosen[name]) if chosen[name] else None

    cut = Slice(
        request.workspace,
        tuple(settings.acts or usual_acts()),
        channel=number("kanal"),
        campaign=number("kampagne"),
        format=chosen["format"],
        pillar=number("saeule"),
        goal=number("ziel"),
    )
    return Asked(form, span, cut, choices)


def _choices(request: WorkRequest) -> list[Choice]:
    workspace = request.workspace
    channels = Channel.objects.filter(workspace=workspace).exclude(pk__in=unsteered(workspace.pk))
    told: list[tuple[str, str, list[tuple[str, str]]]] = [
        ("kanal", _("Channel"), [(str(one.pk), str(one)) for one in channels]),
        (
            "kampagne",
            _("Campaign"),
            [(str(one.pk), one.name) for one in Campaign.objects.filter(workspace=workspace).order_by("-starts")],
        ),
        ("format", _("Format"), [(one.id, said_format(one.name)) for one in formats_of(workspace, archived=True)]),
        ("saeule", _("Pillar"), [(str(one.pk), one.name) for one in pillars_of(workspace)]),
        ("ziel", _("Goal"), [(str(one.pk), one.name) for one in Goal.objects.filter(workspace=workspace, end="")]),
    ]
    asked = request.GET
    return [
        Choice(name, label, options, asked.get(name, "") if asked.get(name) in dict(options) else "")
        for name, label, options in told
    ]


def lines_of(asked: Asked, kpis: Sequence[tuple[Kpi, Variant]]) -> list[Line]:
    """Work these KPIs out for the span, the days before and the year before."""
    spans = (asked.span, asked.span.before(), asked.span.year_before())
    told = gather(asked.cut, spans, [variant.formula for _kpi, variant in kpis]) if kpis else None
    return [line_of(told, spans, kpi, variant) for kpi, variant in kpis] if told else []


def line_of(told: Gathered, spans: Sequence[Span], kpi: Kpi, variant: Variant) -> Line:
    """Work one KPI out of what was gathered, for three spans."""
    now, before, year = (told.result(span, variant.formula) for span in spans)
    return Line(kpi, variant, now, before, year)


def usual(kpis: Sequence[Kpi], settings: KpiSettings) -> list[tuple[Kpi, Variant]]:
    """Return the KPIs that fit the workspace's stage, in their usual variant."""
    return [(kpi, kpi.variants[0]) for kpi in offered(kpis, settings.stage)]  # type: ignore[arg-type]


def warnings_of(lines: Sequence[Line], settings: KpiSettings) -> list[str]:
    """Say which figures are beyond what the workspace has set as too much."""
    found = []
    for line in lines:
        value = line.now.value
        if value is None or line.variant.id:
            continue
        if line.kpi.id == "tonality" and value >= settings.negative_from:
            found.append(
                _("The negative share is %(value)s: at or above your threshold of %(limit)s.")
                % {"value": line.value, "limit": figure(Decimal(settings.negative_from), "percent")}
            )
        if line.kpi.id == "ad_frequency" and value >= settings.fatigue_from:
            found.append(
                _("People saw an advert %(value)s times: at or above your threshold of %(limit)s they tire of it.")
                % {"value": line.value, "limit": figure(Decimal(settings.fatigue_from), "factor")}
            )
    return found


def weeks_of(span: Span) -> list[Span]:
    """Cut a span into weeks from its end back; the first one may be shorter. Beyond a year and a half, into four weeks."""
    step = 7 if span.days <= 550 else 28
    ends = [span.last - timedelta(days=step * place) for place in range(-(-span.days // step))]
    return [Span(max(span.first, end - timedelta(days=step - 1)), end) for end in reversed(ends)]


def sentence_of(lines: Sequence[Line]) -> str:
    """Say what rose and what fell most, of the KPIs that stand on enough; "" where nothing can be compared."""
    moved = [(line, change_of(line.kpi, line.now, line.before)) for line in lines]
    good = [line.name for line, (text, _way) in moved if text and line.tone == "green"]
    bad = [line.name for line, (text, _way) in moved if text and line.tone == "red"]
    if not good and not bad:
        return ""
    parts = []
    if good:
        parts.append(pgettext("figures", "Better than in the days before: %(names)s.") % {"names": ", ".join(good)})
    if bad:
        parts.append(pgettext("figures", "Worse: %(names)s.") % {"names": ", ".join(bad)})
    return " ".join(parts)
