"""Series on people: rhythm, queue, consent, departments."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.keep_series import add_turn, drop_series, drop_turn, keep_series, put_first
from leitstand.planning.actions.plan_series import plan_series
from leitstand.planning.changes import zone_of
from leitstand.planning.core.series import coverage
from leitstand.planning.models import Series, SeriesTurn
from leitstand.planning.people_forms import SeriesForm, TurnForm
from leitstand.planning.queries import people as reads
from leitstand.planning.release_words import chip
from leitstand.strategy.forms.audiences import words_in

MOST_AT_ONCE = 12


@require_safe
@allow(Permission.SEE)
def all_series(request: WorkRequest) -> HttpResponse:
    """List the series."""
    context = {"series": reads.series_of(request.workspace), "may_plan": request.actor.may(Permission.PLAN)}
    return render(request, "planning/series_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def settings(request: WorkRequest, series: int | None = None) -> HttpResponse:
    """Show a series' rhythm; by POST keep it."""
    found = get_object_or_404(Series, pk=series, workspace=request.workspace) if series is not None else None
    names = ("name", "hashtag", "every_weeks", "weekday", "at", "starts", "questions")
    first: dict[str, object] = {name: getattr(found, name) for name in names} if found else {}
    if found:
        first |= {"channels": [str(one) for one in found.channel_ids], "departments": "\n".join(found.departments)}
    else:
        first |= {"starts": clock.now().astimezone(zone_of(request.workspace)).date(), "at": "10:00"}
    form = SeriesForm(request.POST or None, initial=first)
    form.for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            kept = keep_series(
                request.actor,
                {
                    "name": clean["name"],
                    "hashtag": clean["hashtag"],
                    "every_weeks": clean["every_weeks"],
                    "weekday": clean["weekday"],
                    "at": clean["at"],
                    "starts": clean["starts"],
                    "channel_ids": form.channel_ids,
                    "departments": words_in(clean["departments"]),
                    "questions": clean["questions"],
                },
                now=clock.now(),
                series=found,
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": kept.name})
            return redirect("planning_one_series", request.workspace.slug, kept.pk)
    context = {"form": form, "found": found, "may_plan": request.actor.may(Permission.PLAN)}
    return render(request, "planning/series_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def one_series(request: WorkRequest, series: int) -> HttpResponse:
    """Show a series with its queue; by POST put somebody into the queue."""
    found = get_object_or_404(Series, pk=series, workspace=request.workspace)
    form = TurnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            add_turn(
                request.actor,
                found,
                {
                    "name": clean["name"],
                    "department": clean["department"],
                    "story": clean["story"],
                    "email": clean["email"],
                },
                now=clock.now(),
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("“%(name)s” waits in the queue.") % {"name": clean["name"]})
            return redirect("planning_one_series", request.workspace.slug, found.pk)
    today = clock.now().astimezone(zone_of(request.workspace)).date()
    turns = list(reads.turns_of(found))
    shares = coverage(found.departments, [turn.department for turn in turns])
    context = {
        "series": found,
        "form": form,
        "turns": [(turn, chip(reads.stands(turn.release, today))) for turn in turns],
        "waiting": sum(1 for turn in turns if turn.item_id is None),
        "missing": [name for name, count in shares if not count],
        "covered": [(name, count) for name, count in shares if count],
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "planning/series.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def plan(request: WorkRequest, series: int) -> HttpResponse:
    """Give the next in the queue their days."""
    found = get_object_or_404(Series, pk=series, workspace=request.workspace)
    told = request.POST.get("count", "")
    count = min(int(told), MOST_AT_ONCE) if told.isdigit() else 1
    try:
        items = plan_series(request.actor, found, count=count, now=clock.now())
    except Impossible as why:
        messages.error(request, why.message)
    else:
        told_now = ngettext("%(count)s post stands on the plan.", "%(count)s posts stand on the plan.", len(items))
        messages.success(request, told_now % {"count": len(items)})
    return redirect("planning_one_series", request.workspace.slug, found.pk)


@post_only
@allow(Permission.PLAN)
def remove(request: WorkRequest, series: int) -> HttpResponse:
    """End a series."""
    found = get_object_or_404(Series, pk=series, workspace=request.workspace)
    drop_series(request.actor, found, now=clock.now())
    messages.success(request, _("“%(name)s” was deleted.") % {"name": found.name})
    return redirect("planning_series", request.workspace.slug)


@post_only
@allow(Permission.PLAN)
def first(request: WorkRequest, turn: int) -> HttpResponse:
    """Put somebody at the head of the queue."""
    found = get_object_or_404(SeriesTurn, pk=turn, workspace=request.workspace)
    put_first(request.actor, found, now=clock.now())
    return redirect("planning_one_series", request.workspace.slug, found.series_id)


@post_only
@allow(Permission.PLAN)
def remove_turn(request: WorkRequest, turn: int) -> HttpResponse:
    """Take somebody out of the queue."""
    found = get_object_or_404(SeriesTurn, pk=turn, workspace=request.workspace)
    try:
        drop_turn(request.actor, found, now=clock.now())
    except Impossible as why:
        messages.error(request, why.message)
    else:
        messages.success(request, _("“%(name)s” was taken out.") % {"name": found.name})
    return redirect("planning_one_series", request.workspace.slug, found.series_id)
