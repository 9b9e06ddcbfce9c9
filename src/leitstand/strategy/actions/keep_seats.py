"""Keep who has how many hours for social media, and how long a post of each kind takes."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.models import Membership, Person
from leitstand.strategy.core.demand import USUAL_HOURS
from leitstand.strategy.models import FormatHours, Seat

MOST_HOURS = 60
MOST_HOURS_A_POST = 200


class SeatFields(TypedDict):
    """One seat: a member, or a name for an open post or a helper from outside."""

    person: Person | None
    name: str
    hours_a_week: Decimal
    content_percent: int
    cost_per_hour: Decimal | None


@transaction.atomic
def keep_seat(actor: Actor, fields: SeatFields, *, now: datetime, seat: Seat | None = None) -> Seat:
    """Create or change a seat; raises Invalid at the field."""
    actor.require(Permission.PLAN)
    if seat is not None:
        actor.own(seat)
    errors = {}
    person = fields["person"]
    if person is None and not fields["name"].strip():
        errors["name"] = _("Please choose a member or enter a name.")
    if person is not None:
        if not Membership.objects.filter(workspace=actor.workspace, person=person).exists():
            errors["person"] = _("This person is no member here.")
        others = Seat.objects.filter(workspace=actor.workspace, person=person)
        if (others.exclude(pk=seat.pk) if seat else others).exists():
            errors["person"] = _("This person has hours already.")
    if not 0 < fields["hours_a_week"] <= MOST_HOURS:
        errors["hours_a_week"] = _("Please enter more than 0 and at most 60 hours.")
    if not 0 <= fields["content_percent"] <= 100:
        errors["content_percent"] = _("Please enter between 0 and 100 percent.")
    if errors:
        raise Invalid(errors)
    found = seat or Seat(workspace=actor.workspace)
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()
    audit.record(actor, "strategy.keep_seat", found, now=now)
    return found


@transaction.atomic
def drop_seat(actor: Actor, seat: Seat, *, now: datetime) -> None:
    """Take somebody's hours out of the reckoning."""
    actor.require(Permission.PLAN)
    actor.own(seat)
    audit.record(actor, "strategy.drop_seat", seat, now=now)
    seat.delete()


@transaction.atomic
def keep_format_hours(actor: Actor, hours: Mapping[str, Decimal], *, now: datetime) -> None:
    """Keep how long a post of each kind takes this team; kinds left out count as usual again."""
    actor.require(Permission.PLAN)
    if set(hours) - USUAL_HOURS.keys():
        raise Invalid({"hours": _("One of these kinds of content does not exist.")})
    if wrong := [kind for kind, number in hours.items() if not 0 < number <= MOST_HOURS_A_POST]:
        raise Invalid({kind: _("Please enter more than 0 and at most 200 hours.") for kind in wrong})
    FormatHours.objects.filter(workspace=actor.workspace).delete()
    FormatHours.objects.bulk_create(
        FormatHours(workspace=actor.workspace, kind=kind, hours=number) for kind, number in hours.items()
    )
    audit.record(actor, "strategy.keep_format_hours", None, now=now)
