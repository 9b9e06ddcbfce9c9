"""Who in the company knows about what."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.keep_holder import drop_holder, keep_holder
from leitstand.planning.idea_forms import HolderForm
from leitstand.planning.models import KnowledgeHolder
from leitstand.planning.queries.ideas import holders_of
from leitstand.strategy.forms.audiences import words_in


@require_safe
@allow(Permission.SEE)
def holders(request: WorkRequest) -> HttpResponse:
    """List the knowledge holders."""
    context = {"holders": holders_of(request.workspace), "may_plan": request.actor.may(Permission.PLAN)}
    return render(request, "planning/holders.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def holder(request: WorkRequest, holder: int | None = None) -> HttpResponse:
    """Show a knowledge holder's form; by POST keep it."""
    found = get_object_or_404(KnowledgeHolder, pk=holder, workspace=request.workspace) if holder is not None else None
    first = (
        {
            "name": found.name,
            "department": found.department,
            "topics": "\n".join(found.topics),
            "email": found.email,
            "person": found.person_id,
            "note": found.note,
        }
        if found
        else {}
    )
    form = HolderForm(request.POST or None, initial=first).for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            keep_holder(
                request.actor,
                {
                    "name": clean["name"],
                    "department": clean["department"],
                    "topics": words_in(clean["topics"]),
                    "email": clean["email"],
                    "person_id": clean["person"].pk if clean["person"] else None,
                    "note": clean["note"],
                },
                now=clock.now(),
                holder=found,
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": clean["name"]})
            return redirect("planning_holders", request.workspace.slug)
    may_plan = request.actor.may(Permission.PLAN)
    if not may_plan:
        for field in form.fields.values():
            field.disabled = True
    context = {"form": form, "found": found, "may_plan": may_plan}
    return render(request, "planning/holder.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def remove_holder(request: WorkRequest, holder: int) -> HttpResponse:
    """Take somebody out of the register."""
    found = get_object_or_404(KnowledgeHolder, pk=holder, workspace=request.workspace)
    drop_holder(request.actor, found, now=clock.now())
    messages.success(request, _("“%(name)s” was taken out.") % {"name": found.name})
    return redirect("planning_holders", request.workspace.slug)
