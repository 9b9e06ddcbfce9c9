"""Grounds beside consent: existing customers, and interests that were weighed."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.compliance.actions.keep_grounds import end_customer, keep_balancing, keep_customer
from leitstand.compliance.consent_forms import BalancingForm, CustomerForm
from leitstand.compliance.core.balancing import missing
from leitstand.compliance.models import Balancing, CustomerGround
from leitstand.compliance.queries.consents import as_balanced, told_of
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def customers(request: WorkRequest) -> HttpResponse:
    """List the existing customers; by POST keep one with the four conditions."""
    form = CustomerForm(request.POST or None).for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            keep_customer(request.actor, form.told(), now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The existing customer is kept, for e-mail and own similar goods."))
            return redirect("compliance_customers", request.workspace.slug)
    rows = CustomerGround.objects.filter(workspace=request.workspace).select_related("added_by")
    context = {"form": form, "rows": list(rows[:200])}
    return render(request, "compliance/customers.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.ANSWER)
def end(request: WorkRequest, customer: int) -> HttpResponse:
    """Let the exception hold no longer."""
    found = get_object_or_404(CustomerGround, pk=customer, workspace=request.workspace)
    end_customer(request.actor, found, now=clock.now())
    messages.success(request, _("The exception has ended."))
    return redirect("compliance_customers", request.workspace.slug)


@require_safe
@allow(Permission.ANSWER)
def balancings(request: WorkRequest) -> HttpResponse:
    """List the weighings of interests, with where each stands."""
    today = day_in(request.workspace, clock.now())
    rows = Balancing.objects.filter(workspace=request.workspace).select_related("reviewer")
    shown = [(one, *_standing(one, today)) for one in rows]
    may_approve = request.actor.may(Permission.APPROVE)
    return render(request, "compliance/balancings.html", {"rows": shown, "may_approve": may_approve})


def _standing(one: Balancing, today: date) -> tuple[str, str]:
    if missing(told_of(one)):
        return _("not whole"), "amber"
    if one.outcome != "prevails":
        return _("speaks against it"), "red"
    held = as_balanced(one)
    if held is None or not held.holds(today):
        return _("due for a second look"), "amber"
    return _("can be leant on"), "green"


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER, post=Permission.APPROVE)
def balancing(request: WorkRequest, balancing: int | None = None) -> HttpResponse:
    """Show the template, empty or as far as it is; by POST keep it."""
    found = get_object_or_404(Balancing, pk=balancing, workspace=request.workspace) if balancing else None
    initial = {name: getattr(found, name) for name in BalancingForm.base_fields} if found else {}
    form = BalancingForm(request.POST or None, initial=initial).for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_balancing(request.actor, form.told(), now=clock.now(), balancing=found)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("compliance_balancing", request.workspace.slug, kept.pk)
    today = day_in(request.workspace, clock.now())
    names = missing(told_of(found)) if found else ()
    context = {
        "balancing": found,
        "form": form,
        "missing": [str(BalancingForm.base_fields[name].label) for name in dict.fromkeys(names)],
        "standing": _standing(found, today) if found else None,
        "may_approve": request.actor.may(Permission.APPROVE),
    }
    return render(request, "compliance/balancing.html", context, status=422 if form.errors else 200)
