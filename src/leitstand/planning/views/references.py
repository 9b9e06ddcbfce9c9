"""References: projects of customers that may be told of."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.keep_reference import drop_reference, keep_reference, plan_reference
from leitstand.planning.changes import zone_of
from leitstand.planning.models import Reference
from leitstand.planning.people_forms import ReferenceForm
from leitstand.planning.queries.people import references_of, stands
from leitstand.planning.release_words import chip


@require_safe
@allow(Permission.SEE)
def references(request: WorkRequest) -> HttpResponse:
    """List the references."""
    today = clock.now().astimezone(zone_of(request.workspace)).date()
    rows = [(one, chip(stands(one.release, today))) for one in references_of(request.workspace)]
    context = {"references": rows, "may_plan": request.actor.may(Permission.PLAN)}
    return render(request, "planning/references.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def reference(request: WorkRequest, reference: int | None = None) -> HttpResponse:
    """Show a reference; by POST keep it."""
    rows = Reference.objects.select_related("release")
    found = get_object_or_404(rows, pk=reference, workspace=request.workspace) if reference is not None else None
    names = ("customer", "project", "quote", "quoted", "rating_url", "starts", "ends", "every_weeks")
    first: dict[str, object] = {name: getattr(found, name) for name in names} if found else {}
    if found:
        first |= {"email": found.release.email, "channels": [str(one) for one in found.channel_ids]}
    form = ReferenceForm(request.POST or None, initial=first)
    form.for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        told = {name: clean[name] for name in (*names, "email")} | {"channel_ids": form.channel_ids}
        try:
            kept = keep_reference(request.actor, told, now=clock.now(), reference=found)  # type: ignore[arg-type]
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": kept.project})
            return redirect("planning_reference", request.workspace.slug, kept.pk)
    today = clock.now().astimezone(zone_of(request.workspace)).date()
    context = {
        "form": form,
        "reference": found,
        "chip": chip(stands(found.release, today)) if found else None,
        "items": found.items.filter(deleted_at=None).order_by("planned_at") if found else [],
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "planning/reference.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def plan(request: WorkRequest, reference: int) -> HttpResponse:
    """Put the posts of a reference on the plan."""
    found = get_object_or_404(Reference, pk=reference, workspace=request.workspace)
    try:
        items = plan_reference(request.actor, found, now=clock.now())
    except Impossible as why:
        messages.error(request, why.message)
    else:
        told = ngettext("%(count)s post stands on the plan.", "%(count)s posts stand on the plan.", len(items))
        messages.success(request, told % {"count": len(items)})
    return redirect("planning_reference", request.workspace.slug, found.pk)


@post_only
@allow(Permission.PLAN)
def remove(request: WorkRequest, reference: int) -> HttpResponse:
    """Take a reference out of the register."""
    found = get_object_or_404(Reference, pk=reference, workspace=request.workspace)
    try:
        drop_reference(request.actor, found, now=clock.now())
    except Impossible as why:
        messages.error(request, why.message)
        return redirect("planning_reference", request.workspace.slug, found.pk)
    messages.success(request, _("“%(name)s” was taken out.") % {"name": found.project})
    return redirect("planning_references", request.workspace.slug)
