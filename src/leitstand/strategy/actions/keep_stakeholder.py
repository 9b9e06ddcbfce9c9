"""Keep a group with a stake."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.strategy.core.stakeholders import SCALE
from leitstand.strategy.models import Stakeholder, TargetGroup


@transaction.atomic
def keep_stakeholder(
    actor: Actor,
    *,
    group: str,
    wants: str,
    influence: int,
    interest: int,
    target_group: TargetGroup | None,
    now: datetime,
    stakeholder: Stakeholder | None = None,
) -> Stakeholder:
    """Create or change a group; raises Invalid at the field."""
    actor.require(Permission.PLAN)
    for own in (stakeholder, target_group):
        if own is not None:
            actor.own(own)
    errors = {}
    if not group.strip():
        errors["group"] = _("Please name the group.")
    for name, number in (("influence", influence), ("interest", interest)):
        if number not in SCALE:
            errors[name] = _("Please rate from 1 to 5.")
    if errors:
        raise Invalid(errors)
    found = stakeholder or Stakeholder(workspace=actor.workspace)
    found.group, found.wants, found.target_group = group.strip(), wants.strip(), target_group
    found.influence, found.interest = influence, interest
    found.save()
    audit.record(actor, "strategy.keep_stakeholder", found, now=now)
    return found


@transaction.atomic
def drop_stakeholder(actor: Actor, stakeholder: Stakeholder, *, now: datetime) -> None:
    """Take a group off the map."""
    actor.require(Permission.PLAN)
    actor.own(stakeholder)
    audit.record(actor, "strategy.drop_stakeholder", stakeholder, now=now)
    stakeholder.delete()
