"""Load a set of example goals to begin with; each is then an ordinary goal that is reworded and given figures."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.strategy.actions.keep_goal import keep_goal
from leitstand.strategy.core.goal_files import ExampleGoal, catalogue
from leitstand.strategy.core.goals import in_months
from leitstand.strategy.models import Goal


@transaction.atomic
def load_goal_set(actor: Actor, name: str, *, now: datetime) -> Sequence[Goal]:
    """Write the goals of a set down, in the reader's language; those of the same name that are there already are left out."""
    actor.require(Permission.PLAN)
    chosen = catalogue().set(name)
    if chosen is None:
        raise Invalid({"set": _("There is no such set.")})
    there = {goal.name: goal for goal in Goal.objects.filter(workspace=actor.workspace, end="")}
    made: dict[str, Goal] = {}
    new = []
    for example in chosen.goals:
        words = example.name.said(get_language() or "de")
        if words not in there:
            there[words] = _kept(actor, example, words, made.get(example.under), now)
            new.append(there[words])
        made[example.key] = there[words]
    audit.record(actor, "strategy.load_goal_set", None, now=now, details={"set": name, "goals": len(new)})
    return new


def _kept(actor: Actor, example: ExampleGoal, words: str, parent: Goal | None, now: datetime) -> Goal:
    watches = bool(example.metric) and example.target is None and example.months is not None
    return keep_goal(
        actor,
        {
            "name": words,
            "level": example.level,
            "direction": "top_down" if parent is not None or example.level == "company" else "bottom_up",
            "kind": example.kind,
            "area": example.area,
            "parent": parent,
            "metric": example.metric,
            "unit": "",
            "channel": None,
            "mode": "observe" if watches else "target",
            "baseline": None,
            "target": None if example.target is None else Decimal(example.target),
            "starts_on": now.date(),
            "due_on": in_months(now.date(), example.months) if example.months is not None else None,
            "owner": actor.person,
            "note": "",
        },
        now=now,
    )
