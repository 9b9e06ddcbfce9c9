"""What is read: live streams, feeds, searches on networks, the inbox, imported files; and whether it works."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.requests import WorkRequest
from leitstand.listening.actions.keep_stream import choose_server, switch_live
from leitstand.listening.actions.take_in import MOST_WAITING, waiting
from leitstand.listening.models import SOURCE_KINDS, Stream
from leitstand.listening.queries.searches import sources_of
from leitstand.listening.queries.streams import streams_shown


@require_safe
@allow(Permission.SEE)
def sources(request: WorkRequest) -> HttpResponse:
    """Show every source by its kind; those that are heard live first."""
    rows = list(sources_of(request.workspace))
    is_full = any(row.kind == "stream" and row.stream.is_on for row in rows) and waiting() >= MOST_WAITING
    shown = streams_shown(request.workspace, rows, is_full=is_full, now=clock.now())
    groups = [(label, [row for row in rows if row.kind == kind]) for kind, label in SOURCE_KINDS if kind != "stream"]
    context = {
        "here": "sources",
        "live": [(row, shown[row.pk]) for row in rows if row.pk in shown],
        "groups": [(label, found) for label, found in groups if found],
        "may_change": request.actor.may(Permission.ANSWER),
        "may_connect": request.actor.may(Permission.MANAGE_CHANNELS),
    }
    return render(request, "listening/sources.html", context)


@post_only
@allow(Permission.ANSWER)
def live(request: WorkRequest, source: int) -> HttpResponse:
    """Listen to a source live, or no longer."""
    on = request.POST.get("on") == "1"
    switch_live(request.actor, _stream(request, source), on=on, now=clock.now())
    messages.success(request, _("Listening live begins within seconds.") if on else _("Listening live has ended."))
    return redirect("listening_sources", request.workspace.slug)


@post_only
@allow(Permission.MANAGE_CHANNELS)
def server(request: WorkRequest, source: int) -> HttpResponse:
    """Say at which server a source is heard."""
    try:
        choose_server(request.actor, _stream(request, source), request.POST.get("address", ""), now=clock.now())
    except Invalid as invalid:
        messages.error(request, " ".join(invalid.errors.values()))
    else:
        messages.success(request, _("The server is kept."))
    return redirect("listening_sources", request.workspace.slug)


def _stream(request: WorkRequest, source: int) -> Stream:
    streams = Stream.objects.select_related("source__workspace")
    return get_object_or_404(streams, source=source, source__workspace=request.workspace)
