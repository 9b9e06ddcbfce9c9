"""What social media contributed to the deals won (guide 1.3): most close by phone or in person, many begin on a network."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in
from leitstand.leads.core.contribution import SOCIAL
from leitstand.leads.forms import SpanForm
from leitstand.leads.models import STEP_KINDS
from leitstand.leads.queries import contribution_of
from leitstand.leads.words import PARTS


@require_safe
@allow(Permission.SEE_FIGURES)
def contribution(request: WorkRequest) -> HttpResponse:
    """Show the deals won in a span; without one, of the last twelve months."""
    today = day_in(request.workspace, clock.now())
    usual = {"von": today.replace(day=1).replace(year=today.year - 1), "bis": today}
    form = SpanForm(request.GET if {"von", "bis"} & set(request.GET) else None, initial=usual)
    span = form.cleaned_data if form.is_bound and form.is_valid() else usual
    found = contribution_of(request.workspace, span["von"], span["bis"])
    kinds = dict(STEP_KINDS)
    closing = sorted(found.closing.items(), key=lambda pair: (-pair[1].value, -pair[1].count))
    context = {
        "here": "contribution",
        "form": form,
        "span": span,
        "found": found,
        "parts": [(PARTS[part], one) for part, one in found.parts.items()],
        "closing": [
            (kinds[kind.value] if kind else _("No step logged"), one, kind in SOCIAL if kind else False)
            for kind, one in closing
        ],
        "may_answer": request.actor.may(Permission.ANSWER),
    }
    return render(request, "leads/contribution.html", context, status=422 if form.errors else 200)
