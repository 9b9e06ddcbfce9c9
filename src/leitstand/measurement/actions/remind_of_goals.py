"""Remind people of goals: watching is over, six or nine months are past, the last day has come. Each once."""

from datetime import date, datetime

from django.urls import reverse

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.models import Workspace
from leitstand.house.notices import NoticeKind, notify
from leitstand.house.zones import day_in
from leitstand.measurement.goals import figures_of
from leitstand.measurement.notices import GOAL_CHECKPOINT, GOAL_DUE, GOAL_WANTS_TARGET
from leitstand.strategy.core.goal_files import catalogue
from leitstand.strategy.core.goals import reminder
from leitstand.strategy.goal_words import amount
from leitstand.strategy.models import Goal
from leitstand.strategy.queries.goals import aim_of, unit_of

_KINDS: dict[str, NoticeKind] = {"target": GOAL_WANTS_TARGET, "due": GOAL_DUE}


def remind_of_goals(*, now: datetime) -> int:
    """Notify those who plan of every goal whose day has come; return how many reminders went out."""
    count = 0
    with_goals = Goal.objects.filter(end="").values("workspace")
    for workspace in Workspace.objects.filter(pk__in=with_goals):
        today = day_in(workspace, now)
        goals = list(Goal.objects.filter(workspace=workspace, end="").select_related("workspace"))
        due = [(goal, told) for goal in goals if (told := _told(goal, today))]
        figures = figures_of(workspace, [goal for goal, _told in due], today=today)
        for goal, told in due:
            value = figures[goal.pk].value
            notify(
                _KINDS.get(told, GOAL_CHECKPOINT),
                workspace=workspace,
                permission=Permission.PLAN,
                params={
                    "name": goal.name,
                    "figure": f"{amount(value)} {unit_of(goal)}".strip() if value is not None else "–",
                    "months": told.removeprefix("month_"),
                },
                path=reverse("measurement_goal", args=[workspace.slug, goal.pk]),
                about=f"goal:{goal.pk}:{told}",
                now=now,
            )
            Goal.objects.filter(pk=goal.pk).update(reminded_of=told)
            audit.record(Actor.house(workspace), "measurement.remind_of_goal", goal, now=now, details={"about": told})
            count += 1
    return count


def _told(goal: Goal, today: date) -> str:
    return reminder(aim_of(goal), catalogue().expectation, last=goal.reminded_of, today=today)
