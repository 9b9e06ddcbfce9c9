"""One figure: its course, what it is made of, where it is high and low, and which posts made it."""

from collections.abc import Mapping, Sequence
from typing import Final, get_args

from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from leitstand.channels.models import Channel
from leitstand.house import charts
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.house.spans import Span
from leitstand.measurement import queries
from leitstand.measurement.amounts import POST_COLUMNS, Dimension, by_dimension, gather
from leitstand.measurement.core.kpi_files import catalogue
from leitstand.measurement.core.kpis import Kpi, Result, Variant
from leitstand.measurement.kpi_report import Asked, asked_of, line_of, settings_of, warnings_of, weeks_of
from leitstand.measurement.kpi_words import figure, said
from leitstand.measurement.models import Standing
from leitstand.planning.models import Campaign
from leitstand.planning.models.plan import CONTENT_KINDS
from leitstand.planning.post_formats import formats_of
from leitstand.planning.post_formats import said as said_format
from leitstand.strategy.models import Goal, TargetGroup
from leitstand.strategy.queries.audiences import pillars_of

DIMENSIONS: Final[Mapping[str, "str | Promise"]] = {
    "channel": gettext_lazy("Channel"),
    "campaign": gettext_lazy("Campaign"),
    "format": gettext_lazy("Format"),
    "kind": gettext_lazy("Kind"),
    "pillar": gettext_lazy("Pillar"),
    "audience": gettext_lazy("Target group"),
    "goal": gettext_lazy("Goal"),
    "weekday": gettext_lazy("Weekday"),
}
OF_PEOPLE: Final = ("channel", "campaign")
DAYS: Final = 90
MOST: Final = 5
FEWEST: Final = 3
# Which column of a post says most of a figure, where posts are what it is made of.
_RANKED: Final = ("interactions", "clicks", "video_views", "likes", "comments", "shares", "reach", "impressions")


@require_safe
@allow(Permission.SEE_FIGURES)
def kpi(request: WorkRequest, kpi: str) -> HttpResponse:
    """Show one figure over a span: the formula with its numbers, the course by week, a breakdown, the posts behind it."""
    found = catalogue().kpis.get(kpi)
    if found is None:
        raise Http404
    settings = settings_of(request.workspace)
    asked = asked_of(request, settings, days=DAYS)
    variant = found.variant(request.GET.get("art", ""))
    weeks = weeks_of(asked.span)
    spans = (asked.span, asked.span.before(), asked.span.year_before())
    told = gather(asked.cut, [*spans, *weeks], [variant.formula])
    line = line_of(told, spans, found, variant)
    course = [(week, told.result(week, variant.formula)) for week in weeks]
    dimension = _dimension(request, variant)
    parts = _parts(request, asked, found, variant, dimension)
    best, worst = _posts(request, asked, variant)
    context = {
        "kpi": found,
        "asked": asked,
        "line": line,
        "variants": [(one.id, said(one.name) or _("usual")) for one in found.variants],
        "variant": variant,
        "sure": line.sure,
        "twice": [said(catalogue().amounts[name].name) for name in line.now.twice],
        "warnings": warnings_of([line], settings),
        "course": [(week, one, figure(one.value, found.unit)) for week, one in course],
        "chart": _chart(found, line.name, course),
        "dimension": dimension,
        "dimensions": [(name, DIMENSIONS[name]) for name in _dimensions(variant)],
        "parts": parts,
        "best": best,
        "worst": worst,
    }
    return render(request, "measurement/kpi.html", context)


def _dimensions(variant: Variant) -> tuple[str, ...]:
    amounts = catalogue().amounts
    if all(name in (*POST_COLUMNS, "posts", "followers") for name in variant.formula.amounts):
        return tuple(DIMENSIONS)
    if any(amounts[name].source == "listening" for name in variant.formula.amounts):
        return ()
    return OF_PEOPLE


def _dimension(request: WorkRequest, variant: Variant) -> str:
    offered = _dimensions(variant)
    asked = request.GET.get("nach", "")
    return asked if asked in offered else (offered[0] if offered else "")


def _parts(
    request: WorkRequest, asked: Asked, kpi: Kpi, variant: Variant, dimension: str
) -> list[tuple[str, str, Result]]:
    """Return each part with its figure, the highest first; what nobody told stands at the end."""
    if dimension not in get_args(Dimension):
        return []
    found = by_dimension(asked.cut, asked.span, variant.formula, dimension)  # type: ignore[arg-type]
    names = _names(request, dimension)
    known = [(names.get(key, str(key)), figure(one.value, kpi.unit), one) for key, one in found.items()]
    if dimension == "weekday":
        order = {str(name): day for day, name in WEEKDAYS.items()}
        return sorted(known, key=lambda row: order.get(row[0], 7))
    return sorted(known, key=lambda row: (row[2].value is None, -(row[2].value or 0), row[0]))


def _names(request: WorkRequest, dimension: str) -> Mapping[object, str]:
    workspace = request.workspace
    if dimension == "channel":
        return {one.pk: str(one) for one in Channel.objects.filter(workspace=workspace)}
    if dimension == "campaign":
        return dict(Campaign.objects.filter(workspace=workspace).values_list("pk", "name"))
    if dimension == "format":
        return {one.id: said_format(one.name) for one in formats_of(workspace, archived=True)}
    if dimension == "kind":
        return {key: str(name) for key, name in CONTENT_KINDS}
    if dimension == "pillar":
        return {one.pk: one.name for one in pillars_of(workspace)}
    if dimension == "audience":
        return {one.pk: str(one) for one in TargetGroup.objects.filter(workspace=workspace)}
    if dimension == "goal":
        return dict(Goal.objects.filter(workspace=workspace).values_list("pk", "name"))
    return {day + 1: str(name) for day, name in WEEKDAYS.items()}


def _posts(request: WorkRequest, asked: Asked, variant: Variant) -> tuple[list[Standing], list[Standing]]:
    """Return the posts with most and with least of what the figure counts; none where posts are not what it is made of."""
    column = next((one for one in _RANKED if one in variant.formula.amounts), "")
    if not column:
        return [], []
    begin, end = asked.span.moments(request.workspace)
    rows = queries.reported(request.workspace).filter(published_at__gte=begin, published_at__lt=end)
    rows = rows.filter(**{f"{column}__isnull": False})
    cut = asked.cut
    wanted = {
        "channel": cut.channel,
        "publication__item__campaign": cut.campaign,
        "publication__item__pillar": cut.pillar,
        "publication__item__aim": cut.goal,
        "publication__item__post_format": cut.format,
    }
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    best = list(rows.order_by(F(column).desc(), "-published_at").values_list("pk", flat=True)[:MOST])
    worst = list(rows.exclude(pk__in=best).order_by(column, "-published_at").values_list("pk", flat=True)[:MOST])
    found = (
        queries.reported(request.workspace)
        .filter(pk__in=[*best, *worst])
        .select_related("publication__item", "publication__channel")
    )
    by_key = {one.pk: one for one in found}
    for one in by_key.values():
        one.figure = getattr(one, column)  # type: ignore[attr-defined]
    return [by_key[key] for key in best if key in by_key], [by_key[key] for key in worst if key in by_key]


def _chart(kpi: Kpi, name: str, course: Sequence[tuple[Span, Result]]) -> charts.Spec | None:
    rows: list[charts.Spec] = [
        {"week": str(week.first), "channel": name, "value": round(float(one.value), 2)}
        for week, one in course
        if one.value is not None
    ]
    return charts.weeks(rows, title=name, week_title=_("Week from")) if len(rows) > 1 else None
