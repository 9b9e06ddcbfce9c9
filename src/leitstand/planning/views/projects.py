"""The plan across all channels: projects, tracks and months (guide 2.2, figure 9)."""

from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.accompany_event import accompany_event
from leitstand.planning.actions.derive_posts import derive_posts, make_post
from leitstand.planning.actions.keep_line import drop_line, keep_line
from leitstand.planning.actions.keep_project import drop_project, keep_project
from leitstand.planning.actions.tick_milestone import tick_milestone
from leitstand.planning.changes import zone_of
from leitstand.planning.core.milestone_lines import month_names, write_due
from leitstand.planning.core.tracks import Track
from leitstand.planning.dates import month_name
from leitstand.planning.models import TRACKS, Item
from leitstand.planning.project_forms import AccompanyForm, DeriveForm, LineForm, ProjectForm, made_words
from leitstand.planning.queries import around
from leitstand.planning.queries.briefs import open_briefs, without_brief
from leitstand.planning.queries.projects import (
    MONTHS_SHOWN,
    line_of,
    milestone_of,
    months_from,
    project_of,
    projects_of,
    table_of,
)

FROM, TRACK, MINE = "ab", "spur", "meine"


def _today(request: WorkRequest) -> date:
    return clock.now().astimezone(zone_of(request.workspace)).date()


@require_safe
@allow(Permission.SEE)
def projects(request: WorkRequest) -> HttpResponse:
    """Show projects over six months."""
    today = _today(request)
    try:
        first = datetime.strptime(request.GET.get(FROM, ""), "%Y-%m").date()  # noqa: DTZ007 - a month, no moment
        months = months_from(first if 2000 <= first.year <= 2100 else today)
    except ValueError:
        months = months_from(today)
    track = request.GET.get(TRACK, "") if request.GET.get(TRACK) in dict(TRACKS) else ""
    mine = request.GET.get(MINE) == "1"
    person = request.actor.person.pk if mine and request.actor.person else None
    every = projects_of(request.workspace)
    kept = "".join([f"&{TRACK}={track}" if track else "", f"&{MINE}=1" if mine else ""])
    context = {
        "groups": table_of(every, months, track=track, lead=person),
        "has_any": bool(every),
        "open_briefs": open_briefs(request.workspace),
        "without_brief": without_brief(every),
        "months": [(month, month_name(month)) for month in months],
        "this_month": today.replace(day=1),
        "earlier": f"?{FROM}={_shifted(months[0], -MONTHS_SHOWN):%Y-%m}{kept}",
        "later": f"?{FROM}={_shifted(months[0], MONTHS_SHOWN):%Y-%m}{kept}",
        "now_url": f"?{kept.lstrip('&')}",
        "tracks": TRACKS,
        "track": track,
        "mine": mine,
        "from": f"{months[0]:%Y-%m}",
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "planning/projects.html", context)


