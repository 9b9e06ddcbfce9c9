"""Make something of a mention: a lead, an idea, an incident, feedback."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.compliance.heard_forms import IncidentForm
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.listening.actions.make_of_mention import (
    context_of,
    make_feedback,
    make_idea,
    make_incident,
    make_lead,
)
from leitstand.listening.contacting import contact_of
from leitstand.listening.models import Mention
from leitstand.listening.views.mention import found_here
from leitstand.listening.work_forms import FeedbackForm, LeadForm
from leitstand.planning.heard_forms import IdeaForm


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def lead(request: WorkRequest, mention: int) -> HttpResponse:
    """Ask what is needed for a lead; by POST make it."""
    found = found_here(request, mention)
    known = contact_of(found)
    # A name the network wants back soon is not copied into a register that keeps it.
    name = "" if known or found.forget_author_at else found.author_name
    form = LeadForm(request.POST or None, initial={"name": name})
    if request.method == "POST" and form.is_valid():
        try:
            make_lead(request.actor, found, form.told(), now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as impossible:
            form.add_error(None, impossible.message)
        else:
            messages.success(request, _("The lead is noted, with what was said as its first step."))
            return _back(request, found)
    return _page(request, "lead", found, form, contact=known, context_words=context_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def idea(request: WorkRequest, mention: int) -> HttpResponse:
    """Ask what the idea is; by POST hand it in."""
    found = found_here(request, mention)
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
def incident(request: WorkRequest, mention: int) -> HttpResponse:
    """Ask what happened; by POST open the incident."""
    found = found_here(request, mention)
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
def feedback(request: WorkRequest, mention: int) -> HttpResponse:
    """Ask what we learn from it; by POST note it in the feedback log."""
    found = found_here(request, mention)
    form = FeedbackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            make_feedback(request.actor, found, form.told(), now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The feedback is noted."))
            return _back(request, found)
    return _page(request, "feedback", found, form)


def _page(request: WorkRequest, what: str, found: Mention, form: object, **more: object) -> HttpResponse:
    context = {"what": what, "mention": found, "form": form, **more}
    status = 422 if getattr(form, "errors", None) else 200
    return render(request, "listening/make.html", context, status=status)


def _back(request: WorkRequest, found: Mention) -> HttpResponse:
    return redirect("listening_mention", request.workspace.slug, found.pk)
