"""Work out all that a report holds, once: the figures of a period, those before and a year before, and what they say."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final, cast

from django.db.models import Q, Sum
from django.utils import translation

from leitstand.house.models import Workspace
from leitstand.house.spans import Span
from leitstand.listening.models import DayFigures, Search
from leitstand.measurement.amounts import Gathered, Slice, gather
from leitstand.measurement.core.kpi_files import catalogue
from leitstand.measurement.core.kpis import Formula, Kpi, Term, Variant
from leitstand.measurement.core.periods import Period
from leitstand.measurement.core.report import Figure, Frozen, Point, Target, Voice
from leitstand.measurement.kpi_report import Line, line_of, settings_of, usual
from leitstand.measurement.kpi_words import formula_of, name_of, why_missing
from leitstand.measurement.models.kpis import KpiLine, usual_acts
from leitstand.measurement.report_scopes import area_of
from leitstand.measurement.report_words import both, sentences_of

INTERACTIONS: Final = Formula((Term("interactions"),))
LANGUAGES: Final = ("de", "en")


def span_of(period: Period) -> Span:
    """Return the days of a period."""
    return Span(period.first, period.last)


def freeze(workspace: Workspace, scope: str, kpis: Sequence[Kpi], period: Period) -> Frozen:
    """Work a report out and write it fast, sentences included; a fixed number of reads."""
    settings = settings_of(workspace)
    wanted = usual(kpis, settings)
    lines = _matrix(workspace, area_of(scope))
    spans = tuple(span_of(one) for one in (period, period.before(), period.year_before()))
    cut = Slice(workspace, tuple(settings.acts or usual_acts()))
    formulas = [variant.formula for _kpi, variant in [*wanted, *((kpi, variant) for _line, kpi, variant in lines)]]
    told = gather(cut, spans, [*formulas, INTERACTIONS])
    frozen = Frozen(
        figures=tuple(_figure(line_of(told, spans, kpi, variant)) for kpi, variant in wanted),
        targets=tuple(
            Target(line.area, line.goal.name, _figure(line_of(told, spans, kpi, variant)), line.target)
            for line, kpi, variant in lines
        ),
        voices=_voices(workspace, spans),
        course=_course(told, spans[0], spans[1]),
    )
    return replace(frozen, sentences=_said(frozen, period))


def _said(frozen: Frozen, period: Period) -> Mapping[str, tuple[str, ...]]:
    told = {}
    for language in LANGUAGES:
        with translation.override(language):
            told[language] = sentences_of(frozen, period)
    return told


def _matrix(workspace: Workspace, area: str) -> list[tuple[KpiLine, Kpi, Variant]]:
    lines = KpiLine.objects.filter(workspace=workspace).select_related("goal")
    lines = lines.filter(area=area) if area else lines
    kpis = catalogue().kpis
    return [(line, kpis[line.kpi], kpis[line.kpi].variant(line.variant)) for line in lines if line.kpi in kpis]


def _figure(line: Line) -> Figure:
    kpi, variant = line.kpi, line.variant
    return Figure(
        kpi=kpi.id,
        variant=variant.id,
        name=both(lambda: name_of(kpi, variant)) or kpi.name,
        unit=kpi.unit,
        direction=kpi.direction,
        now=line.now.value,
        before=line.before.value,
        year=line.year.value,
        sure=line.now.sure,
        # What is only counted says so by its name.
        formula=both(lambda: formula_of(variant.formula)) if variant.formula.under else None,
        reason=both(lambda: why_missing(line.now)),
        caution=kpi.caution,
    )


def _course(told: Gathered, now: Span, before: Span) -> tuple[Point, ...]:
    """Interactions by week, each beside the same week of the period before; the last one may be shorter."""
    pairs = zip(*(_weeks(span) for span in (now, before)), strict=False)
    points = [
        Point(place, *(told.result(week, INTERACTIONS).value for week in pair)) for place, pair in enumerate(pairs, 1)
    ]
    return tuple(points) if any(one.now is not None or one.before is not None for one in points) else ()


def _weeks(span: Span) -> list[Span]:
    starts = [span.first + timedelta(weeks=place) for place in range(-(-span.days // 7))]
    return [Span(start, min(start + timedelta(days=6), span.last)) for start in starts]


def _voices(workspace: Workspace, spans: Sequence[Span]) -> tuple[Voice, ...]:
    """How often we were named, and each competitor that is listened for; nothing without a search for a competitor."""
    searches = list(Search.objects.filter(workspace=workspace, purpose__in=("reputation", "competitor")))
    if len({one.purpose for one in searches}) < 2:
        return ()
    sums = {
        f"in_{place}": Sum("mentions", filter=Q(day__gte=span.first, day__lte=span.last))
        for place, span in enumerate(spans)
    }
    days = DayFigures.objects.filter(workspace=workspace, search__in=searches)
    rows = cast("Sequence[Mapping[str, Any]]", days.values("search").annotate(**sums).order_by())
    found = {row["search"]: [cast("int | None", row[f"in_{place}"]) for place in range(len(spans))] for row in rows}
    ends = [span.moments(workspace)[1] for span in spans]

    def counts(search: Search) -> list[int | None]:
        # Where a search ran and found nothing, nothing was said; before it was made nobody knows.
        told = found.get(search.pk, [None] * len(spans))
        return [
            (0 if search.made_at < end else None) if one is None else one for one, end in zip(told, ends, strict=True)
        ]

    ours = [
        _added(ones) for ones in zip(*(counts(one) for one in searches if one.purpose == "reputation"), strict=True)
    ]
    rivals = [Voice(one.name, False, *counts(one)) for one in searches if one.purpose == "competitor"]
    rivals.sort(key=lambda one: -(one.now or 0))
    return (Voice(workspace.name, True, *ours), *rivals)


def _added(counts: Sequence[int | None]) -> int | None:
    told = [one for one in counts if one is not None]
    return sum(told) if told else None
