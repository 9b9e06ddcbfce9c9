"""The six kinds with owners, targets and volumes; targets by channel and urgency; second persons."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.channels.queries import channels_of
from leitstand.community.actions.keep_rules import drop_target, keep_lanes, keep_rules, keep_target
from leitstand.community.clocks import span_words
from leitstand.community.core.inquiries import book
from leitstand.community.desk import desk_of, lanes_of, rules_of
from leitstand.community.inquiry_words import kinds_by_phase
from leitstand.community.models import ChannelTarget
from leitstand.community.queries.service import volumes_by_kind
from leitstand.community.rule_forms import LanesForm, RulesForm, TargetForm
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.members import people_with
from leitstand.house.requests import WorkRequest
from leitstand.house.spans import Span
from leitstand.house.zones import day_in

DAYS = 30


@require_safe
@allow(Permission.SEE)
def kinds(request: WorkRequest) -> HttpResponse:
    """Show the six kinds in their phases: what each is, who has it, its targets and how much came in."""
    today = day_in(request.workspace, clock.now())
    desk, told = desk_of(request.workspace), book()
    counts = volumes_by_kind(request.workspace, Span(today - timedelta(days=DAYS - 1), today))
    targets = ChannelTarget.objects.filter(workspace=request.workspace).select_related("channel")
    phases = [
        (
            phase,
            [
                {
                    "kind": kind,
                    "name": name,
                    "means": means,
                    "lane": desk.lanes[kind.id],
                    "first": span_words(desk.lanes[kind.id].target.first),
                    "resolve": span_words(desk.lanes[kind.id].target.resolve),
                    "count": counts[kind.id],
                }
                for kind, name, means in rows
            ],
        )
        for phase, rows in kinds_by_phase()
    ]
    context = {
        "here": "kinds",
        "phases": phases,
        "unplaced": counts[""],
        "book": told,
        "days": DAYS,
        "targets": [
            (one, span_words(one.first_minutes), span_words(one.resolve_minutes))
            for one in targets.order_by("channel__name", "urgency", "pk")
        ],
        "target_form": TargetForm(None, list(channels_of(request.workspace))),
        "rules": desk.rules,
        "has_hours": bool(desk.week.hours),
        **rights(request),
    }
    return render(request, "community/kinds.html", context)


def rights(request: WorkRequest) -> dict[str, bool]:
    """Return what decides about tabs and buttons."""
    return {
        "may_answer": request.actor.may(Permission.ANSWER),
        "may_plan": request.actor.may(Permission.PLAN),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.PLAN)
def edit_kinds(request: WorkRequest) -> HttpResponse:
    """Show owners and targets of the kinds to change; by POST keep them."""
    people = list(people_with(request.workspace, Permission.ANSWER))
    form = LanesForm(request.POST or None, lanes_of(request.workspace), people)
    if request.method == "POST" and form.is_valid():
        try:
            keep_lanes(request.actor, form.lanes(), now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Owners and times are saved; clocks that run were set anew."))
            return redirect("community_kinds", request.workspace.slug)
    rows = [(phase, [(name, form.of_kind(kind.id)) for kind, name, _m in rows]) for phase, rows in kinds_by_phase()]
    context = {"here": "kinds", "form": form, "phases": rows, **rights(request)}
    return render(request, "community/kinds_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.PLAN)
def team(request: WorkRequest) -> HttpResponse:
    """Show who needs a second person and how many answer; by POST keep it."""
    people = list(people_with(request.workspace, Permission.ANSWER))
    form = RulesForm(request.POST or None, rules_of(request.workspace), people)
    if request.method == "POST" and form.is_valid():
        try:
            keep_rules(request.actor, form.told(), now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("community_kinds", request.workspace.slug)
    context = {"here": "kinds", "form": form, **rights(request)}
    return render(request, "community/team.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def target(request: WorkRequest) -> HttpResponse:
    """Keep a target of a channel and urgency."""
    form = TargetForm(request.POST, list(channels_of(request.workspace)))
    if not form.is_valid():
        messages.error(request, " ".join(str(why) for errors in form.errors.values() for why in errors))
        return redirect("community_kinds", request.workspace.slug)
    try:
        keep_target(request.actor, form.told(), now=clock.now())
    except Invalid as invalid:
        messages.error(request, str(invalid))
    else:
        messages.success(request, _("The target is saved; clocks that run were set anew."))
    return redirect("community_kinds", request.workspace.slug)


@post_only
@allow(Permission.PLAN)
def remove_target(request: WorkRequest, target: int) -> HttpResponse:
    """Take a target out."""
    found = get_object_or_404(ChannelTarget.objects.select_related("channel"), pk=target, workspace=request.workspace)
    drop_target(request.actor, found, now=clock.now())
    return redirect("community_kinds", request.workspace.slug)
