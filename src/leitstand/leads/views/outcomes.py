"""What people did after a post, and where they discovered us, held against the surveys the guide tells of (1.2, Abb. 4, 5)."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.house.spans import asked_span
from leitstand.leads.data import survey
from leitstand.leads.models import CONVERSIONS, DISCOVERIES
from leitstand.leads.outcomes import discovered, done

DAYS: Final = 365


@require_safe
@allow(Permission.SEE_FIGURES)
def outcomes(request: WorkRequest) -> HttpResponse:
    """Show both comparisons for a span."""
    form, span = asked_span(request, days=DAYS)
    did, heard = done(request.workspace, span), discovered(request.workspace, span)
    kinds, places = dict(CONVERSIONS), dict(DISCOVERIES)
    context = {
        "form": form,
        "did": [(kinds[one.line.name], one) for one in did],
        "has_asked": any(one.line.share is not None for one in did),
        "did_source": survey("outcomes"),
        "heard": [(places[one.name], one) for one in heard.lines],
        "answers": heard.answers,
        "heard_source": survey("discovery"),
        "may_type": request.actor.may(Permission.TYPE_READINGS),
    }
    return render(request, "leads/outcomes.html", context, status=422 if form.errors else 200)
