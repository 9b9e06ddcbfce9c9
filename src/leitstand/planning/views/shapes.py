"""What some posts have beside their text: the plan of a video, versions in other languages, a poll."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.keep_poll import count_votes, keep_poll, tell_result
from leitstand.planning.actions.plan_video import plan_video
from leitstand.planning.actions.translate_item import begin_version, mark_version
from leitstand.planning.core.polls import SAFE, results
from leitstand.planning.core.stages import LEVEL_OF, Level, Stage
from leitstand.planning.core.video import remarks_on_plan
from leitstand.planning.models import LanguageVersion, Poll
from leitstand.planning.queries import around
from leitstand.planning.queries.shapes import (
    channels_with_polls,
    masters_of,
    poll_of,
    version_behind,
    versions_of,
    video_plan_of,
)
from leitstand.planning.shape_forms import PollForm, VersionForm, VideoForm, VotesForm, words_of


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def video(request: WorkRequest, item: UUID) -> HttpResponse:
    """Show the plan of a video; by POST keep it."""
    found = around.item_of(request.workspace, item)
    plan = video_plan_of(found)
    form = VideoForm(request.POST or None, initial=VideoForm.first(plan))
    if request.method == "POST" and form.is_valid():
        try:
            plan_video(request.actor, found, form.told(), now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("planning_video", request.workspace.slug, found.pk)
    context = {
        "item": found,
        "plan": plan,
        "form": form,
        "remarks": words_of(remarks_on_plan(plan.device, plan.length, plan.quality)) if plan else [],
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "planning/video.html", context, status=422 if form.errors else 200)


@require_safe
@allow(Permission.SEE)
def languages(request: WorkRequest) -> HttpResponse:
    """Show every post that has versions, with how far each translation is."""
    return render(request, "planning/languages.html", {"masters": masters_of(request.workspace)})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def versions(request: WorkRequest, item: UUID) -> HttpResponse:
    """Show a post's versions in other languages; by POST begin one."""
    found = around.item_of(request.workspace, item)
    form = VersionForm(request.POST or None).offer(around.channel_marks(request.workspace).values())
    if request.method == "POST" and form.is_valid():
        try:
            done = begin_version(request.actor, found, form.told(), now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("“%(title)s” lies ready to be translated.") % {"title": done.item.title})
            return redirect("planning_versions", request.workspace.slug, found.pk)
    context = {
        "item": found,
        "itself": version_behind(found),
        "versions": versions_of(found),
        "form": form,
        "may_plan": request.actor.may(Permission.PLAN),
        "may_write": request.actor.may(Permission.WRITE),
    }
    return render(request, "planning/versions.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.WRITE)
def mark(request: WorkRequest, item: UUID) -> HttpResponse:
    """Say how far a translation is."""
    version = get_object_or_404(LanguageVersion, item_id=item, workspace=request.workspace)
    try:
        mark_version(request.actor, version, request.POST.get("state", ""), now=clock.now())
    except (Impossible, Invalid) as refusal:
        told = refusal.message if isinstance(refusal, Impossible) else " ".join(refusal.errors.values())
        messages.error(request, told)
    return redirect("planning_versions", request.workspace.slug, version.master_id)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def poll(request: WorkRequest, item: UUID) -> HttpResponse:
    """Show a poll and what came of it; by POST keep its answers."""
    found = around.item_of(request.workspace, item)
    kept = poll_of(found)
    form = PollForm(request.POST or None, initial=PollForm.first(kept))
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            keep_poll(request.actor, found, clean["answers"].splitlines(), days=clean["days"], now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("planning_poll", request.workspace.slug, found.pk)
    votes = VotesForm().ask(kept) if kept else None
    return _poll_page(request, item, form, votes, status=422 if form.errors else 200)


@post_only
@allow(Permission.TYPE_READINGS)
def votes(request: WorkRequest, item: UUID) -> HttpResponse:
    """Keep how people chose."""
    kept = get_object_or_404(Poll, item_id=item, workspace=request.workspace)
    form = VotesForm(request.POST).ask(kept)
    if form.is_valid():
        try:
            count_votes(request.actor, kept, form.votes, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Counted."))
            return redirect("planning_poll", request.workspace.slug, item)
    return _poll_page(request, item, PollForm(initial=PollForm.first(kept)), form, status=422)


@post_only
@allow(Permission.PLAN)
def poll_result(request: WorkRequest, item: UUID) -> HttpResponse:
    """Plan the post that tells what came of a poll."""
    kept = get_object_or_404(Poll, item_id=item, workspace=request.workspace)
    try:
        done = tell_result(request.actor, kept, now=clock.now())
    except Impossible as refusal:
        messages.error(request, refusal.message)
        return redirect("planning_poll", request.workspace.slug, item)
    messages.success(request, _("“%(title)s” is kept as an idea.") % {"title": done.item.title})
    return redirect("planning_item", request.workspace.slug, done.item.pk)


def _poll_page(
    request: WorkRequest, item: UUID, form: PollForm, votes: VotesForm | None, *, status: int
) -> HttpResponse:
    found = around.item_of(request.workspace, item)
    kept = poll_of(found)
    marks = around.channel_marks(request.workspace)
    asking = channels_with_polls(request.workspace)
    chosen = [marks[pk] for pk in found.channel_ids if pk in marks]
    context = {
        "item": found,
        "poll": kept,
        "form": form,
        "votes": votes,
        "results": results(kept.answers, kept.votes) if kept else (),
        "total": sum(kept.votes) if kept else 0,
        "too_long": [answer for answer in kept.answers if len(answer) > SAFE] if kept else [],
        "by_itself": [mark for mark in chosen if mark.id in asking],
        "by_hand": [mark for mark in chosen if mark.id not in asking],
        "is_out": LEVEL_OF[Stage(found.stage)] is Level.MEASUREMENT,
        "may_plan": request.actor.may(Permission.PLAN),
        "may_count": request.actor.may(Permission.TYPE_READINGS),
    }
    return render(request, "planning/poll.html", context, status=status)
