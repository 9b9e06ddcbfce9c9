"""Opportunities: what is open by how far it has come, one of them with its steps, and how it ended."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.channels.queries import channels_of
from leitstand.contacts.models import Contact
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in
from leitstand.leads.actions.close_opportunity import close_opportunity, reopen_opportunity
from leitstand.leads.actions.keep_opportunity import drop_opportunity, keep_opportunity
from leitstand.leads.actions.log_step import drop_step, log_step
from leitstand.leads.core.contribution import OPEN
from leitstand.leads.forms import CloseForm, OpportunityForm, StepForm
from leitstand.leads.models import Opportunity, OpportunityStep
from leitstand.leads.queries import closed_rows, open_rows, row_of, sum_of
from leitstand.leads.words import PARTS, STAGES


@require_safe
@allow(Permission.ANSWER)
def opportunities(request: WorkRequest) -> HttpResponse:
    """Show what is open and what was closed last, of all or of one contact."""
    chosen = request.GET.get("kontakt", "")
    contact = get_object_or_404(Contact, pk=int(chosen), workspace=request.workspace) if chosen.isdecimal() else None
    found = open_rows(request.workspace, contact)
    context = {
        "here": "opportunities",
        "contact": contact,
        "stages": [
            (STAGES[stage], sum_of(found[stage]), [(row, PARTS[row.part]) for row in found[stage]])
            for stage in reversed(OPEN)
            if stage in found
        ],
        "closed": [(row, STAGES[row.stage], PARTS[row.part]) for row in closed_rows(request.workspace, contact)],
    }
    return render(request, "leads/opportunities.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def opportunity(request: WorkRequest, opportunity: int | None = None) -> HttpResponse:
    """Show an opportunity; by POST keep what was typed."""
    found = _opportunity(request, opportunity) if opportunity is not None else None
    form = OpportunityForm(request.POST or None, initial=_first(request, found)).for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_opportunity(request.actor, form.told(), now=clock.now(), opportunity=found)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return _to(request, kept)
    return _page(request, found, form=form)


def _first(request: WorkRequest, found: Opportunity | None) -> dict[str, object]:
    if found is not None:
        names = ("title", "organisation", "contact", "value", "campaign", "owner", "discovered")
        return {name: getattr(found, name) for name in names}
    first: dict[str, object] = {"owner": request.actor.person}
    chosen = request.GET.get("kontakt", "")
    contact = (
        Contact.objects.filter(pk=int(chosen), workspace=request.workspace).first() if chosen.isdecimal() else None
    )
    return first | ({"contact": contact, "organisation": contact.organisation} if contact else {})


def _page(
    request: WorkRequest,
    found: Opportunity | None,
    *,
    form: OpportunityForm | None = None,
    step_form: StepForm | None = None,
    close_form: CloseForm | None = None,
) -> HttpResponse:
    today = day_in(request.workspace, clock.now())
    row = row_of(found) if found else None
    shown = form or OpportunityForm(initial=_first(request, found)).for_workspace(request.workspace)
    context = {
        "opportunity": found,
        "form": shown,
        "row": row,
        "stage": STAGES[row.stage] if row else "",
        "part": PARTS[row.part] if row and row.steps else "",
        "step_form": step_form or _step_form(request, initial={"day": today}),
        "close_form": close_form
        or CloseForm(initial={"day": today, "value": found.value if found else None}, auto_id="close-%s"),
    }
    is_wrong = any(one is not None and one.errors for one in (form, step_form, close_form))
    return render(request, "leads/opportunity.html", context, status=422 if is_wrong else 200)


def _step_form(request: WorkRequest, data: object = None, *, initial: dict[str, object] | None = None) -> StepForm:
    form = StepForm(data, initial=initial, auto_id="step-%s")  # type: ignore[arg-type]  # a QueryDict or nothing
    return form.offer(channels_of(request.workspace, with_gone=True))


@post_only
@allow(Permission.ANSWER)
def step(request: WorkRequest, opportunity: int) -> HttpResponse:
    """Log a step."""
    found = _opportunity(request, opportunity)
    form = _step_form(request, request.POST)
    if form.is_valid() and _done(
        request, form, lambda: log_step(request.actor, found, **form.cleaned_data, now=clock.now())
    ):
        messages.success(request, _("The step was logged."))
        return _to(request, found)
    return _page(request, found, step_form=form)


@post_only
@allow(Permission.ANSWER)
def remove_step(request: WorkRequest, opportunity: int, step: int) -> HttpResponse:
    """Take a step out."""
    rows = OpportunityStep.objects.select_related("opportunity")
    found = get_object_or_404(rows, pk=step, opportunity=opportunity, workspace=request.workspace)
    drop_step(request.actor, found, now=clock.now())
    messages.success(request, _("The step was taken out."))
    return _to(request, found.opportunity)


@post_only
@allow(Permission.ANSWER)
def close(request: WorkRequest, opportunity: int) -> HttpResponse:
    """Close an opportunity as won or lost."""
    found = _opportunity(request, opportunity)
    form = CloseForm(request.POST, auto_id="close-%s")
    if form.is_valid() and _done(
        request, form, lambda: close_opportunity(request.actor, found, **form.cleaned_data, now=clock.now())
    ):
        messages.success(request, _("The opportunity is closed."))
        return _to(request, found)
    return _page(request, found, close_form=form)


@post_only
@allow(Permission.ANSWER)
def reopen(request: WorkRequest, opportunity: int) -> HttpResponse:
    """Open it again."""
    found = _opportunity(request, opportunity)
    reopen_opportunity(request.actor, found, now=clock.now())
    messages.success(request, _("The opportunity is open again."))
    return _to(request, found)


@post_only
@allow(Permission.ANSWER)
def remove(request: WorkRequest, opportunity: int) -> HttpResponse:
    """Delete an opportunity."""
    drop_opportunity(request.actor, _opportunity(request, opportunity), now=clock.now())
    messages.success(request, _("The opportunity was deleted."))
    return redirect("leads_list", request.workspace.slug)


def _done(request: WorkRequest, form: forms.Form, verb: Callable[[], object]) -> bool:
    """Do it; what was wrong stands at its field, what cannot be done any more above the page that has no form for it."""
    try:
        verb()
    except Invalid as invalid:
        put_errors(form, invalid)
        return False
    except Impossible as impossible:
        form.add_error(None, impossible.message)
        messages.error(request, impossible.message)
        return False
    return True


def _to(request: WorkRequest, opportunity: Opportunity) -> HttpResponse:
    return redirect("leads_opportunity", request.workspace.slug, opportunity.pk)


def _opportunity(request: WorkRequest, pk: int) -> Opportunity:
    rows = Opportunity.objects.select_related("contact", "campaign", "owner")
    return get_object_or_404(rows, pk=pk, workspace=request.workspace)
