"""Events: the list, one with its page and what it lacks, its people with updates and invitations, and its report."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.channels.queries import channels_of, sources
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in
from leitstand.leads.actions.keep_event import drop_event, keep_event, lacks, list_event
from leitstand.leads.actions.register import left_of, page_of
from leitstand.leads.actions.take_attendance import Came, take_attendance
from leitstand.leads.actions.tell_visitors import invite, list_for_outreach, send_update, updates_left
from leitstand.leads.actions.use_webinar import create_webinar, keep_webinar_tool, read_attendance_there, register_there
from leitstand.leads.core.attendance import read_attendance
from leitstand.leads.core.crm_file import NotReadable
from leitstand.leads.core.events import best_of, days_before, lead_time
from leitstand.leads.event_figures import figures
from leitstand.leads.event_forms import EventForm, OutreachForm, UpdateForm, WebinarForm
from leitstand.leads.event_queries import held_events, outreach_of, report_of, sources_of
from leitstand.leads.models import AUDIENCES, EventInvite, LeadEvent, WebinarTool
from leitstand.leads.words import COMPARED, EVENT_FIELDS

SHOWN = 300
FILE_MOST = 5_000_000


@require_safe
@allow(Permission.ANSWER)
def events(request: WorkRequest) -> HttpResponse:
    """List the events, what is to come first."""
    now = clock.now()
    rows = list(LeadEvent.objects.filter(workspace=request.workspace))
    context = {
        "here": "events",
        "coming": [one for one in reversed(rows) if one.starts is None or one.starts >= now],
        "over": [one for one in rows if one.starts is not None and one.starts < now],
        "tool": WebinarTool.objects.filter(workspace=request.workspace).first(),
        "may_manage": request.actor.may(Permission.MANAGE_WORKSPACE),
    }
    return render(request, "leads/events.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def event(request: WorkRequest, event: int | None = None) -> HttpResponse:
    """Show an event; by POST keep what was typed."""
    found = _event(request, event) if event is not None else None
    form = EventForm(request.POST or None, initial=EventForm.first(found)).for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_event(request.actor, form.told(), form.cleaned_data["tickets"], now=clock.now(), event=found)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("leads_event", request.workspace.slug, kept.pk)
    context: dict[str, object] = {"event": found, "form": form}
    if found is not None:
        address = page_of(found)
        context |= {
            "tab": "event",
            "lacks": [EVENT_FIELDS[name] for name in lacks(found)],
            "address": address,
            "addresses": [
                (one, f"{address}?k={one.pk}") for one in channels_of(request.workspace) if one.network not in sources()
            ],
            "early": _early(request, found),
            "has_tool": WebinarTool.objects.filter(workspace=request.workspace).exists(),
        }
    return render(request, "leads/event.html", context, status=422 if form.errors else 200)


def _early(request: WorkRequest, event: LeadEvent) -> dict[str, object]:
    """Say whether it is listed early enough, by the rule and by the company's own events."""
    now = clock.now()
    starts = day_in(request.workspace, event.starts) if event.starts else None
    listed: date = event.listed_on or day_in(request.workspace, now)
    days = days_before(listed, starts) if starts else None
    own = held_events(request.workspace, now=now, without=event)
    return {
        "days": days,
        "is_late": days is not None and days < figures().lead_days,
        "wanted": figures().lead_days,
        "own": lead_time(own, least=figures().events),
        "events": len(own),
        "least": figures().events,
    }


@post_only
@allow(Permission.ANSWER)
def switch(request: WorkRequest, event: int) -> HttpResponse:
    """Open or close the page."""
    found = _event(request, event)
    is_open = request.POST.get("to") == "open"
    if _tried(request, lambda: list_event(request.actor, found, is_open=is_open, now=clock.now())):
        messages.success(request, _("The page is open.") if is_open else _("The page is closed."))
    return redirect("leads_event", request.workspace.slug, found.pk)


