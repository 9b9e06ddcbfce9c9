"""Keep goals: write down, close, open again, delete, and set the figure once watching is over."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Membership, Person
from leitstand.strategy.core.goal_files import catalogue
from leitstand.strategy.core.goals import is_above
from leitstand.strategy.models import Goal
from leitstand.strategy.models.goal import AREAS, GOAL_DIRECTIONS, GOAL_ENDS, GOAL_LEVELS, GOAL_MODES

MOST_GOALS: Final = 200


class GoalFields(TypedDict):
    """What is kept of a goal."""

    name: str
    level: str
    direction: str
    kind: str
    area: str
    parent: Goal | None
    metric: str
    unit: str
    channel: Channel | None
    mode: str
    baseline: Decimal | None
    target: Decimal | None
    starts_on: date
    due_on: date | None
    owner: Person | None
    note: str


@transaction.atomic
def keep_goal(actor: Actor, fields: GoalFields, *, now: datetime, goal: Goal | None = None) -> Goal:
    """Create or change a goal; raises Invalid at the field. What is not SMART yet is kept: the check names it, it does not forbid."""
    actor.require(Permission.PLAN)
    actor.own(*(one for one in (goal, fields["parent"], fields["channel"]) if one is not None))
    errors = _wrong(actor, fields, goal)
    if errors:
        raise Invalid(errors)
    found = goal or Goal(workspace=actor.workspace, created_at=now)
    if found.due_on != fields["due_on"] or found.mode != fields["mode"]:
        found.reminded_of = ""
    for name, value in fields.items():
        setattr(found, name, value)
    found.name = " ".join(fields["name"].split())
    if found.mode == "observe":
        found.target = None
    found.save()
    audit.record(actor, "strategy.keep_goal", found, now=now)
    return found


def _wrong(actor: Actor, fields: GoalFields, goal: Goal | None) -> dict[str, str]:
    errors = {}
    if not fields["name"].strip():
        errors["name"] = _("Please say what you want to reach.")
    elif goal is None and Goal.objects.filter(workspace=actor.workspace, end="").count() >= MOST_GOALS:
        errors["name"] = _("There are %(count)d goals under way already; close some first.") % {"count": MOST_GOALS}
    errors |= _wrong_choices(fields)
    for name in ("baseline", "target"):
        value = fields[name]
        if value is not None and value < 0:
            errors[name] = _("Please enter 0 or more.")
    if fields["due_on"] is not None and fields["due_on"] <= fields["starts_on"]:
        errors["due_on"] = _("The end comes after the beginning.")
    elif fields["mode"] == "observe" and fields["due_on"] is None:
        errors["due_on"] = _("Until when do you want to watch? On that day you are asked for the figure.")
    return errors | _wrong_places(actor, fields, goal)


def _wrong_choices(fields: GoalFields) -> dict[str, str]:
    chosen = {"level": GOAL_LEVELS, "direction": GOAL_DIRECTIONS, "area": AREAS, "mode": GOAL_MODES}
    wrong = {name for name, choices in chosen.items() if fields[name] not in dict(choices)}  # type: ignore[literal-required]
    known = catalogue()
    wrong |= {"kind"} if known.kind(fields["kind"]) is None else set()
    errors = {name: _("Please choose one of the answers.") for name in wrong}
    if fields["metric"] and known.metric(fields["metric"]) is None:
        errors["metric"] = _("There is no such figure.")
    return errors


def _wrong_places(actor: Actor, fields: GoalFields, goal: Goal | None) -> dict[str, str]:
    errors = {}
    owner, parent = fields["owner"], fields["parent"]
    if owner is not None and not Membership.objects.filter(workspace=actor.workspace, person=owner).exists():
        errors["owner"] = _("This person is no member here.")
    if goal is not None and parent is not None:
        parents = dict(Goal.objects.filter(workspace=actor.workspace).values_list("pk", "parent_id"))
        if is_above(parent.pk, goal.pk, parents):
            errors["parent"] = _("A goal cannot hang under itself.")
    return errors


@transaction.atomic
def set_target(
    actor: Actor, goal: Goal, *, baseline: Decimal | None, target: Decimal, due_on: date, now: datetime
) -> None:
    """Turn a goal that watched first into one with a figure and a new end; raises Invalid at the field."""
    actor.require(Permission.PLAN)
    actor.own(goal)
    if goal.mode != "observe":
        raise Impossible(_("This goal has its figure already."))
    errors = {}
    if target <= (baseline or 0):
        errors["target"] = _("The figure to reach lies above the one that was watched.")
    if due_on <= now.date():
        errors["due_on"] = _("Please choose a day to come.")
    if errors:
        raise Invalid(errors)
    goal.mode, goal.baseline, goal.target = "target", baseline, target
    goal.starts_on, goal.due_on, goal.reminded_of = now.date(), due_on, ""
    goal.save(update_fields=["mode", "baseline", "target", "starts_on", "due_on", "reminded_of"])
    audit.record(actor, "strategy.set_target", goal, now=now, details={"target": str(target)})


@transaction.atomic
def end_goal(actor: Actor, goal: Goal, *, end: str, note: str, now: datetime) -> None:
    """Close a goal as reached, missed or dropped; its posts keep it, new ones are no longer offered it."""
    actor.require(Permission.PLAN)
    actor.own(goal)
    if not end or end not in dict(GOAL_ENDS):
        raise Invalid({"end": _("Please choose one of the answers.")})
    goal.end, goal.end_note, goal.ended_at = end, note.strip()[:500], now
    goal.save(update_fields=["end", "end_note", "ended_at"])
    audit.record(actor, "strategy.end_goal", goal, now=now, details={"end": end})


@transaction.atomic
def reopen_goal(actor: Actor, goal: Goal, *, now: datetime) -> None:
    """Take the end of a goal back."""
    actor.require(Permission.PLAN)
    actor.own(goal)
    goal.end, goal.ended_at = "", None
    goal.save(update_fields=["end", "ended_at"])
    audit.record(actor, "strategy.reopen_goal", goal, now=now)


@transaction.atomic
def drop_goal(actor: Actor, goal: Goal, *, now: datetime) -> None:
    """Delete a goal; the goals below hang under the one above it."""
    actor.require(Permission.PLAN)
    actor.own(goal)
    Goal.objects.filter(parent=goal).update(parent=goal.parent)
    audit.record(actor, "strategy.drop_goal", goal, now=now)
    goal.delete()
