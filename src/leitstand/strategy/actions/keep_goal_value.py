"""Keep a figure of a goal that somebody counted by hand; a second one of a day replaces the first."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.strategy.models import Goal, GoalValue
from leitstand.strategy.queries.goals import is_by_hand


@transaction.atomic
def keep_goal_value(actor: Actor, goal: Goal, *, value: Decimal, on: date, now: datetime) -> GoalValue:
    """Write a figure down; only where no network counts it."""
    actor.require(Permission.TYPE_READINGS)
    actor.own(goal)
    if not is_by_hand(goal):
        raise Impossible(_("The networks count this goal; its figures come by themselves."))
    errors = {}
    if value < 0:
        errors["value"] = _("Please enter 0 or more.")
    if on > now.date():
        errors["on"] = _("This day is still to come.")
    if errors:
        raise Invalid(errors)
    kept, _is_new = GoalValue.objects.update_or_create(
        goal=goal, on=on, defaults={"workspace": actor.workspace, "value": value, "entered_by": actor.person}
    )
    audit.record(actor, "strategy.keep_goal_value", goal, now=now, details={"value": str(value), "on": on.isoformat()})
    return kept
