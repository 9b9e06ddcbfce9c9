"""Briefs for agencies: the list, one to write, one to print; and the button that says an agency works on something."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.channels.core.platforms import platform
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.keep_brief import drop_brief, keep_brief, send_brief, want_brief
from leitstand.planning.brief_forms import BriefForm
from leitstand.planning.brief_words import MISSING_WORDS
from leitstand.planning.core.brief import GATE, missing
from leitstand.planning.models import AgencyBrief
from leitstand.planning.queries import around
from leitstand.planning.queries.projects import project_of


@require_safe
@allow(Permission.SEE)
def briefs(request: WorkRequest) -> HttpResponse:
    """List the briefs, open ones first."""
    found = AgencyBrief.objects.filter(workspace=request.workspace).select_related(
        "project", "campaign", "owner", "target_group"
    )
    rows = sorted(((one, missing(one.told())) for one in found), key=lambda row: row[0].sent_at is not None)
    return render(request, "planning/briefs.html", {"rows": rows, "may_plan": request.actor.may(Permission.PLAN)})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def brief(request: WorkRequest, brief: int | None = None) -> HttpResponse:
    """Show a brief's form with what is missing; by POST keep it."""
    found = _found(request, brief) if brief is not None else None
    first = BriefForm.first(found) if found else {"title": request.GET.get("was", "")[:200]}
    form = BriefForm(request.POST or None, workspace=request.workspace, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_brief(request.actor, form.told(), now=clock.now(), brief=found)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The brief is saved."))
            return redirect("planning_brief", request.workspace.slug, kept.pk)
    may_plan = request.actor.may(Permission.PLAN)
    if not may_plan:
        for field in form.fields.values():
            field.disabled = True
    lacking = missing(found.told()) if found else ()
    context = {
        "found": found,
        "form": form,
        "gate": [MISSING_WORDS[name] for name in lacking if name in GATE],
        "lacking": [MISSING_WORDS[name] for name in lacking if name not in GATE],
        "may_plan": may_plan,
    }
    return render(request, "planning/brief.html", context, status=422 if form.errors else 200)


@require_safe
@allow(Permission.SEE)
def paper(request: WorkRequest, brief: int) -> HttpResponse:
    """Show a brief as it is handed over, to print or to keep as PDF."""
    found = _found(request, brief)
    names = [known.name for name in found.channels if (known := platform(name)) is not None]
    context = {"found": found, "channels": names, "lacking": [MISSING_WORDS[name] for name in missing(found.told())]}
    return render(request, "planning/brief_paper.html", context)


@post_only
@allow(Permission.PLAN)
def send(request: WorkRequest, brief: int) -> HttpResponse:
    """Mark a brief as sent."""
    found = _found(request, brief)
    try:
        send_brief(request.actor, found, now=clock.now())
    except Impossible as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The brief counts as sent from today on."))
    return redirect("planning_brief", request.workspace.slug, found.pk)


@post_only
@allow(Permission.PLAN)
def remove(request: WorkRequest, brief: int) -> HttpResponse:
    """Delete a brief."""
    found = _found(request, brief)
    drop_brief(request.actor, found, now=clock.now())
    messages.success(request, _("“%(name)s” was deleted.") % {"name": found.title})
    return redirect("planning_briefs", request.workspace.slug)


@post_only
@allow(Permission.PLAN)
def want_for_project(request: WorkRequest, project: int) -> HttpResponse:
    """Say that an agency works on a project."""
    made = want_brief(request.actor, project=project_of(request.workspace, project), now=clock.now())
    return redirect("planning_brief", request.workspace.slug, made.pk)


@post_only
@allow(Permission.PLAN)
def want_for_campaign(request: WorkRequest, campaign: int) -> HttpResponse:
    """Say that an agency works on a campaign."""
    made = want_brief(request.actor, campaign=around.campaign_of(request.workspace, campaign), now=clock.now())
    return redirect("planning_brief", request.workspace.slug, made.pk)


def _found(request: WorkRequest, brief: int) -> AgencyBrief:
    return get_object_or_404(
        AgencyBrief.objects.select_related("project", "campaign", "owner", "target_group", "sent_by"),
        pk=brief,
        workspace=request.workspace,
    )
