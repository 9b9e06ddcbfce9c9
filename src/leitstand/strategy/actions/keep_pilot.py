"""Give somebody hours to learn, keep the learning log, and close it with what came of it."""

from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Membership, Person
from leitstand.strategy.models import Pilot, PilotNote


class PilotFields(TypedDict):
    """One pilot."""

    person: Person
    aim: str
    freed_hours: Decimal
    freed_from: str
    starts: date
    ends: date


@transaction.atomic
def keep_pilot(actor: Actor, fields: PilotFields, *, now: datetime, pilot: Pilot | None = None) -> Pilot:
    """Create or change a pilot; hours count as freed only when it is said what others take over for them."""
    actor.require(Permission.PLAN)
    if pilot is not None:
        actor.own(pilot)
    errors = {}
    if not Membership.objects.filter(workspace=actor.workspace, person=fields["person"]).exists():
        errors["person"] = _("This person is no member here.")
    if not fields["aim"].strip():
        errors["aim"] = _("Please say what is tried out.")
    if not 0 < fields["freed_hours"] <= 40:
        errors["freed_hours"] = _("Please enter more than 0 and at most 40 hours; without time nobody learns.")
    if not fields["freed_from"].strip():
        errors["freed_from"] = _("Please say what is left to others: otherwise the hours are not free.")
    if fields["ends"] < fields["starts"]:
        errors["ends"] = _("The end lies before the start.")
    if errors:
        raise Invalid(errors)
    found = pilot or Pilot(workspace=actor.workspace)
    for name, value in fields.items():
        setattr(found, name, value.strip() if isinstance(value, str) else value)
    found.save()
    audit.record(actor, "strategy.keep_pilot", found, now=now)
    return found


@transaction.atomic
def log_learning(
    actor: Actor, pilot: Pilot, *, on: date, tried: str, learned: str, hours: Decimal, now: datetime
) -> PilotNote:
    """Add to the log: the pilot themselves, or whoever plans."""
    actor.own(pilot)
    if actor.person != pilot.person:
        actor.require(Permission.PLAN)
    if pilot.ended_at is not None:
        raise Impossible(_("This pilot is closed."))
    errors = {}
    if not tried.strip():
        errors["tried"] = _("Please say what was tried.")
    if not learned.strip():
        errors["learned"] = _("Please say what was learned, also when it failed.")
    if not 0 <= hours <= 40:
        errors["hours"] = _("Please enter between 0 and 40 hours.")
    if errors:
        raise Invalid(errors)
    note = PilotNote.objects.create(pilot=pilot, on=on, tried=tried.strip(), learned=learned.strip(), hours=hours)
    audit.record(actor, "strategy.log_learning", pilot, now=now)
    return note


@transaction.atomic
def close_pilot(actor: Actor, pilot: Pilot, *, outcome: str, now: datetime) -> None:
    """Close a pilot with what came of it."""
    actor.require(Permission.PLAN)
    actor.own(pilot)
    if not outcome.strip():
        raise Invalid({"outcome": _("Please say what came of it.")})
    pilot.outcome, pilot.ended_at = outcome.strip(), now
    pilot.save(update_fields=["outcome", "ended_at"])
    audit.record(actor, "strategy.close_pilot", pilot, now=now)
