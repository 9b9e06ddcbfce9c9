"""What is read: feeds, searches on networks, the inbox, imported files; and whether it works."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.listening.models import SOURCE_KINDS
from leitstand.listening.queries.searches import sources_of


@require_safe
@allow(Permission.SEE)
def sources(request: WorkRequest) -> HttpResponse:
    """Show every source by its kind."""
    rows = list(sources_of(request.workspace))
    groups = [(label, [row for row in rows if row.kind == kind]) for kind, label in SOURCE_KINDS]
    context = {
        "here": "sources",
        "groups": [(label, found) for label, found in groups if found],
        "may_change": request.actor.may(Permission.ANSWER),
        "may_connect": request.actor.may(Permission.MANAGE_CHANNELS),
    }
    return render(request, "listening/sources.html", context)
