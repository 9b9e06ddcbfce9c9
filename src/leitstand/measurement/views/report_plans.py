"""Reports that make themselves and go out by mail."""

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
from leitstand.house.mail import mail_is_set
from leitstand.house.requests import WorkRequest
from leitstand.measurement.actions.schedule_report import schedule_report, stop_schedule
from leitstand.measurement.models.reports import ReportPlan
from leitstand.measurement.report_forms import PlanForm
from leitstand.measurement.report_scopes import kpis_of


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE_FIGURES, post=Permission.PLAN)
def plans(request: WorkRequest) -> HttpResponse:
    """Show what goes out by itself; by POST add one."""
    may_plan = request.actor.may(Permission.PLAN)
    form = PlanForm(request.POST or None).for_workspace(request.workspace) if may_plan else None
    if form is not None and request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            schedule_report(
                request.actor,
                name=told["name"],
                scope=told["scope"],
                rhythm=told["rhythm"],
                recipients=list(told["recipients"]),
                now=clock.now(),
            )
        except Invalid as wrong:
            put_errors(form, wrong)
        else:
            messages.success(request, _("The report now makes itself."))
            return redirect("measurement_report_plans", request.workspace.slug)
    rows = ReportPlan.objects.filter(workspace=request.workspace).prefetch_related("recipients")
    context = {
        "rows": [(one, (kpis_of(one.scope) or ("",))[0]) for one in rows],
        "form": form,
        "has_mail": mail_is_set(),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "measurement/report_plans.html", context, status=status)


@post_only
@allow(Permission.PLAN)
def stop(request: WorkRequest, plan: int) -> HttpResponse:
    """Stop one."""
    stop_schedule(request.actor, get_object_or_404(ReportPlan, pk=plan, workspace=request.workspace), now=clock.now())
    messages.success(request, _("It makes itself no more; the reports made so far stay."))
    return redirect("measurement_report_plans", request.workspace.slug)
