"""Segments for advertising: whom they mean, how many that is, where they are used."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.advertising.actions.keep_segment import SegmentFields, drop_segment, keep_segment
from leitstand.advertising.core.targeting import Criterion, is_too_small, least_audience, targeting
from leitstand.advertising.forms import SegmentForm
from leitstand.advertising.models import Segment
from leitstand.advertising.words import network_name, said
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest


@require_safe
@allow(Permission.SEE)
def segments(request: WorkRequest) -> HttpResponse:
    """Show all segments with their criteria and sizes."""
    rows = Segment.objects.filter(workspace=request.workspace).prefetch_related("paid")
    context = {
        "here": "segments",
        "rows": [
            (
                one,
                network_name(one.network),
                described(one),
                least_audience(one.network) if is_too_small(one.network, one.audience) else None,
                list(one.paid.all()),
            )
            for one in rows
        ],
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "advertising/segments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.PLAN)
def segment(request: WorkRequest, segment: int | None = None) -> HttpResponse:
    """Describe a segment or change it; by POST keep what was typed."""
    found = get_object_or_404(Segment, pk=segment, workspace=request.workspace) if segment is not None else None
    form = SegmentForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            keep_segment(request.actor, _told(form), now=clock.now(), segment=found)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("advertising_segments", request.workspace.slug)
    context = {"here": "segments", "segment": found, "form": form}
    return render(request, "advertising/segment.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def remove(request: WorkRequest, segment: int) -> HttpResponse:
    """Delete a segment."""
    found = get_object_or_404(Segment, pk=segment, workspace=request.workspace)
    drop_segment(request.actor, found, now=clock.now())
    messages.success(request, _("The segment was deleted."))
    return redirect("advertising_segments", request.workspace.slug)


def described(segment: Segment) -> list[tuple[str, str]]:
    """Put the criteria of a segment into words."""
    return [
        (said(criterion.words), _range(criterion, value) if criterion.kind == "range" else ", ".join(map(str, value)))
        for criterion in targeting().criteria
        if (value := segment.criteria.get(criterion.id))
    ]


def _range(criterion: Criterion, value: list[int | None]) -> str:
    low, high = value
    if high is None:
        return _("from %(low)s") % {"low": low}
    return f"{low}–{high}"


def _told(form: SegmentForm) -> SegmentFields:
    told = form.cleaned_data
    return SegmentFields(
        name=told["name"],
        network=told["network"],
        criteria=form.criteria(),
        words=form.words(),
        audience=told["audience"],
        audience_day=told["audience_day"],
        audience_source=told["audience_source"],
    )
