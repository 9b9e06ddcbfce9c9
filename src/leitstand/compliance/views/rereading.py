"""Which sources of law are to be read again, and what came of it."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.compliance.actions.reread import name_law_keeper, note_reread
from leitstand.compliance.models import LawKeeper, Rereading
from leitstand.compliance.queries import readings
from leitstand.compliance.registers import paces
from leitstand.compliance.words import SURE_NAMES
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.models import Person
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.APPROVE)
def reread(request: WorkRequest) -> HttpResponse:
    """List the sources by the day they are due; by POST note that some were read."""
    today = day_in(request.workspace, clock.now())
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            made = note_reread(
                request.actor,
                request.POST.getlist("rule"),
                on=_day(request.POST.get("on", "")),
                found=request.POST.get("found", ""),
                note=request.POST.get("note", ""),
                now=clock.now(),
            )
        except Invalid as invalid:
            errors = invalid.errors
        else:
            text = ngettext("Noted for %(count)d rule.", "Noted for %(count)d rules.", len(made))
            messages.success(request, text % {"count": len(made)})
            return redirect("compliance_reread", request.workspace.slug)
    return render(request, "compliance/reread.html", _context(request, today, errors), status=422 if errors else 200)


def _context(request: WorkRequest, today: date, errors: dict[str, str]) -> dict[str, object]:
    language = get_language() or "de"
    found = [one for one in readings(request.workspace.pk) if one.rule.retired_on is None]
    rows = [(one, one.rule.title.said(language), SURE_NAMES[one.rule.sure]) for one in found]
    keeper = LawKeeper.objects.filter(workspace=request.workspace).select_related("person").first()
    return {
        "late": [row for row in rows if row[0].is_overdue(today)],
        "coming": [row for row in rows if not row[0].is_overdue(today)],
        "chosen": set(request.POST.getlist("rule")),
        "told": request.POST,
        "today": today,
        "errors": errors,
        "paces": [(SURE_NAMES[sure], pace.days, pace.why.said(language)) for sure, pace in paces().items()],
        "changed": Rereading.objects.filter(workspace=request.workspace, found="changed").select_related("by")[:20],
        "keeper": keeper.person if keeper else None,
        "people": Person.objects.filter(memberships__workspace=request.workspace, is_active=True).order_by("name"),
        "may_note": request.actor.may(Permission.APPROVE),
        "may_manage": request.actor.may(Permission.MANAGE_WORKSPACE),
    }


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Invalid({"on": _("Please enter a day.")}) from None


@post_only
@allow(Permission.MANAGE_WORKSPACE)
def keeper(request: WorkRequest) -> HttpResponse:
    """Say who sees to it."""
    told = request.POST.get("person", "")
    person = None
    if told:
        members = Person.objects.filter(memberships__workspace=request.workspace)
        person = members.filter(pk=int(told)).first() if told.isascii() and told.isdigit() and len(told) < 18 else None
        if person is None:
            messages.error(request, _("This person does not work here."))
            return redirect("compliance_reread", request.workspace.slug)
    name_law_keeper(request.actor, person, now=clock.now())
    messages.success(request, _("Saved."))
    return redirect("compliance_reread", request.workspace.slug)
