"""Figures of departments and of the guide's lists, and the matrix of departments, goals and figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.house.tables import TableCell, as_csv, as_file, as_workbook
from leitstand.measurement import queries
from leitstand.measurement.core.kpi_files import catalogue
from leitstand.measurement.core.kpis import Example, Kpi, offered
from leitstand.measurement.kpi_report import (
    Asked,
    Line,
    asked_of,
    lines_of,
    sentence_of,
    settings_of,
    usual,
    warnings_of,
)
from leitstand.measurement.kpi_words import SETS, figure, formula_of, said
from leitstand.measurement.models.kpis import KpiLine
from leitstand.measurement.report_scopes import AREA_NAMES, kpis_of
from leitstand.strategy.models.goal import AREAS


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the matrix with where it stands."""

    line: KpiLine
    figures: Line

    @property
    def target(self) -> str:
        """The target with its unit."""
        return figure(self.line.target, self.figures.kpi.unit)

    @property
    def is_met(self) -> bool | None:
        """Whether the target is met; None where there is none, or no figure."""
        value, target = self.figures.now.value, self.line.target
        if value is None or target is None:
            return None
        return value <= target if self.figures.kpi.direction == "down" else value >= target


@require_safe
@allow(Permission.SEE_FIGURES)
def matrix(request: WorkRequest) -> HttpResponse:
    """Show departments, their goals, what measures them, the target, and where each stands: the first page of reporting."""
    settings = settings_of(request.workspace)
    asked = asked_of(request, settings)
    rows = _rows(request, asked)
    context = {
        "asked": asked,
        "settings": settings,
        "areas": [(area, name, [row for row in rows if row.line.area == area]) for area, name in AREAS],
        "has_rows": bool(rows),
        "warnings": warnings_of([row.figures for row in rows], settings),
        "sets": SETS.items(),
        "departments": AREAS,
        "may_plan": request.actor.may(Permission.PLAN),
        "may_type": request.actor.may(Permission.TYPE_READINGS),
    }
    return render(request, "measurement/kpis.html", context)


def _rows(request: WorkRequest, asked: Asked) -> list[Row]:
    lines = list(KpiLine.objects.filter(workspace=request.workspace).select_related("goal", "owner"))
    kpis = catalogue().kpis
    known = [line for line in lines if line.kpi in kpis]
    told = lines_of(asked, [(kpis[line.kpi], kpis[line.kpi].variant(line.variant)) for line in known])
    return [Row(line, figures) for line, figures in zip(known, told, strict=True)]


@require_safe
@allow(Permission.SEE_FIGURES)
def board(request: WorkRequest, kind: str, name: str) -> HttpResponse:
    """Show the figures of a department or of one of the guide's lists, beside the days before and the year before."""
    settings = settings_of(request.workspace)
    title, kpis = _kpis(kind, name)
    asked = asked_of(request, settings)
    lines = lines_of(asked, usual(kpis, settings))
    begin, end = asked.span.moments(request.workspace)
    context = {
        "asked": asked,
        "kind": kind,
        "name": name,
        "title": title,
        "lines": lines,
        "sentence": sentence_of(lines),
        "warnings": warnings_of(lines, settings),
        "hidden": len(kpis) - len(lines),
        "settings": settings,
        "best": [] if asked.choices_made else list(queries.best(request.workspace, begin, end, count=5)),
        "departments": AREAS,
        "sets": SETS.items(),
    }
    return render(request, "measurement/kpi_board.html", context)


@require_safe
@allow(Permission.SEE_FIGURES)
def download(request: WorkRequest, kind: str, name: str, ending: str) -> HttpResponse:
    """Give the same out as a table."""
    settings = settings_of(request.workspace)
    title, kpis = _kpis(kind, name)
    asked = asked_of(request, settings)
    head = [
        _("Figure"), _("Unit"), f"{asked.span.first:%d.%m.%Y}–{asked.span.last:%d.%m.%Y}", _("In as many days before"),
        _("A year before"), _("How sure"), _("Worked out as"), _("Missing"),
    ]  # fmt: skip
    lines = table_of(lines_of(asked, usual(kpis, settings)))
    file = f"{kind}-{name}-{asked.span.first}-{asked.span.last}.{ending}"
    if ending == "xlsx":
        return as_file(as_workbook(head, lines, title=title, widths=(34, 8, 16, 16, 16, 24, 50, 40)), file)
    if ending == "csv":
        return as_file(as_csv([head, *lines]), file)
    raise Http404


def table_of(lines: Sequence[Line]) -> Iterator[list[TableCell]]:
    """Write the figures as cells of a table."""
    for line in lines:
        numbers: list[TableCell] = [
            None if one.value is None else round(Decimal(one.value), 2) for one in (line.now, line.before, line.year)
        ]
        unit = {"percent": "%", "euro": "€"}.get(line.kpi.unit, "")
        yield [line.name, unit, *numbers, line.sure, line.formula, line.reason]


def _kpis(kind: str, name: str) -> tuple[str, tuple[Kpi, ...]]:
    found = kpis_of(f"{kind}:{name}")
    if found is None:
        raise Http404
    return found


@require_safe
@allow(Permission.SEE_FIGURES)
def register(request: WorkRequest) -> HttpResponse:
    """Show every figure there is: what it says, how it is worked out, with examples, and from which stage it is offered."""
    settings = settings_of(request.workspace)
    amounts = catalogue().amounts
    within = {kpi.id for kpi in offered(catalogue().kpis.values(), settings.stage)}  # type: ignore[arg-type]
    context = {
        "entries": [
            (
                kpi,
                said(kpi.name),
                said(kpi.what),
                [(said(variant.name), formula_of(variant.formula)) for variant in kpi.variants],
                said(kpi.caution),
                [_example(kpi, one) for one in kpi.examples],
                [AREA_NAMES[one] for one in kpi.departments],
                kpi.id in within,
            )
            for kpi in catalogue().kpis.values()
        ],
        "amounts": [(said(one.name), said(one.what), one) for one in amounts.values()],
        "settings": settings,
    }
    return render(request, "measurement/kpi_register.html", context)


def _example(kpi: Kpi, example: Example) -> tuple[str, str, str]:
    amounts = catalogue().amounts
    told = ", ".join(
        f"{said(amounts[name].name)} {figure(value, amounts[name].unit)}" for name, value in example.told.items()
    )
    return told, figure(example.result, kpi.unit), example.source
