"""The list, for work on many items at once."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.planning.core.filters import SCOPE, Scope
from leitstand.planning.core.local_time import start_of
from leitstand.planning.core.stages import ORDER, Stage
from leitstand.planning.queries.listing import Mark, page
from leitstand.planning.views.drawing import STAGE_NAMES, Choice, Desk, shared

AFTER = "nach"


@allow(Permission.SEE)
def listing(request: WorkRequest) -> HttpResponse:
    """Show the items one beneath the other."""
    template = "planning/_list.html" if request.htmx else "planning/list.html"
    return render(request, template, context(request, request.GET))


def context(request: WorkRequest, params: QueryDict) -> dict[str, object]:
    """Read one page of the list."""
    desk = Desk.of(request, params)
    after = Mark.parse(params.get(AFTER, ""))
    found = page(request.workspace, desk.chosen, today=start_of(desk.today, desk.zone), after=after)
    campaigns = {one.pk: one for one in desk.campaigns}
    path = desk.url("planning_list")
    scopes = {
        Scope.COMING: _("Coming"),
        Scope.UNDATED: _("Without a date"),
        Scope.PAST: _("Past"),
        Scope.ALL: _("All, last changed first"),
    }
    return {
        **shared(desk, "list", _("List")),
        "entries": [desk.entry(row, campaigns=campaigns, people=True) for row in found.rows],
        "scopes": [
            Choice(scope.value, label, scope is desk.chosen.scope, path + desk.query(**{SCOPE: (scope.value,)}))
            for scope, label in scopes.items()
        ],
        "following": path + desk.query(**{AFTER: (str(found.following),)}) if found.following else "",
        "first_page": path + desk.query() if after else "",
        "is_empty": not found.rows,
        "stages": [
            (stage.value, STAGE_NAMES[stage]) for stage in ORDER if stage not in (Stage.PUBLISHED, Stage.MEASURED)
        ],
        "refresh": path + desk.query(**({AFTER: (str(after),)} if after else {})),
    }
