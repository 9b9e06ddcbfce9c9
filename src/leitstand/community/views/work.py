"""Working on a conversation together: what it is about, notes, putting off, spam, second persons, drafts, who is there."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from leitstand.community.actions.be_there import be_there, keep_draft
from leitstand.community.actions.mark_spam import mark_spam
from leitstand.community.actions.place_case import Place, place_case
from leitstand.community.actions.place_incoming import place_incoming
from leitstand.community.actions.review_answer import approve_answer, return_answer
from leitstand.community.actions.snooze import snooze as snooze_it
from leitstand.community.actions.snooze import wake_up
from leitstand.community.actions.write_note import drop_note, write_note
from leitstand.community.clocks import clock_of
from leitstand.community.desk import week_of
from leitstand.community.models import Answer, Conversation, Incoming, Note
from leitstand.community.queries import inbox as queries
from leitstand.community.views.beside import there
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid, Stale
from leitstand.house.requests import WorkRequest

MORNING = time(8)


def _conversation(request: WorkRequest, pk: UUID) -> Conversation:
    try:
        return queries.conversation_of(request.actor, pk)
    except Conversation.DoesNotExist:
        raise Http404 from None


def _back(request: WorkRequest, pk: object) -> HttpResponse:
    return redirect("community_conversation", request.workspace.slug, pk)


@post_only
@allow(Permission.ANSWER)
def place(request: WorkRequest, conversation: UUID) -> HttpResponse:
    """Say what it is about; only what the form names changes."""
    found = _conversation(request, conversation)
    told: Place = {}
    for name in ("inquiry", "urgency", "intent", "order_ref"):
        if name in request.POST:
            told[name] = request.POST[name]
    try:
        place_case(request.actor, found, told, now=clock.now())
    except Invalid as invalid:
        messages.error(request, str(invalid))
    return _back(request, found.pk)


@post_only
@allow(Permission.ANSWER)
def place_text(request: WorkRequest, incoming: int) -> HttpResponse:
    """Say on which step of the way they are, or how they sound."""
    rows = Incoming.objects.select_related("conversation")
    found = get_object_or_404(rows, pk=incoming, workspace=request.workspace)
    try:
        place_incoming(
            request.actor, found, stage=request.POST.get("stage"), tone=request.POST.get("tone"), now=clock.now()
        )
    except Invalid as invalid:
        messages.error(request, str(invalid))
    return redirect(_back(request, found.conversation_id).url + f"#i-{found.pk}")  # type: ignore[attr-defined]


@post_only
@allow(Permission.ANSWER)
def snooze(request: WorkRequest, conversation: UUID) -> HttpResponse:
    """Put it off for some days or until a moment, or bring it back."""
    found = _conversation(request, conversation)
    now = clock.now()
    try:
        if request.POST.get("act") == "wake":
            wake_up(request.actor, found, now=now)
            return _back(request, found.pk)
        until = _until(request, now)
        if until is None:
            raise Invalid({"until": _("Please choose a moment still to come.")})  # noqa: TRY301 - said at the same place
        snooze_it(request.actor, found, until, now=now)
    except Invalid as invalid:
        messages.error(request, str(invalid))
        return _back(request, found.pk)
    except Impossible as impossible:
        messages.error(request, impossible.message)
        return _back(request, found.pk)
    messages.success(request, _("Put off. It comes back by itself, or as soon as they write."))
    return redirect("community_inbox", request.workspace.slug)


def _until(request: WorkRequest, now: datetime) -> datetime | None:
    """Return the moment: the morning in some days, or what was typed, by the workspace's own clock."""
    zone = ZoneInfo(request.workspace.time_zone)
    days = request.POST.get("days", "")
    if days.isdecimal() and 0 < int(days) < 400:
        day = now.astimezone(zone).date() + timedelta(days=int(days))
        return datetime.combine(day, MORNING, zone).astimezone(UTC)
    try:
        told = parse_datetime(request.POST.get("until", ""))
    except ValueError:
        return None
    return told.replace(tzinfo=zone).astimezone(UTC) if told is not None and told.tzinfo is None else told


