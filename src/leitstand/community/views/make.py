"""Make something of what somebody wrote: a lead, an idea, an incident, feedback."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.community.actions.keep_feedback import add_voice, note_feedback
from leitstand.community.actions.make_of_it import context_of, make_idea, make_incident, make_lead
from leitstand.community.followup_forms import FeedbackForm, LeadForm
from leitstand.community.models import FeedbackItem, Incoming
from leitstand.community.queries.contacts import author_of
from leitstand.community.words import author_gone, text_gone, who_of
from leitstand.compliance.heard_forms import IncidentForm
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.planning.heard_forms import IdeaForm


def _incoming(request: WorkRequest, pk: int) -> Incoming:
    rows = Incoming.objects.select_related("channel__workspace", "conversation__channel__workspace")
    return get_object_or_404(rows, pk=pk, workspace=request.workspace)


def _page(request: WorkRequest, what: str, found: Incoming, form: object, **more: object) -> HttpResponse:
    context = {
        "what": what,
        "incoming": found,
        "who": who_of(found),
        "gone": text_gone(found) or author_gone(found),
        "form": form,
        **more,
    }
    status = 422 if getattr(form, "errors", None) else 200
    return render(request, "community/make.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def lead(request: WorkRequest, incoming: int) -> HttpResponse:
    """Ask what is needed for a lead; by POST make it."""
    found = _incoming(request, incoming)
    contact = author_of(found)
    # A name the network wants back soon is not copied into a register that keeps it.
    name = "" if contact or found.forget_author_at else found.author_name
    form = LeadForm(request.POST or None, initial={"name": name, "purpose": "advertising"})
    if request.method == "POST" and form.is_valid():
        try:
            made = make_lead(request.actor, found, form.told(), now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as impossible:
            form.add_error(None, impossible.message)
        else:
            if made.by_hand:
                context = {"incoming": found, "lead": made, "who": who_of(found)}
                return render(request, "community/by_hand.html", context)
            messages.success(request, _("The lead is noted, with this conversation as its first step."))
            return _back(request, found)
    return _page(request, "lead", found, form, contact=contact, context_words=context_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def idea(request: WorkRequest, incoming: int) -> HttpResponse:
    """Ask what the idea is; by POST hand it in."""
    found = _incoming(request, incoming)
    form = IdeaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            make_idea(request.actor, found, **form.cleaned_data, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as impossible:
            form.add_error(None, impossible.message)
        else:
            messages.success(request, _("The idea stands in the plan’s inbox."))
            return _back(request, found)
    return _page(request, "idea", found, form)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def incident(request: WorkRequest, incoming: int) -> HttpResponse:
    """Ask what happened; by POST open the incident."""
    found = _incoming(request, incoming)
    form = IncidentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_incident(request.actor, found, **form.cleaned_data, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            return redirect("compliance_incident", request.workspace.slug, made.pk)
    return _page(request, "incident", found, form)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def feedback(request: WorkRequest, incoming: int) -> HttpResponse:
    """Ask what we learn from it; by POST note it, or add the voice to what others have told us already."""
    found = _incoming(request, incoming)
    known = FeedbackItem.objects.filter(workspace=request.workspace)
    if request.method == "POST" and request.POST.get("same"):
        item = get_object_or_404(known, pk=request.POST["same"]) if len(request.POST["same"]) == 36 else None
        if item is not None:
            add_voice(request.actor, item, found, now=clock.now())
            messages.success(request, _("Added to what others have told you."))
            return redirect("community_feedback_item", request.workspace.slug, item.pk)
    form = FeedbackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = note_feedback(request.actor, form.told(), incoming=found, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            return redirect("community_feedback_item", request.workspace.slug, made.pk)
    same = list(known.exclude(state="declined").order_by("-noted_at")[:50])
    return _page(request, "feedback", found, form, same=same)


def _back(request: WorkRequest, found: Incoming) -> HttpResponse:
    return redirect("community_conversation", request.workspace.slug, found.conversation_id)
