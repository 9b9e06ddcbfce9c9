"""Suppliers and roles to be filled, each with its checklist."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.strategy.actions.keep_partner import drop_partner, keep_partner
from leitstand.strategy.core.staffing import flags
from leitstand.strategy.forms.people import PartnerForm
from leitstand.strategy.models import Partner

KIND = "art"


@require_safe
@allow(Permission.SEE)
def partners(request: WorkRequest) -> HttpResponse:
    """List suppliers and roles with what their checklist points at."""
    found = Partner.objects.filter(workspace=request.workspace)
    rows = [(one, flags(one.kind, one.answers)) for one in found]
    context = {
        "rows": rows,
        "without_industry": [one for one, told in rows if any(flag.check.id == "industry" for flag in told)],
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "strategy/partners.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def partner(request: WorkRequest, partner: int | None = None) -> HttpResponse:
    """Show one with its checklist; by POST keep it."""
    found = get_object_or_404(Partner, pk=partner, workspace=request.workspace) if partner is not None else None
    kind = found.kind if found else "role" if request.GET.get(KIND) == "role" else "supplier"
    language = get_language() or "de"
    form = PartnerForm(request.POST or None, kind=kind, language=language, initial=_first(found))
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            kept = keep_partner(
                request.actor,
                kind=kind,
                company=clean["company"],
                service=clean["service"],
                note=clean["note"],
                answers=form.answers(),
                now=clock.now(),
                partner=found,
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": kept.company})
            return redirect("strategy_partner", request.workspace.slug, kept.pk)
    may_plan = request.actor.may(Permission.PLAN)
    if not may_plan:
        for field in form.fields.values():
            field.disabled = True
    context = {
        "found": found,
        "form": form,
        "is_role": kind == "role",
        "flags": [
            (one.check.words.said(language), one.check.flag.said(language), one.is_open)
            for one in (flags(found.kind, found.answers) if found else ())
        ],
        "may_plan": may_plan,
    }
    return render(request, "strategy/partner.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def remove_partner(request: WorkRequest, partner: int) -> HttpResponse:
    """Take one out."""
    found = get_object_or_404(Partner, pk=partner, workspace=request.workspace)
    drop_partner(request.actor, found, now=clock.now())
    messages.success(request, _("“%(name)s” was deleted.") % {"name": found.company})
    return redirect("strategy_partners", request.workspace.slug)


def _first(found: Partner | None) -> dict[str, object]:
    if found is None:
        return {}
    said = {True: "yes", False: "no"}
    first: dict[str, object] = {name: getattr(found, name) for name in ("company", "service", "note")}
    return first | {f"check-{name}": said[bool(answer)] for name, answer in found.answers.items()}
