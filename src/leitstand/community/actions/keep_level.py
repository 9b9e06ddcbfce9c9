"""Lay down a level of the ladder, or take it away."""

from datetime import datetime, time
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.community.core.escalation import Trigger
from leitstand.community.models import Level
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.models import Membership


class LevelFields(TypedDict):
    """What is laid down of a level."""

    number: int
    name: str
    people: list[int]
    reach: str
    opens: time | None
    closes: time | None
    weekdays_only: bool
    minutes: int
    triggers: dict[str, object]
    may_decide: str


@transaction.atomic
def keep_level(actor: Actor, fields: LevelFields, *, now: datetime) -> Level:
    """Keep the level of this number; raises Invalid at the field."""
    actor.require(Permission.APPROVE)
    errors: dict[str, str] = {}
    if not fields["name"].strip():
        errors["name"] = _("Give the level a name.")
    if not 1 <= fields["number"] <= 9:
        errors["number"] = _("A level is a number from 1 to 9.")
    if not 1 <= fields["minutes"] <= 10080:
        errors["minutes"] = _("Between one minute and a week.")
    members = Membership.objects.filter(workspace=actor.workspace, person__in=fields["people"], person__is_active=True)
    people = list(members.values_list("person_id", flat=True))
    if not people or len(people) != len(set(fields["people"])):
        errors["people"] = _("Name at least one person who works here.")
    opens, closes = fields["opens"], fields["closes"]
    if (opens is None) != (closes is None) or (opens is not None and closes is not None and opens >= closes):
        errors["closes"] = _("Please enter both times, the later one second; or none.")
    if set(fields["triggers"]) - {one.value for one in Trigger}:
        errors["triggers"] = _("There is no such trigger.")
    if errors:
        raise Invalid(errors)
    level, _made = Level.objects.update_or_create(
        workspace=actor.workspace,
        number=fields["number"],
        defaults={
            "name": fields["name"].strip()[:80],
            "reach": fields["reach"].strip()[:300],
            "opens": opens,
            "closes": closes,
            "weekdays_only": fields["weekdays_only"],
            "minutes": fields["minutes"],
            "triggers": fields["triggers"],
            "may_decide": fields["may_decide"].strip(),
        },
    )
    level.people.set(people)
    audit.record(actor, "community.keep_level", level, now=now, details={"number": level.number})
    return level


@transaction.atomic
def drop_level(actor: Actor, level: Level, *, now: datetime) -> None:
    """Take a level away; what stands open on it climbs as before."""
    actor.require(Permission.APPROVE)
    actor.own(level)
    audit.record(actor, "community.drop_level", level, now=now, details={"number": level.number})
    level.delete()
