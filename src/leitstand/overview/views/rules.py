"""Simple rules: the list, one to write, the switch, the trial."""

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
from leitstand.overview.actions.keep_rule import drop_rule, keep_rule, switch_rule, try_rule
from leitstand.overview.forms import RuleForm
from leitstand.overview.models import AutoRule


@require_safe
@allow(Permission.SEE)
def rules(request: WorkRequest) -> HttpResponse:
    """List the rules."""
    found = AutoRule.objects.filter(workspace=request.workspace).select_related("person")
    return render(request, "overview/rules.html", {"rules": found, "may_plan": request.actor.may(Permission.PLAN)})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.PLAN)
def rule(request: WorkRequest, rule: int | None = None) -> HttpResponse:
    """Show a rule's form; by POST keep it."""
    found = _found(request, rule) if rule is not None else None
    names = ("trigger", "only", "person", "task")
    first = {name: getattr(found, name) for name in names} if found else {}
    form = RuleForm(request.POST or None, workspace=request.workspace, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            keep_rule(request.actor, **form.cleaned_data, now=clock.now(), rule=found)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The rule is saved. Try it before you rely on it."))
            return redirect("overview_rules", request.workspace.slug)
    return render(request, "overview/rule.html", {"form": form, "found": found}, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def switch(request: WorkRequest, rule: int) -> HttpResponse:
    """Switch a rule on or off."""
    found = _found(request, rule)
    switch_rule(request.actor, found, is_on=request.POST.get("on") == "1", now=clock.now())
    messages.success(request, _("The rule is on.") if found.is_on else _("The rule is off; nobody is told any more."))
    return redirect("overview_rules", request.workspace.slug)


@post_only
@allow(Permission.PLAN)
def trial(request: WorkRequest, rule: int) -> HttpResponse:
    """Send the rule's message to whoever tries it."""
    try:
        found = try_rule(request.actor, _found(request, rule), now=clock.now())
    except Impossible as refusal:
        messages.error(request, refusal.message)
    else:
        words = {"what": found.what}
        messages.success(request, _("Tried with “%(what)s”: the message lies in your notifications alone.") % words)
    return redirect("overview_rules", request.workspace.slug)


@post_only
@allow(Permission.PLAN)
def remove(request: WorkRequest, rule: int) -> HttpResponse:
    """Delete a rule."""
    drop_rule(request.actor, _found(request, rule), now=clock.now())
    messages.success(request, _("The rule was deleted."))
    return redirect("overview_rules", request.workspace.slug)


def _found(request: WorkRequest, rule: int) -> AutoRule:
    return get_object_or_404(AutoRule, pk=rule, workspace=request.workspace)
