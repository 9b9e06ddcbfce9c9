"""The board: one column for each stage, under the guide's three levels."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.planning.core.filters import SCOPE, STAGE, Scope
from leitstand.planning.core.stages import LEVEL_OF, Level
from leitstand.planning.queries.board import COUNTED, columns
from leitstand.planning.views.drawing import LEVEL_NAMES, STAGE_NAMES, STATE_OF, Desk, shared


@allow(Permission.SEE)
def board(request: WorkRequest) -> HttpResponse:
    """Show the items by stage."""
    template = "planning/_board.html" if request.htmx else "planning/board.html"
    return render(request, template, context(request, request.GET))


def context(request: WorkRequest, params: QueryDict) -> dict[str, object]:
    """Read and lay out the board."""
    desk = Desk.of(request, params)
    found = columns(request.workspace, desk.chosen)
    campaigns = {one.pk: one for one in desk.campaigns}
    levels = []
    for level in Level:
        drawn = [
            {
                "stage": column.stage.value,
                "state": STATE_OF.get(column.stage.value, column.stage.value),
                "label": STAGE_NAMES[column.stage],
                "entries": [desk.entry(row, campaigns=campaigns, people=True) for row in column.rows],
                "ids": [row.id for row in column.rows],
                "count": f"{COUNTED}+" if column.total >= COUNTED else str(column.total),
                "hidden": column.total - len(column.rows),
                "list_url": desk.url("planning_list")
                + desk.query(**{STAGE: (column.stage.value,), SCOPE: (Scope.ALL.value,)}),
            }
            for column in found
            if LEVEL_OF[column.stage] is level
            and (not desk.chosen.shown_stages or column.stage in desk.chosen.shown_stages)
        ]
        if drawn and not desk.chosen.hides_all:
            levels.append((LEVEL_NAMES[level], drawn))
    return {
        **shared(desk, "board", _("Board")),
        "levels": levels,
        "is_empty": not any(column.total for column in found),
        "refresh": desk.url("planning_board") + desk.query(),
    }
