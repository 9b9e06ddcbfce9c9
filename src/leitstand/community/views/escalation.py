"""The ladder of escalation and what is on it."""

from datetime import time
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.community.actions.escalate import close_escalation, escalate, take_escalation
from leitstand.community.actions.keep_level import drop_level, keep_level
from leitstand.community.forms import lines_in
from leitstand.community.models import Conversation, Escalation, Level
from leitstand.community.models.escalating import TRIGGERS
from leitstand.community.views.saying import attempt, number_told
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Invalid
from leitstand.house.members import people_with
from leitstand.house.requests import WorkRequest


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.ANSWER)
def ladder(request: WorkRequest) -> HttpResponse:
    """Show the levels and what is open; by POST escalate something or change a level. `titel`, `grund`, `stufe` fill it in."""
    problem = ""
    if request.method == "POST":
        if request.POST.get("act") == "escalate":
            made: list[Escalation] = []
            problem = attempt(request, lambda: made.append(_escalate(request)))
            if made:
                return redirect("community_escalation", request.workspace.slug, made[0].pk)
        else:
            problem = attempt(request, lambda: _level(request))
            if not problem:
                return redirect("community_ladder", request.workspace.slug)
    levels = list(Level.objects.filter(workspace=request.workspace).prefetch_related("people"))
    rows = Escalation.objects.filter(workspace=request.workspace).select_related("taken_by")
    context = {
        "levels": levels,
        "open": list(rows.filter(closed_at=None)[:100]),
        "closed": list(rows.exclude(closed_at=None)[:20]),
        "conversation": _conversation(request),
        "told": request.POST if request.method == "POST" else None,
        "title": request.POST.get("title") or request.GET.get("titel", ""),
        "reason": request.POST.get("reason") or request.GET.get("grund", ""),
        "wanted": request.POST.get("level") or request.GET.get("stufe", ""),
        "people": list(people_with(request.workspace, Permission.ANSWER)),
        "triggers": TRIGGERS,
        "problem": problem,
        "may_answer": request.actor.may(Permission.ANSWER),
        "may_change": request.actor.may(Permission.APPROVE),
    }
    return render(request, "community/ladder.html", context, status=422 if problem else 200)


def _conversation(request: WorkRequest) -> Conversation | None:
    told = request.POST.get("conversation") or request.GET.get("gespraech", "")
    try:
        pk = UUID(told)
    except ValueError:
        return None
    rows = Conversation.objects.select_related("channel")
    return rows.filter(pk=pk, workspace=request.workspace).first()


def _escalate(request: WorkRequest) -> Escalation:
    told = request.POST
    return escalate(
        request.actor,
        title=told.get("title", ""),
        reason=told.get("reason", ""),
        level=number_told(request, "level") or 1,
        conversation=_conversation(request),
        now=clock.now(),
    )


def _level(request: WorkRequest) -> object:
    told, now = request.POST, clock.now()
    if told.get("act") == "drop":
        found = get_object_or_404(Level, pk=number_told(request, "id"), workspace=request.workspace)
        return drop_level(request.actor, found, now=now)
    triggers: dict[str, object] = {}
    if told.get("negative"):
        triggers["negative"] = number_told(request, "negative")
    if told.get("reach_from"):
        triggers["reach"] = number_told(request, "reach_from")
    if told.get("words", "").strip():
        triggers["keyword"] = list(lines_in(told["words"]))
    if told.get("illegal"):
        triggers["illegal"] = True
    return keep_level(
        request.actor,
        {
            "number": number_told(request, "number"),
            "name": told.get("name", ""),
            "people": [int(one) for one in told.getlist("people") if one.isdecimal()],
            "reach": told.get("reach", ""),
            "opens": _time(told.get("opens", "")),
            "closes": _time(told.get("closes", "")),
            "weekdays_only": bool(told.get("weekdays_only")),
            "minutes": number_told(request, "minutes"),
            "triggers": triggers,
            "may_decide": told.get("may_decide", ""),
        },
        now=now,
    )


def _time(told: str) -> time | None:
    if not told:
        return None
    try:
        return time.fromisoformat(told)
    except ValueError:
        raise Invalid({"opens": _("Please enter day and time.")}) from None


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.ANSWER)
def one(request: WorkRequest, escalation: int) -> HttpResponse:
    """Show one with its log; by POST take it over or close it."""
    rows = Escalation.objects.select_related("conversation__channel", "opened_by", "taken_by")
    found = get_object_or_404(rows, pk=escalation, workspace=request.workspace)
    problem = ""
    if request.method == "POST":
        if request.POST.get("act") == "take":
            problem = attempt(request, lambda: take_escalation(request.actor, found, now=clock.now()))
        else:
            outcome = request.POST.get("outcome", "")
            problem = attempt(request, lambda: close_escalation(request.actor, found, outcome=outcome, now=clock.now()))
        if not problem:
            return redirect("community_escalation", request.workspace.slug, found.pk)
    words = {
        "opened": _("opened"),
        "climbed": _("nobody took it in time: next level"),
        "taken": _("taken over"),
        "closed": _("closed"),
    }
    levels = Level.objects.filter(workspace=request.workspace, number=found.level).prefetch_related("people")
    context = {
        "escalation": found,
        "level": levels.first(),
        "log": [(entry, words[entry.what]) for entry in found.entries.select_related("person")],
        "problem": problem,
        "may_answer": request.actor.may(Permission.ANSWER),
    }
    return render(request, "community/escalation.html", context, status=422 if problem else 200)
