"""The room at a glance: what each page decides, what is open, and what was decided lately."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.strategy.models import Decision
from leitstand.strategy.queries.sheets import states
from leitstand.strategy.sections import shown_sections

DECISIONS_SHOWN = 8


@require_safe
@allow(Permission.SEE)
def overview(request: WorkRequest) -> HttpResponse:
    """Show the sections and the latest decisions."""
    today = clock.now().date()
    found = states(request.workspace, today=today)
    context = {
        "sections": shown_sections(request.workspace.hidden_places),
        "decisions": Decision.objects.filter(workspace=request.workspace).select_related("decided_by")[
            :DECISIONS_SHOWN
        ],
        "due": [state for state in found if state.is_due],
        "answered": sum(1 for state in found if state.answer),
        "all_sheets": len(found),
        "today": today,
    }
    return render(request, "strategy/overview.html", context)
