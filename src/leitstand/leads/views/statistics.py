"""The website's statistics: connect them, read them now, let go of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.leads.actions.connect_statistics import connect_statistics, disconnect_statistics
from leitstand.leads.actions.read_statistics import read_statistics
from leitstand.leads.link_forms import StatisticsForm
from leitstand.leads.models import SiteStatistics


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.MANAGE_CHANNELS)
def statistics(request: WorkRequest) -> HttpResponse:
    """Show what is connected; by POST connect one."""
    form = StatisticsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            connect_statistics(request.actor, **form.cleaned_data, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The statistics are connected; they are read once a day."))
            return redirect("leads_statistics", request.workspace.slug)
    rows = SiteStatistics.objects.filter(workspace=request.workspace).order_by("pk")
    context = {"form": form, "rows": rows}
    return render(request, "leads/statistics.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.MANAGE_CHANNELS)
def read(request: WorkRequest, statistics: int) -> HttpResponse:
    """Read one now."""
    if read_statistics(request.actor, _statistics(request, statistics), now=clock.now()):
        messages.success(request, _("The statistics were read."))
    else:
        messages.error(request, _("The statistics could not be read; the reason stands beside them."))
    return redirect("leads_statistics", request.workspace.slug)


@post_only
@allow(Permission.MANAGE_CHANNELS)
def disconnect(request: WorkRequest, statistics: int) -> HttpResponse:
    """Let go of one."""
    disconnect_statistics(request.actor, _statistics(request, statistics), now=clock.now())
    messages.success(request, _("The statistics are disconnected; what was read stays."))
    return redirect("leads_statistics", request.workspace.slug)


def _statistics(request: WorkRequest, pk: int) -> SiteStatistics:
    return get_object_or_404(SiteStatistics.objects.select_related("workspace"), pk=pk, workspace=request.workspace)
