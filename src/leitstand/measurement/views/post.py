"""One post: what came of it, its course over time, and typing figures in where no network tells them."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.channels.models import Channel
from leitstand.connector_kit.registry import UnknownNetwork, manifest
from leitstand.house import charts, clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Invalid
from leitstand.house.requests import WorkRequest
from leitstand.kernel.post import PostPlan
from leitstand.kernel.reading import Metric, Origin
from leitstand.measurement import queries
from leitstand.measurement.actions.type_readings import type_readings
from leitstand.measurement.core.figures import Told, interactions, latest, rate
from leitstand.measurement.forms import FiguresForm
from leitstand.measurement.labels import EXPLAINED, METRICS, ORIGINS, SURENESS
from leitstand.planning.models import Item

SHOWN = (
    Metric.IMPRESSIONS,
    Metric.REACH,
    Metric.LIKES,
    Metric.COMMENTS,
    Metric.SHARES,
    Metric.QUOTES,
    Metric.SAVES,
    Metric.CLICKS,
    Metric.VIDEO_VIEWS,
)


@require_safe
@allow(Permission.SEE_FIGURES)
def of_item(request: WorkRequest, item: UUID) -> HttpResponse:
    """Lead from a post of the plan to its figures; where it went out on several channels, to the page that lists them."""
    found = get_object_or_404(Item, pk=item, workspace=request.workspace, deleted_at=None)
    out = list(
        queries.published_posts(request.workspace).filter(item=found).values_list("pk", flat=True).order_by("pk")
    )
    if len(out) == 1:
        return redirect("measurement_post", request.workspace.slug, out[0])
    if out and found.campaign_id:
        return redirect("measurement_campaign", request.workspace.slug, found.campaign_id)
    return redirect("composer_edit", request.workspace.slug, found.pk)


@allow(Permission.SEE_FIGURES, post=Permission.TYPE_READINGS)
def post(request: WorkRequest, publication: UUID) -> HttpResponse:
    """Show a post's figures; a form takes what a person reads off the network's own page."""
    found = get_object_or_404(
        queries.published_posts(request.workspace).select_related("item", "channel", "standing", "measuring"),
        pk=publication,
    )
    now = clock.now()
    form = FiguresForm(request.POST or None, zone=request.workspace.time_zone, now=now)
    if request.method == "POST" and form.is_valid():
        try:
            type_readings(request.actor, found, form.figures(), taken_at=form.taken_at(), now=now)
        except Invalid as error:
            for name, sentence in error.errors.items():
                form.add_error(name if name in form.fields else None, sentence)
        else:
            messages.success(request, _("The figures are saved."))
            return redirect("measurement_post", request.workspace.slug, found.pk)
    readings = queries.course(found)
    told = latest(queries.told_of(found))
    tells = told_by(found.channel)
    sum_of = interactions(told, tells)
    impressions = told.get(Metric.IMPRESSIONS)
    zone = ZoneInfo(request.workspace.time_zone)
    rows = [
        {
            "at": reading.taken_at.astimezone(zone).strftime("%Y-%m-%dT%H:%M:%S"),
            "moment": reading.taken_at,
            "metric": str(METRICS[Metric(reading.metric)]),
            "value": int(reading.value),
            "origin": str(ORIGINS[Origin(reading.origin)]),
        }
        for reading in readings
        if reading.value is not None
    ]
    context = {
        "publication": found,
        "plan": PostPlan.from_json(found.content),
        "figures": [
            _figure(metric, told, tells, found.channel) for metric in SHOWN if metric in tells or metric in told
        ],
        "silent": [METRICS[metric] for metric in SHOWN if metric not in tells and metric not in told],
        "sum": sum_of,
        "sum_sureness": SURENESS[sum_of.sureness],
        "rate": rate(sum_of.value, impressions.value if impressions else None),
        "chart": charts.course([_plain(row) for row in rows], title=_("Count"), time_title=_("Point in time"))
        if len(rows) > 1
        else None,
        "rows": rows,
        "form": form,
        "measuring": getattr(found, "measuring", None),
    }
    return render(request, "measurement/post.html", context, status=422 if form.errors else 200)


def _plain(row: dict[str, object]) -> charts.Spec:
    return {"at": row["at"], "metric": row["metric"], "value": row["value"]}


def told_by(channel: Channel) -> frozenset[Metric]:
    """Return which figures the channel's network tells at all; none for a network that is not installed any more."""
    try:
        return manifest(channel.network).metrics
    except UnknownNetwork:
        return frozenset()


def _figure(metric: Metric, told: dict[Metric, Told], tells: frozenset[Metric], channel: Channel) -> dict[str, object]:
    entry = told.get(metric)
    return {
        "label": METRICS[metric],
        "value": int(entry.value) if entry and entry.value is not None else None,
        "origin": ORIGINS[entry.origin] if entry else "",
        "as_of": entry.taken_at if entry else None,
        "explain": EXPLAINED.get(metric, ""),
        "reason": _("%(network)s has not told it yet.") % {"network": channel.name}
        if metric in tells
        else _("%(network)s does not tell this figure.") % {"network": channel.name},
    }
