"""Give the plan out: as a workbook, as CSV, and as a calendar that others' calendars fetch."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.requests import WorkRequest
from leitstand.house.tokens import hash_of
from leitstand.planning import exporting
from leitstand.planning.actions.keep_feed import close_feed, open_feed
from leitstand.planning.calendars import written
from leitstand.planning.models import CalendarFeed
from leitstand.planning.queries.around import channel_marks
from leitstand.planning.queries.feed import entries_of, feed_of

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = "planning-feed"


@require_safe
@allow(Permission.SEE)
def give_out(request: WorkRequest) -> HttpResponse:
    """Show what can be taken along."""
    marks = channel_marks(request.workspace)
    feeds = CalendarFeed.objects.filter(workspace=request.workspace, person=request.actor.person).order_by("pk")
    context = {
        "feeds": [(feed, marks.get(feed.channel_id or 0)) for feed in feeds],
        "channels": marks.values(),
        "address": request.session.pop(_SHOWN, ""),
    }
    return render(request, "planning/give_out.html", context)


@require_http_methods(["POST"])
@post_only
@allow(Permission.SEE)
def new_feed(request: WorkRequest) -> HttpResponse:
    """Make an address; it is shown this once."""
    channel = request.POST.get("channel", "")
    try:
        _feed, token = open_feed(
            request.actor,
            scope=request.POST.get("scope", "all"),
            channel_id=int(channel) if channel.isascii() and channel.isdigit() else None,
            with_projects=request.POST.get("with_projects") == "1",
            now=clock.now(),
        )
    except (Impossible, Invalid) as why:
        messages.error(request, why.message if isinstance(why, Impossible) else " ".join(why.errors.values()))
    else:
        request.session[_SHOWN] = settings.PUBLIC_URL + reverse("planning_feed", args=[token])
    return redirect("planning_give_out", request.workspace.slug)


@post_only
@allow(Permission.SEE)
def end_feed(request: WorkRequest, feed: int) -> HttpResponse:
    """Close an address."""
    close_feed(request.actor, get_object_or_404(CalendarFeed, pk=feed, workspace=request.workspace), now=clock.now())
    messages.success(request, _("The address is closed."))
    return redirect("planning_give_out", request.workspace.slug)


@require_safe
@allow(Permission.SEE)
def plan_csv(request: WorkRequest) -> HttpResponseBase:
    """Stream the whole plan as CSV."""
    lines = exporting.as_csv([exporting.headings(), *exporting.lines_of(request.workspace)])
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    return _named(request, answer, "plan.csv")


@require_safe
@allow(Permission.SEE)
def plan_xlsx(request: WorkRequest) -> HttpResponseBase:
    """Hand out the whole plan as a workbook."""
    lines = exporting.lines_of(request.workspace)
    data = exporting.as_workbook(exporting.headings(), lines, title=_("Plan"), widths=exporting.WIDTHS)
    return _named(request, HttpResponse(data, content_type=_XLSX), "plan.xlsx")


@require_safe
@allow(Permission.SEE)
def projects_xlsx(request: WorkRequest) -> HttpResponseBase:
    """Hand out the plan across all channels as a workbook."""
    data = exporting.projects_workbook(request.workspace)
    return _named(request, HttpResponse(data, content_type=_XLSX), "projekte.xlsx")


@require_safe
@allow(Permission.SEE)
def template(request: WorkRequest) -> HttpResponseBase:
    """Hand out the template."""
    return _named(request, HttpResponse(exporting.template(), content_type=_XLSX), "vorlage.xlsx")


def _named(request: WorkRequest, answer: HttpResponseBase, name: str) -> HttpResponseBase:
    answer["Content-Disposition"] = f'attachment; filename="leitstand-{request.workspace.slug}-{name}"'
    return answer


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a calendar that fetches the plan; whoever has the address may."""
    found = feed_of(hash_of(token))
    if found is None:
        raise Http404
    now = clock.now()
    CalendarFeed.objects.filter(pk=found.pk).update(fetched_at=now)
    data = written(entries_of(found, now=now), name=f"Leitstand: {found.workspace}")
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=900"
    answer["Last-Modified"] = http_date(now.timestamp())
    answer["X-Robots-Tag"] = "noindex"
    return answer
