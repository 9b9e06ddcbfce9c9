"""Job advertisements, and the stories that follow them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.keep_job import advertise, fill_job
from leitstand.planning.core.stages import LEVEL_OF, Level, Stage
from leitstand.planning.models import Item, JobAd
from leitstand.planning.people_forms import FilledForm, JobForm
from leitstand.planning.queries.people import jobs_of


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def jobs(request: WorkRequest) -> HttpResponse:
    """List the jobs; by POST advertise one."""
    form = JobForm(request.POST or None)
    form.for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            advertise(
                request.actor,
                {
                    "title": clean["title"],
                    "department": clean["department"],
                    "link": clean["link"],
                    "day": clean["day"],
                    "channel_ids": form.channel_ids,
                },
                now=clock.now(),
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The advertisement is on the plan. Come back here when the job is filled."))
            return redirect("planning_jobs", request.workspace.slug)
    context = {
        "form": form,
        "jobs": [(job, _there(job.item), _there(job.story), _still_to_come(job)) for job in jobs_of(request.workspace)],
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "planning/jobs.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def filled(request: WorkRequest, job: int) -> HttpResponse:
    """Ask who has the job; by POST plan the story."""
    found = get_object_or_404(JobAd, pk=job, workspace=request.workspace)
    form = FilledForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            story = fill_job(
                request.actor, found, name=form.cleaned_data["name"], on=form.cleaned_data["on"], now=clock.now()
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as why:
            form.add_error(None, why.message)
        else:
            messages.success(request, _("“%(title)s” is on the plan.") % {"title": story.title})
            return redirect("planning_jobs", request.workspace.slug)
    context = {"form": form, "job": found, "may_plan": request.actor.may(Permission.PLAN)}
    return render(request, "planning/job_filled.html", context, status=422 if form.errors else 200)


def _there(item: Item | None) -> Item | None:
    return item if item is not None and item.deleted_at is None else None


def _still_to_come(job: JobAd) -> bool:
    """Whether the advertisement of a filled job would still go out."""
    item = _there(job.item)
    return job.filled_on is not None and item is not None and LEVEL_OF[Stage(item.stage)] is not Level.MEASUREMENT
