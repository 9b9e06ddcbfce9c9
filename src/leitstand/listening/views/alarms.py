"""Alarms: which there are, which were given, and who has looked after them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.listening.actions.keep_alarm import drop_alarm, keep_alarm, look_after, pause_alarm
from leitstand.listening.forms import AlarmForm
from leitstand.listening.models import Alarm, AlarmRaised, Search

SHOWN = 50
_FIELDS = ("search", "kind", "threshold", "least", "words", "pause_hours", "by_mail")


@require_safe
@allow(Permission.SEE)
def alarms(request: WorkRequest) -> HttpResponse:
    """Show what was given, then what is set up."""
    raised = AlarmRaised.objects.filter(workspace=request.workspace).select_related("alarm__search", "seen_by")
    context = {
        "here": "alarms",
        "raised": list(raised[:SHOWN]),
        "rows": list(Alarm.objects.filter(workspace=request.workspace).select_related("search")),
        "has_searches": Search.objects.filter(workspace=request.workspace).exists(),
        "may_change": request.actor.may(Permission.ANSWER),
    }
    return render(request, "listening/alarms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def alarm(request: WorkRequest, alarm: int | None = None) -> HttpResponse:
    """Show an alarm to change it; by POST keep what was typed."""
    found = _alarm(request, alarm) if alarm is not None else None
    first = {name: getattr(found, name) for name in _FIELDS} if found else {"search": request.GET.get("suche")}
    form = AlarmForm(request.POST or None, initial=first).for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            keep_alarm(request.actor, form.told(), now=clock.now(), alarm=found)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The alarm is kept."))
            return redirect("listening_alarms", request.workspace.slug)
    return render(request, "listening/alarm.html", {"alarm": found, "form": form}, status=422 if form.errors else 200)


@post_only
@allow(Permission.ANSWER)
def pause(request: WorkRequest, alarm: int) -> HttpResponse:
    """Let an alarm rest, or wake it again."""
    found = _alarm(request, alarm)
    pause_alarm(request.actor, found, paused=found.paused_at is None, now=clock.now())
    return redirect("listening_alarms", request.workspace.slug)


@post_only
@allow(Permission.ANSWER)
def remove(request: WorkRequest, alarm: int) -> HttpResponse:
    """Delete an alarm."""
    drop_alarm(request.actor, _alarm(request, alarm), now=clock.now())
    messages.success(request, _("The alarm is deleted."))
    return redirect("listening_alarms", request.workspace.slug)


@post_only
@allow(Permission.ANSWER)
def seen(request: WorkRequest, raised: int) -> HttpResponse:
    """Say that somebody has looked after an alarm."""
    found = get_object_or_404(AlarmRaised, pk=raised, workspace=request.workspace)
    try:
        look_after(request.actor, found, request.POST.get("note", ""), now=clock.now())
    except Invalid as invalid:
        messages.error(request, " ".join(invalid.errors.values()))
    return redirect("listening_alarms", request.workspace.slug)


def _alarm(request: WorkRequest, number: int) -> Alarm:
    return get_object_or_404(Alarm, pk=number, workspace=request.workspace)
