"""Reads of goals and first wins."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language

from leitstand.house.models import Workspace
from leitstand.strategy.core.goal_files import GoalMetric, catalogue
from leitstand.strategy.core.goals import Aim, in_tree_order
from leitstand.strategy.models import FirstWin, Goal, GoalValue


def goals_of(workspace: Workspace, *, with_ended: bool = False) -> Sequence[Goal]:
    """Return the goals under way, or all."""
    found = Goal.objects.filter(workspace=workspace).select_related("channel", "owner", "parent")
    return list(found if with_ended else found.filter(end=""))


def aim_of(goal: Goal, value: Decimal | None = None, *, has_parts: bool = False) -> Aim:
    """Return a goal as the core reads it."""
    return Aim(
        id=goal.pk,
        name=goal.name,
        level=goal.level,
        kind=goal.kind,
        parent=goal.parent_id,
        metric=goal.metric,
        unit=goal.unit,
        mode=goal.mode,
        baseline=goal.baseline,
        target=goal.target,
        starts_on=goal.starts_on,
        due_on=goal.due_on,
        value=value,
        has_parts=has_parts,
    )


def choices_of(workspace: Workspace, *, besides: int | None = None) -> list[tuple[str, str]]:
    """Return the goals under way for a choice, each indented under the one it serves; `besides` keeps a closed one choosable."""
    goals = {goal.pk: goal for goal in goals_of(workspace)}
    if besides is not None and besides not in goals:
        goals |= {goal.pk: goal for goal in Goal.objects.filter(workspace=workspace, pk=besides)}
    ordered = in_tree_order([aim_of(goal) for goal in goals.values()])
    return [(str(aim.id), "\u2003" * depth + aim.name) for aim, depth in ordered]


def metric_of(goal: Goal) -> GoalMetric | None:
    """Return what measures a goal; None where it is counted in a unit of its own, or not at all."""
    return catalogue().metric(goal.metric) if goal.metric else None


def is_by_hand(goal: Goal) -> bool:
    """Whether somebody has to enter the figures."""
    metric = metric_of(goal)
    return metric.counted == "hand" if metric else bool(goal.unit)


def unit_of(goal: Goal) -> str:
    """Return what is counted, in the reader's language."""
    metric = metric_of(goal)
    return metric.words.said(get_language() or "de") if metric else goal.unit


def values_of(goals: Sequence[Goal]) -> Mapping[int, list[GoalValue]]:
    """Return the figures entered by hand, oldest first; one query."""
    found: dict[int, list[GoalValue]] = {goal.pk: [] for goal in goals}
    for value in GoalValue.objects.filter(goal__in=[goal.pk for goal in goals]).select_related("entered_by"):
        found[value.goal_id].append(value)
    return found


def wins_of(workspace: Workspace, *, goal: Goal | None = None, count: int = 20) -> Sequence[FirstWin]:
    """Return the first wins, newest first."""
    found = FirstWin.objects.filter(workspace=workspace).select_related("goal", "entered_by")
    return list((found.filter(goal=goal) if goal is not None else found)[:count])


def waiting_for_target(workspace: Workspace, *, on: date) -> int:
    """Return how many goals have watched long enough and want a figure."""
    return Goal.objects.filter(workspace=workspace, end="", mode="observe", due_on__lte=on).count()
