"""Pilots: who gets hours to learn, with the learning log."""

from datetime import timedelta

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
from leitstand.strategy.actions.keep_pilot import close_pilot, keep_pilot, log_learning
from leitstand.strategy.forms.people import NoteForm, OutcomeOfPilotForm, PilotForm
from leitstand.strategy.models import Pilot

# A log without a new entry for this long is asked about (our own value).
QUIET = timedelta(days=14)


@require_safe
@allow(Permission.SEE)
def pilots(request: WorkRequest) -> HttpResponse:
    """List the pilots with the hours freed and learned."""
    today = clock.now().date()
    rows = []
    for one in Pilot.objects.filter(workspace=request.workspace).select_related("person").prefetch_related("notes"):
        notes = list(one.notes.all())
        last = notes[0].on if notes else one.starts
        quiet = one.ended_at is None and one.starts <= today and today - last > QUIET
        rows.append((one, sum(note.hours for note in notes), len(notes), quiet))
    return render(request, "strategy/pilots.html", {"rows": rows, "may_plan": request.actor.may(Permission.PLAN)})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def edit(request: WorkRequest, pilot: int | None = None) -> HttpResponse:
    """Show a pilot's form; by POST keep it."""
    found = _found(request, pilot) if pilot is not None else None
    names = ("person", "aim", "freed_hours", "freed_from", "starts", "ends")
    first = {name: getattr(found, name) for name in names} if found else {"starts": clock.now().date()}
    form = PilotForm(request.POST or None, workspace=request.workspace, initial=first)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            kept = keep_pilot(
                request.actor,
                {
                    "person": clean["person"],
                    "aim": clean["aim"],
                    "freed_hours": clean["freed_hours"],
                    "freed_from": clean["freed_from"],
                    "starts": clean["starts"],
                    "ends": clean["ends"],
                },
                now=clock.now(),
                pilot=found,
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The pilot is saved."))
            return redirect("strategy_pilot", request.workspace.slug, kept.pk)
    context = {"form": form, "found": found, "may_plan": request.actor.may(Permission.PLAN)}
    return render(request, "strategy/pilot_form.html", context, status=422 if form.errors else 200)


@require_safe
@allow(Permission.SEE)
def pilot(request: WorkRequest, pilot: int) -> HttpResponse:
    """Show a pilot with the log."""
    return _page(request, _found(request, pilot))


@post_only
@allow(Permission.WRITE)
def note(request: WorkRequest, pilot: int) -> HttpResponse:
    """Add to the log."""
    found = _found(request, pilot)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            log_learning(request.actor, found, **form.cleaned_data, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("It stands in the log."))
            return redirect("strategy_pilot", request.workspace.slug, found.pk)
    return _page(request, found, form=form)


@post_only
@allow(Permission.PLAN)
def close(request: WorkRequest, pilot: int) -> HttpResponse:
    """Close a pilot with what came of it."""
    found = _found(request, pilot)
    form = OutcomeOfPilotForm(request.POST)
    if form.is_valid():
        try:
            close_pilot(request.actor, found, outcome=form.cleaned_data["outcome"], now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The pilot is closed; its log stays."))
            return redirect("strategy_pilot", request.workspace.slug, found.pk)
    return _page(request, found, outcome=form)


def _found(request: WorkRequest, pilot: int) -> Pilot:
    return get_object_or_404(Pilot.objects.select_related("person"), pk=pilot, workspace=request.workspace)


def _page(
    request: WorkRequest, found: Pilot, form: NoteForm | None = None, outcome: OutcomeOfPilotForm | None = None
) -> HttpResponse:
    notes = list(found.notes.all())
    may_plan = request.actor.may(Permission.PLAN)
    may_log = found.ended_at is None and (
        may_plan or (request.actor.person == found.person and request.actor.may(Permission.WRITE))
    )
    context = {
        "found": found,
        "notes": notes,
        "hours": sum(note.hours for note in notes),
        "form": form or NoteForm(initial={"on": clock.now().date()}),
        "outcome_form": outcome or OutcomeOfPilotForm(),
        "may_log": may_log,
        "may_plan": may_plan,
    }
    wrong = bool((form and form.errors) or (outcome and outcome.errors))
    return render(request, "strategy/pilot.html", context, status=422 if wrong else 200)
