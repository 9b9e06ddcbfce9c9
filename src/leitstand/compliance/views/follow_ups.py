"""After an event: the one letter with material and recording, and who was written to."""

import uuid
from datetime import timedelta

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.compliance.actions.keep_follow_up import (
    add_participants,
    drop_participant,
    keep_follow_up,
    letter_of,
    told_by_hand,
    verdict_of,
    want_follow_up,
)
from leitstand.compliance.consent_forms import FollowUpForm, PeopleForm
from leitstand.compliance.models import FollowUp, Participant
from leitstand.compliance.outbound_words import GDPR, UWG, reasons
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.mail import mail_is_set
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in

SHOWN = 300


@require_safe
@allow(Permission.ANSWER)
def follow_ups(request: WorkRequest) -> HttpResponse:
    """List the events with a letter, the latest first."""
    rows = FollowUp.objects.filter(workspace=request.workspace).annotate(
        people=Count("participants"), told=Count("participants", filter=Q(participants__told_at__isnull=False))
    )
    return render(request, "compliance/follow_ups.html", {"rows": list(rows)})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def follow_up(request: WorkRequest, follow_up: int | None = None) -> HttpResponse:
    """Show the letter of an event; by POST keep it. `?ereignis=` names an event of the plan."""
    found = _follow_up(request, follow_up) if follow_up is not None else None
    subject = request.GET.get("ereignis", "").replace("\x00", "")[:90]
    if found is None and subject:
        known = FollowUp.objects.filter(workspace=request.workspace, subject=subject).first()
        if known is not None and request.method != "POST":
            return _to(request, known)
    form = FollowUpForm(request.POST or None, initial=_first(request, found)).for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_follow_up(
                request.actor, subject or f"typed:{uuid.uuid4()}", form.told(), now=clock.now(), follow_up=found
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return _to(request, kept)
    return _page(request, found, form=form)


def _first(request: WorkRequest, found: FollowUp | None) -> dict[str, object]:
    if found is not None:
        return {name: getattr(found, name) for name in FollowUpForm.base_fields}
    yesterday = day_in(request.workspace, clock.now()) - timedelta(days=1)
    return {"title": request.GET.get("titel", "")[:200], "held_on": request.GET.get("tag", "") or yesterday}


def _page(
    request: WorkRequest, found: FollowUp | None, *, form: FollowUpForm | None = None, people: PeopleForm | None = None
) -> HttpResponse:
    participants = list(found.participants.select_related("contact")[:SHOWN]) if found else []
    waiting = [one for one in participants if one.told_at is None and one.address]
    context: dict[str, object] = {
        "follow_up": found,
        "form": form or FollowUpForm(initial=_first(request, found)).for_workspace(request.workspace),
        "people_form": people or PeopleForm(auto_id="people-%s"),
        "participants": participants,
        "waiting": len(waiting),
        "told": sum(one.told_at is not None for one in participants),
        "has_mail": mail_is_set(),
    }
    if found is not None:
        subject, body = letter_of(found, waiting[0].name if waiting else "")
        context |= {"subject": subject, "body": body}
        if waiting:
            verdict = verdict_of(found, waiting[0], body, on=day_in(request.workspace, clock.now()))
            context |= {
                "verdict": verdict,
                "reasons": reasons(verdict),
                "gdpr": GDPR[verdict.decision.gdpr],
                "uwg": UWG[verdict.decision.uwg],
            }
    is_wrong = any(one is not None and one.errors for one in (form, people))
    return render(request, "compliance/follow_up.html", context, status=422 if is_wrong else 200)


@post_only
@allow(Permission.ANSWER)
def add(request: WorkRequest, follow_up: int) -> HttpResponse:
    """Name who took part."""
    found = _follow_up(request, follow_up)
    form = PeopleForm(request.POST, auto_id="people-%s")
    if not form.is_valid():
        return _page(request, found, people=form)
    try:
        count = add_participants(request.actor, found, form.cleaned_data["people"], now=clock.now())
    except Invalid as invalid:
        put_errors(form, invalid)
        return _page(request, found, people=form)
    told = ngettext("%(count)d person was added.", "%(count)d people were added.", count) % {"count": count}
    messages.success(request, told)
    return _to(request, found)


@post_only
@allow(Permission.ANSWER)
def send(request: WorkRequest, follow_up: int) -> HttpResponse:
    """Have the letters sent."""
    found = _follow_up(request, follow_up)
    try:
        count = want_follow_up(request.actor, found, now=clock.now())
    except Impossible as impossible:
        messages.error(request, impossible.message)
    else:
        told = ngettext(
            "%(count)d letter goes out within minutes.", "%(count)d letters go out within minutes.", count
        ) % {"count": count}
        messages.success(request, told)
    return _to(request, found)


@post_only
@allow(Permission.ANSWER)
def by_hand(request: WorkRequest, follow_up: int, participant: int) -> HttpResponse:
    """Note that somebody was written to by another way, or take them off the list."""
    found = get_object_or_404(
        Participant.objects.select_related("follow_up"),
        pk=participant,
        follow_up=follow_up,
        workspace=request.workspace,
    )
    try:
        if request.POST.get("drop"):
            drop_participant(request.actor, found, now=clock.now())
        else:
            told_by_hand(request.actor, found, now=clock.now())
    except Impossible as impossible:
        messages.error(request, impossible.message)
    return _to(request, found.follow_up)


def _to(request: WorkRequest, found: FollowUp) -> HttpResponse:
    return redirect("compliance_follow_up", request.workspace.slug, found.pk)


def _follow_up(request: WorkRequest, pk: int) -> FollowUp:
    return get_object_or_404(
        FollowUp.objects.select_related("workspace", "balancing"), pk=pk, workspace=request.workspace
    )
