"""The map of those who have a stake."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.strategy.actions.keep_stakeholder import drop_stakeholder, keep_stakeholder
from leitstand.strategy.core.stakeholders import field_of
from leitstand.strategy.forms.people import StakeholderForm
from leitstand.strategy.models import Stakeholder

FIELDS: "dict[str, tuple[str | Promise, str | Promise]]" = {
    "work_with": (gettext_lazy("Work with them"), gettext_lazy("much influence, much interest")),
    "satisfy": (gettext_lazy("Keep them satisfied"), gettext_lazy("much influence, little interest")),
    "inform": (gettext_lazy("Keep them informed"), gettext_lazy("little influence, much interest")),
    "watch": (gettext_lazy("Watch them"), gettext_lazy("little influence, little interest")),
}


@require_safe
@allow(Permission.SEE)
def stakeholders(request: WorkRequest) -> HttpResponse:
    """Show the map."""
    found = list(Stakeholder.objects.filter(workspace=request.workspace).select_related("target_group"))
    context = {
        "fields": [
            (title, note, [one for one in found if field_of(one.influence, one.interest) == name])
            for name, (title, note) in FIELDS.items()
        ],
        "has_any": bool(found),
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "strategy/stakeholders.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def stakeholder(request: WorkRequest, stakeholder: int | None = None) -> HttpResponse:
    """Show a group's form; by POST keep it."""
    found = (
        get_object_or_404(Stakeholder, pk=stakeholder, workspace=request.workspace) if stakeholder is not None else None
    )
    names = ("group", "wants", "influence", "interest", "target_group")
    first = {name: getattr(found, name) for name in names} if found else {}
    form = StakeholderForm(request.POST or None, workspace=request.workspace, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            keep_stakeholder(request.actor, **form.cleaned_data, now=clock.now(), stakeholder=found)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("“%(name)s” is on the map.") % {"name": form.cleaned_data["group"]})
            return redirect("strategy_stakeholders", request.workspace.slug)
    may_plan = request.actor.may(Permission.PLAN)
    if not may_plan:
        for field in form.fields.values():
            field.disabled = True
    context = {"form": form, "found": found, "may_plan": may_plan}
    return render(request, "strategy/stakeholder.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def remove_stakeholder(request: WorkRequest, stakeholder: int) -> HttpResponse:
    """Take a group off the map."""
    found = get_object_or_404(Stakeholder, pk=stakeholder, workspace=request.workspace)
    drop_stakeholder(request.actor, found, now=clock.now())
    messages.success(request, _("“%(name)s” was taken off the map.") % {"name": found.group})
    return redirect("strategy_stakeholders", request.workspace.slug)
