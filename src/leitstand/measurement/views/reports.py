"""Reports: those that were made, and making one."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in
from leitstand.measurement.actions.make_report import make_report
from leitstand.measurement.core.periods import lasts, period_by
from leitstand.measurement.models.reports import Report
from leitstand.measurement.report_forms import ReportForm
from leitstand.measurement.report_scopes import kpis_of
from leitstand.measurement.report_words import period_name

SHOWN = 100


@require_safe
@allow(Permission.SEE_FIGURES)
def reports(request: WorkRequest) -> HttpResponse:
    """Show the reports, the newest period first."""
    rows = Report.objects.filter(workspace=request.workspace).select_related("made_by").defer("figures")
    context = {
        "rows": [(one, period_name(one.of), (kpis_of(one.scope) or ("",))[0]) for one in rows[:SHOWN]],
        "may_make": request.actor.may(Permission.TYPE_READINGS),
    }
    return render(request, "measurement/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.TYPE_READINGS)
def make(request: WorkRequest) -> HttpResponse:
    """Show the form; by POST make a report."""
    now = clock.now()
    today = day_in(request.workspace, now)
    initial = {"scope": request.GET.get("bereich", "alle:alle"), "period": lasts(today, "quarter", count=1)[0].key}
    form = ReportForm(request.POST or None, initial=initial).on(today)
    if request.method == "POST" and form.is_valid():
        period = period_by(form.cleaned_data["period"])
        try:
            if period is not None:
                made = make_report(
                    request.actor,
                    scope=form.cleaned_data["scope"],
                    period=period,
                    name=form.cleaned_data["name"],
                    now=now,
                )
                return redirect("measurement_report", request.workspace.slug, made.pk)
        except Invalid as wrong:
            put_errors(form, wrong)
    return render(request, "measurement/report_new.html", {"form": form}, status=422 if form.errors else 200)
