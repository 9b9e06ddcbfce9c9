"""Who is responsible: departments with lead, contributors, goals, figures and budget; and the long view of holding out."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.house import charts, clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in
from leitstand.measurement.core.continuity import continuity, monday_of
from leitstand.measurement.goals import figures_of
from leitstand.measurement.longterm import months_of, weeks_of
from leitstand.strategy.core.goals import Standing, stand
from leitstand.strategy.models import Goal, Responsibility
from leitstand.strategy.models.goal import AREAS
from leitstand.strategy.models.responsibility import FOUR_AREAS
from leitstand.strategy.queries.goals import aim_of, goals_of, unit_of

SPANS: Final = (12, 24)
WEEKS_OF: Final = {12: 52, 24: 104}


@dataclass(frozen=True, slots=True)
class Area:
    """A department's row: its part, and each of its goals with what measures it and where it stands."""

    id: str
    name: "str | Promise"
    part: Responsibility | None
    goals: tuple[tuple[Goal, str, Standing], ...]
    is_of_the_four: bool

    @property
    def span(self) -> int:
        """How many lines it takes."""
        return max(1, len(self.goals))


@require_safe
@allow(Permission.SEE)
def matrix(request: WorkRequest) -> HttpResponse:
    """Show the matrix: the four areas always, others once they have a part or a goal."""
    workspace = request.workspace
    today = day_in(workspace, clock.now())
    parts = {part.area: part for part in Responsibility.objects.filter(workspace=workspace).select_related("lead")}
    goals = goals_of(workspace)
    figures = figures_of(workspace, goals, today=today)
    standings = stand([aim_of(goal, figures[goal.pk].value) for goal in goals])
    by_area: dict[str, list[tuple[Goal, str, Standing]]] = {}
    for goal in goals:
        by_area.setdefault(goal.area, []).append((goal, unit_of(goal), standings[goal.pk]))
    areas = [
        Area(name, label, parts.get(name), tuple(by_area.get(name, ())), name in FOUR_AREAS)
        for name, label in AREAS
        if name in FOUR_AREAS or name in parts or name in by_area
    ]
    context = {
        "areas": areas,
        "without_lead": [one.name for one in areas if one.is_of_the_four and not (one.part and one.part.lead)],
        "without_goal": [one.name for one in areas if one.is_of_the_four and not one.goals],
        "leading": next((part for part in parts.values() if part.is_leading), None),
        "budget": sum((part.yearly_budget or Decimal(0) for part in parts.values()), Decimal(0)),
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "measurement/matrix.html", context)


@require_safe
@allow(Permission.SEE_FIGURES)
def long_view(request: WorkRequest) -> HttpResponse:
    """Show twelve or twenty-four months: weeks that kept their plan, posts and figures month by month."""
    workspace = request.workspace
    told = request.GET.get("monate", "")
    months = int(told) if told.isdigit() and int(told) in SPANS else SPANS[0]
    today = day_in(workspace, clock.now())
    since = monday_of(today) - timedelta(weeks=WEEKS_OF[months])
    held = continuity(weeks_of(workspace, since), today=today, weeks=WEEKS_OF[months])
    rows = months_of(workspace, _months_ago(today, months - 1), today)
    drawn = [
        {"week": str(row.first), "channel": _("Interactions"), "value": row.interactions}
        for row in rows
        if row.interactions is not None
    ]
    context = {
        "months": months,
        "spans": SPANS,
        "held": held,
        "lines": rows,
        "rows": drawn,
        "chart": charts.weeks(drawn, title=_("Interactions"), week_title=_("Month from")) if drawn else None,
        "marks": [(week, week.monday + timedelta(days=6)) for week in reversed(held.weeks) if week.kept != "kept"][:12],
    }
    return render(request, "measurement/long_view.html", context)


def _months_ago(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)