@post_only
@allow(Permission.ANSWER)
def note(request: WorkRequest, conversation: UUID) -> HttpResponse:
    """Leave colleagues a note."""
    found = _conversation(request, conversation)
    try:
        write_note(request.actor, found, request.POST.get("text", ""), now=clock.now())
    except Invalid as invalid:
        messages.error(request, str(invalid))
    except Impossible as impossible:
        messages.error(request, impossible.message)
    return redirect(_back(request, found.pk).url + "#notes")  # type: ignore[attr-defined]


@post_only
@allow(Permission.ANSWER)
def remove_note(request: WorkRequest, note: int) -> HttpResponse:
    """Take a note away."""
    found = get_object_or_404(Note.objects.select_related("conversation"), pk=note, workspace=request.workspace)
    drop_note(request.actor, found, now=clock.now())
    return _back(request, found.conversation_id)


@post_only
@allow(Permission.ANSWER)
def spam(request: WorkRequest, conversation: UUID) -> HttpResponse:
    """Say that it is spam, or that it is not."""
    found = _conversation(request, conversation)
    is_spam = request.POST.get("spam") == "1"
    mark_spam(request.actor, found, spam=is_spam, now=clock.now())
    messages.success(request, _("Put away as spam.") if is_spam else _("Back in the inbox."))
    return redirect("community_inbox", request.workspace.slug) if is_spam else _back(request, found.pk)


@post_only
@allow(Permission.APPROVE)
def review(request: WorkRequest, answer: UUID) -> HttpResponse:
    """Let an answer go out as a second person, or give it back."""
    rows = Answer.objects.select_related("channel", "conversation")
    found = get_object_or_404(rows, pk=answer, workspace=request.workspace)
    try:
        if request.POST.get("act") == "approve":
            approve_answer(request.actor, found, now=clock.now())
            messages.success(request, _("The answer goes out."))
        else:
            return_answer(request.actor, found, request.POST.get("why", ""), now=clock.now())
            messages.success(request, _("Given back to whoever wrote it."))
    except Invalid as invalid:
        messages.error(request, str(invalid))
    except Impossible as impossible:
        messages.error(request, impossible.message)
    return _back(request, found.conversation_id)


@post_only
@allow(Permission.ANSWER)
def draft(request: WorkRequest, conversation: UUID) -> HttpResponse:
    """Keep what is being typed."""
    found = _conversation(request, conversation)
    version = request.POST.get("version", "")
    try:
        kept = keep_draft(
            request.actor,
            found,
            request.POST.get("text", ""),
            version=int(version) if version.isdecimal() and len(version) < 9 else 0,
            now=clock.now(),
        )
    except Stale as stale:
        return JsonResponse({"message": stale.message}, status=409)
    except Invalid as invalid:
        return JsonResponse({"message": str(invalid)}, status=422)
    return JsonResponse({"version": kept.version if kept is not None else 0})


@post_only
@allow(Permission.ANSWER)
def presence(request: WorkRequest, conversation: UUID) -> HttpResponse:
    """Say that somebody has it open; answer who else has, and where the clock stands."""
    found = _conversation(request, conversation)
    now = clock.now()
    be_there(request.actor, found, types=request.POST.get("types") == "1", now=now)
    seen = request.POST.get("seen", "")
    newest = Answer.objects.filter(conversation=found).exclude(state="dropped").order_by("-created_at", "-pk")
    last = newest.values_list("pk", flat=True).first()
    context = {
        "conversation": found,
        "there": there(request, found),
        "clock": clock_of(found.case, week_of(request.workspace), now),
        "was_faster": (str(last) if last else "") != seen,
    }
    return render(request, "community/_there.html", context)
