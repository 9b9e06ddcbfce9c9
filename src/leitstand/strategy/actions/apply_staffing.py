"""Apply a pattern of staffing: hours for every post, and the role in Leitstand that follows from its tasks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actions.change_role import change_role
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission, Role
from leitstand.house.errors import Invalid
from leitstand.house.models import Membership, Person
from leitstand.strategy.core.staffing import Slot, Template
from leitstand.strategy.models import Seat


@dataclass(frozen=True, slots=True)
class Change:
    """What applying a pattern does for one post; `role_before` is "" where nobody takes it: it becomes an open post."""

    slot: Slot
    person: Person | None
    role_before: str
    hours_before: Decimal | None

    @property
    def changes_role(self) -> bool:
        """Whether somebody may do other things afterwards."""
        return bool(self.person) and self.role_before != self.slot.role


def preview_staffing(actor: Actor, template: Template, chosen: Mapping[str, int | None]) -> Sequence[Change]:
    """Say what applying would change, without changing anything; raises Invalid where one person takes two posts."""
    actor.require(Permission.MANAGE_PEOPLE)
    told = [person for person in chosen.values() if person is not None]
    if len(set(told)) != len(told):
        raise Invalid({"person": _("One person can take one post only.")})
    members = {
        one.person_id: one
        for one in Membership.objects.filter(workspace=actor.workspace, person__in=told).select_related("person")
    }
    if set(told) - members.keys():
        raise Invalid({"person": _("This person is no member here.")})
    hours = dict(Seat.objects.filter(workspace=actor.workspace, person__in=told).values_list("person", "hours_a_week"))
    changes = []
    for slot in template.slots:
        pk = chosen.get(slot.id)
        member = members[pk] if pk is not None else None
        changes.append(
            Change(
                slot,
                member.person if member else None,
                member.role if member else "",
                hours.get(member.person_id) if member else None,
            )
        )
    return changes


@transaction.atomic
def apply_staffing(actor: Actor, template: Template, chosen: Mapping[str, int | None], *, now: datetime) -> None:
    """Do what the preview says; somebody who becomes an owner does so first, so that there always is one."""
    changes = preview_staffing(actor, template, chosen)
    for change in sorted(changes, key=lambda one: one.slot.role != Role.OWNER.value):
        if change.person is not None:
            member = Membership.objects.get(workspace=actor.workspace, person=change.person)
            change_role(actor, member, change.slot.role, now=now)
    language = get_language() or "de"
    for change in changes:
        name = change.slot.name.said(language)
        seat = (
            Seat.objects.filter(workspace=actor.workspace, person=change.person).first()
            if change.person
            else Seat.objects.filter(workspace=actor.workspace, person=None, name=name).first()
        ) or Seat(workspace=actor.workspace, person=change.person, name="" if change.person else name)
        seat.hours_a_week = Decimal(change.slot.hours)
        seat.content_percent = change.slot.content_percent
        seat.save()
    audit.record(actor, "strategy.apply_staffing", None, now=now, details={"kind": template.id})
