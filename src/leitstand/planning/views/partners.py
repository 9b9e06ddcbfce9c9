"""Partners that posts are made with."""

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
from leitstand.planning.actions.keep_partner import drop_partner, keep_partner
from leitstand.planning.changes import zone_of
from leitstand.planning.models import Partner
from leitstand.planning.people_forms import PartnerForm
from leitstand.planning.queries.people import partners_of, stands
from leitstand.planning.release_words import chip


@require_safe
@allow(Permission.SEE)
def partners(request: WorkRequest) -> HttpResponse:
    """List the partners."""
    context = {"partners": partners_of(request.workspace), "may_plan": request.actor.may(Permission.PLAN)}
    return render(request, "planning/partners.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def partner(request: WorkRequest, partner: int | None = None) -> HttpResponse:
    """Show a partner with the posts made together; by POST keep it."""
    found = get_object_or_404(Partner, pk=partner, workspace=request.workspace) if partner is not None else None
    names = ("name", "kind", "contact", "email", "mention", "note")
    form = PartnerForm(request.POST or None, initial={name: getattr(found, name) for name in names} if found else {})
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in names}
        try:
            kept = keep_partner(request.actor, told, now=clock.now(), partner=found)  # type: ignore[arg-type]
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": kept.name})
            return redirect("planning_partners", request.workspace.slug)
    today = clock.now().astimezone(zone_of(request.workspace)).date()
    together = found.releases.filter(item__deleted_at=None, item__isnull=False).select_related("item") if found else []
    context = {
        "form": form,
        "partner": found,
        "together": [(one, chip(stands(one, today))) for one in together],
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "planning/partner.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def remove(request: WorkRequest, partner: int) -> HttpResponse:
    """Take a partner out of the register."""
    found = get_object_or_404(Partner, pk=partner, workspace=request.workspace)
    drop_partner(request.actor, found, now=clock.now())
    messages.success(request, _("“%(name)s” was taken out.") % {"name": found.name})
    return redirect("planning_partners", request.workspace.slug)
