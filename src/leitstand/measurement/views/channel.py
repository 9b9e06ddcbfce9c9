"""One channel: followers over time, its posts, what its network tells and what it does not."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from leitstand.channels.models import Channel
from leitstand.house import charts, clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.measurement import queries
from leitstand.measurement.actions.import_page_figures import import_page_figures
from leitstand.measurement.core.figures import change, rate
from leitstand.measurement.forms import PageFileForm
from leitstand.measurement.labels import METRICS
from leitstand.measurement.spreadsheets import BYTES_MAX
from leitstand.measurement.views.post import SHOWN, told_by
from leitstand.measurement.views.results import SPANS, chosen_days


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.TYPE_READINGS)
def import_figures(request: WorkRequest, channel: int) -> HttpResponse:
    """Take a file with a page's figures; with one fault nothing is taken, and every fault is named by its line."""
    found = get_object_or_404(Channel, pk=channel, workspace=request.workspace)
    form = PageFileForm(request.POST or None, request.FILES or None)
    faults: tuple[tuple[int, str], ...] = ()
    if request.method == "POST" and form.is_valid():
        done = import_page_figures(request.actor, found, form.cleaned_data["file"].read(BYTES_MAX + 1), now=clock.now())
        faults = done.faults
        if not faults:
            told = ngettext("Figures of %(count)s day imported.", "Figures of %(count)s days imported.", done.days)
            messages.success(request, told % {"count": done.days})
            if done.ignored:
                names = ", ".join(done.ignored)
                messages.info(request, _("Columns that are not known were left out: %(names)s.") % {"names": names})
            return redirect("measurement_channel", request.workspace.slug, found.pk)
    status = 422 if faults or form.errors else 200
    context = {"channel": found, "form": form, "faults": faults}
    return render(request, "measurement/import_page.html", context, status=status)


@allow(Permission.SEE_FIGURES)
def channel(request: WorkRequest, channel: int) -> HttpResponse:
    """Show what one channel brought in a period."""
    found = get_object_or_404(Channel, pk=channel, workspace=request.workspace)
    now = clock.now()
    days = chosen_days(request)
    start = now - timedelta(days=days)
    zone = ZoneInfo(request.workspace.time_zone)
    course = queries.followers([found], start)[found.pk]
    both = queries.rate_of_told(request.workspace, start, now, channel=found)
    rows: list[charts.Spec] = [
        {"at": at.astimezone(zone).strftime("%Y-%m-%dT%H:%M:%S"), "metric": _("Followers"), "value": int(value)}
        for at, value in course
    ]
    tells = told_by(found)
    context = {
        "channel": found,
        "may_type": request.actor.may(Permission.TYPE_READINGS),
        "days": days,
        "spans": [(length, _("%(count)s days") % {"count": length}) for length in SPANS],
        "this": queries.span(request.workspace, start, now, channel=found),
        "rate": rate(*both) if both else None,
        "followers": course[-1] if course else None,
        "grown": change(course[0][1], course[-1][1]) if len(course) > 1 else None,
        "chart": charts.course(rows, title=_("Followers"), time_title=_("Point in time")) if len(rows) > 1 else None,
        "rows": rows,
        "best": list(queries.best(request.workspace, start, now, channel=found)),
        "tells": [METRICS[metric] for metric in SHOWN if metric in tells],
        "silent": [METRICS[metric] for metric in SHOWN if metric not in tells],
    }
    return render(request, "measurement/channel.html", context)