def _shifted(month: date, by: int) -> date:
    number = month.year * 12 + month.month - 1 + by
    return date(number // 12, number % 12 + 1, 1)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def project(request: WorkRequest, project: int | None = None) -> HttpResponse:
    """Show a project with its tracks; by POST keep its facts."""
    found = project_of(request.workspace, project) if project is not None else None
    people = around.people_of(request.workspace).values()
    form = ProjectForm(request.POST or None, initial=ProjectForm.first(found)).offer(people)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_project(request.actor, form.told(), now=clock.now(), project=found)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": kept.name})
            return redirect("planning_project", request.workspace.slug, kept.pk)
    lines = found.lines.select_related("lead").prefetch_related("milestones__item", "items") if found else []
    context = {
        "form": form,
        "project": found,
        "briefs": found.briefs.all() if found else (),
        "wants_brief": bool(found and without_brief([found])),
        "lines": [(line, [one for one in line.items.all() if one.deleted_at is None]) for line in lines],
        "groups": sorted({one.group for one in projects_of(request.workspace) if one.group}),
        "sources": (Track.WEB.value, Track.PRESS.value, Track.NEWSLETTER.value, Track.MEDIA.value),
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "planning/project.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def remove_project(request: WorkRequest, project: int) -> HttpResponse:
    """Take a project out of the plan."""
    found = project_of(request.workspace, project)
    drop_project(request.actor, found, now=clock.now())
    messages.success(request, _("“%(name)s” was deleted.") % {"name": found.name})
    return redirect("planning_projects", request.workspace.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def line(request: WorkRequest, project: int, line: int | None = None) -> HttpResponse:
    """Show what is made on a track; by POST keep it."""
    owner = project_of(request.workspace, project)
    found = line_of(request.workspace, project, line) if line is not None else None
    due = write_due(
        ((one.month, one.day, one.text) for one in (found.milestones.all() if found else ())),
        month_names(get_language() or "de"),
    )
    form = LineForm(request.POST or None, initial=LineForm.first(found, due, request.GET.get(TRACK, "")))
    form.offer(around.people_of(request.workspace).values(), today=_today(request))
    if request.method == "POST" and form.is_valid():
        try:
            keep_line(request.actor, owner, form.told(), now=clock.now(), line=found)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("planning_project", request.workspace.slug, owner.pk)
    context = {"form": form, "project": owner, "line": found, "may_plan": request.actor.may(Permission.PLAN)}
    return render(request, "planning/line.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def remove_line(request: WorkRequest, project: int, line: int) -> HttpResponse:
    """Take a line out of its project."""
    drop_line(request.actor, line_of(request.workspace, project, line), now=clock.now())
    messages.success(request, _("The line was deleted."))
    return redirect("planning_project", request.workspace.slug, project)


@post_only
@allow(Permission.PLAN)
def tick(request: WorkRequest, milestone: int) -> HttpResponse:
    """Tick what is done, or take the tick back."""
    found = milestone_of(request.workspace, milestone)
    tick_milestone(request.actor, found, is_done=request.POST.get("done") == "1", now=clock.now())
    return redirect("planning_project", request.workspace.slug, found.line.project_id)


@post_only
@allow(Permission.PLAN)
def write(request: WorkRequest, milestone: int) -> HttpResponse:
    """Make a post of what is due, and go there."""
    made = make_post(request.actor, milestone_of(request.workspace, milestone), now=clock.now())
    return redirect("planning_item", request.workspace.slug, made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.PLAN)
def derive(request: WorkRequest, project: int, line: int) -> HttpResponse:
    """Derive posts of a press release, a newsletter, a page."""
    found = line_of(request.workspace, project, line)
    first = {"title": f"{found.what or found.project.name}"[:200], "text": found.body}
    form = DeriveForm(request.POST or None, initial=first)
    form.offer(around.channel_marks(request.workspace).values())
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            made = derive_posts(
                request.actor,
                found,
                title=clean["title"],
                text=clean["text"].replace("\r\n", "\n"),
                wishes=form.wishes(zone_of(request.workspace)),
                now=clock.now(),
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, made_words(len(made)))
            return redirect("planning_project", request.workspace.slug, found.project_id)
    context = {"form": form, "project": found.project, "line": found, "note": found.link}
    return render(request, "planning/derive.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.PLAN)
def accompany(request: WorkRequest, project: int) -> HttpResponse:
    """Plan the posts before, during and after an event."""
    found = project_of(request.workspace, project)
    marks = around.channel_marks(request.workspace).values()
    form = AccompanyForm(request.POST or None).offer(found, marks, today=_today(request))
    if request.method == "POST" and form.is_valid():
        told = form.told()
        try:
            made: list[Item] = accompany_event(
                request.actor,
                found,
                chosen=told["chosen"],
                channel_ids=[int(one) for one in told["channels"]],
                now=clock.now(),
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as why:
            form.add_error(None, why.message)
        else:
            messages.success(request, made_words(len(made)))
            return redirect("planning_project", request.workspace.slug, found.pk)
    context = {"form": form, "project": found}
    return render(request, "planning/accompany.html", context, status=422 if form.errors else 200)