@post_only
@allow(Permission.ANSWER)
def remove(request: WorkRequest, event: int) -> HttpResponse:
    """Delete an event."""
    drop_event(request.actor, _event(request, event), now=clock.now())
    messages.success(request, _("The event was deleted."))
    return redirect("leads_events", request.workspace.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def people(request: WorkRequest, event: int) -> HttpResponse:
    """Show who registered and what went to them; by POST send an update."""
    found = _event(request, event)
    form = UpdateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = send_update(request.actor, found, **form.cleaned_data, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as impossible:
            form.add_error(None, impossible.message)
        else:
            messages.success(
                request, _("Sent: %(sent)d, held back: %(held)d.") % {"sent": made.sent, "held": made.held_back}
            )
            return redirect("leads_event_people", request.workspace.slug, found.pk)
    now = clock.now()
    rows = found.registrations.filter(cancelled_at=None).select_related("ticket", "contact")
    context = {
        "event": found,
        "tab": "people",
        "rows": list(rows.exclude(confirmed_at=None)[:SHOWN]),
        "waiting": rows.filter(confirmed_at=None).count(),
        "tickets": [(one, left_of(one, now=now)) for one in found.tickets.all()],
        "left": [(label, updates_left(found, name)) for name, label in AUDIENCES],
        "updates": list(found.updates.select_related("by")),
        "form": form,
        "is_over": found.starts is not None and found.starts <= now,
    }
    return render(request, "leads/event_people.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.ANSWER)
def attendance(request: WorkRequest, event: int) -> HttpResponse:
    """Take in the list of a webinar tool, or ask the connected one."""
    found = _event(request, event)
    sent = request.FILES.get("file")
    came: list[Came] = []
    if isinstance(sent, UploadedFile):
        if sent.size is None or sent.size > FILE_MOST:
            messages.error(request, _("The file is too large."))
        else:
            data = sent.read()
            _tried(
                request,
                lambda: came.append(take_attendance(request.actor, found, read_attendance(data), now=clock.now())),
            )
    else:
        _tried(request, lambda: came.append(read_attendance_there(request.actor, found, now=clock.now())))
    for one in came:
        told = {"came": one.attended, "away": one.away, "unknown": one.unknown}
        messages.success(request, _("Came: %(came)d, stayed away: %(away)d, not registered here: %(unknown)d.") % told)
    return redirect("leads_event_people", request.workspace.slug, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def outreach(request: WorkRequest, event: int) -> HttpResponse:
    """Show the list of those who may be invited, and how the two invitations do; by POST put contacts on it."""
    found = _event(request, event)
    form = OutreachForm(request.POST or None).for_event(found)
    if request.method == "POST" and form.is_valid():
        count = list_for_outreach(request.actor, found, list(form.cleaned_data["people"]), now=clock.now())
        told = ngettext("%(count)d contact is on the list now.", "%(count)d contacts are on the list now.", count)
        messages.success(request, told % {"count": count})
        return redirect("leads_event_outreach", request.workspace.slug, found.pk)
    rows = found.invites.select_related("contact").order_by("sent_at", "pk")[:SHOWN]
    context = {
        "event": found,
        "tab": "outreach",
        "form": form,
        "rows": list(rows),
        "found": outreach_of(found),
        "least": figures().least,
    }
    return render(request, "leads/event_outreach.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.ANSWER)
def send_invite(request: WorkRequest, event: int, invited: int) -> HttpResponse:
    """Send somebody their invitation."""
    rows = EventInvite.objects.select_related("event__workspace", "contact")
    found = get_object_or_404(rows, pk=invited, event=event, workspace=request.workspace)
    words = request.POST.get("words", "")[:4000]
    if _tried(request, lambda: invite(request.actor, found, words=words, now=clock.now())):
        messages.success(request, _("The invitation has gone out."))
    return redirect("leads_event_outreach", request.workspace.slug, event)


@require_safe
@allow(Permission.ANSWER)
def report(request: WorkRequest, event: int) -> HttpResponse:
    """Show visits, registrations, attendance and sources, beside the company's own best event."""
    found = _event(request, event)
    ours = report_of(request.workspace, found)
    others = held_events(request.workspace, now=clock.now(), without=found)
    rows = []
    for name, words in COMPARED.items():
        best = best_of(others, name)
        rows.append((words, getattr(ours, name), getattr(best, name) if best else None, best, name.endswith("rate")))
    context = {
        "event": found,
        "tab": "report",
        "ours": ours,
        "rows": rows,
        "sources": sources_of(request.workspace, found),
        "has_others": bool(others),
    }
    return render(request, "leads/event_report.html", context)


@post_only
@allow(Permission.ANSWER)
def webinar(request: WorkRequest, event: int) -> HttpResponse:
    """Make the event in the webinar tool, or register there who confirmed."""
    found = _event(request, event)
    if request.POST.get("to") == "register":
        if _tried(request, lambda: register_there(request.actor, found, now=clock.now())):
            messages.success(request, _("Everybody who confirmed is registered there."))
    elif _tried(request, lambda: create_webinar(request.actor, found, now=clock.now())):
        messages.success(request, _("The webinar is made."))
    return redirect("leads_event", request.workspace.slug, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.MANAGE_WORKSPACE)
def tool(request: WorkRequest) -> HttpResponse:
    """Show the account at the webinar tool; by POST keep it."""
    held = WebinarTool.objects.filter(workspace=request.workspace).first()
    form = WebinarForm(request.POST or None, initial={"organizer": held.organizer if held else ""})
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            keep_webinar_tool(request.actor, organizer=told.pop("organizer"), secrets=told, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("leads_events", request.workspace.slug)
    return render(request, "leads/webinar_tool.html", {"form": form}, status=422 if form.errors else 200)


def _tried(request: WorkRequest, verb: Callable[[], object]) -> bool:
    """Do it; what stands against it becomes a message."""
    try:
        verb()
    except Impossible as impossible:
        messages.error(request, impossible.message)
        return False
    except NotReadable:
        messages.error(request, _("The file names no e-mail addresses."))
        return False
    return True


def _event(request: WorkRequest, pk: int) -> LeadEvent:
    return get_object_or_404(
        LeadEvent.objects.select_related("workspace", "text", "campaign"), pk=pk, workspace=request.workspace
    )
