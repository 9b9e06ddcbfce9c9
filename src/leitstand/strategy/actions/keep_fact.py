"""Keep a figure with its source in the fact library; without a source there is no fact."""

from datetime import date, datetime
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.strategy.models import Fact


class FactFields(TypedDict):
    """What is kept of a fact."""

    statement: str
    value: str
    unit: str
    population: str
    period: str
    source: str
    link: str
    retrieved_on: date
    stale_after: date


@transaction.atomic
def keep_fact(actor: Actor, fields: FactFields, *, now: datetime, fact: Fact | None = None) -> Fact:
    """Create or change a fact; raises Invalid at the field."""
    actor.require(Permission.WRITE)
    if fact is not None:
        actor.own(fact)
    wanted = {
        "statement": (fields["statement"], _("Please say in a sentence what the figure means.")),
        "value": (fields["value"], _("Please enter the figure.")),
        "source": (fields["source"], _("Please say who counted this; a figure without a source is a rumour.")),
    }
    errors = {name: sentence for name, (told, sentence) in wanted.items() if not told.strip()}
    if fields["retrieved_on"] > now.date():
        errors["retrieved_on"] = _("This day is still to come.")
    if fields["stale_after"] <= fields["retrieved_on"]:
        errors["stale_after"] = _("Please choose a day after it was looked up.")
    if fields["link"] and not fields["link"].startswith(("https://", "http://")):
        errors["link"] = _("Please enter the whole address, beginning with https.")
    if errors:
        raise Invalid(errors)
    found = fact or Fact(workspace=actor.workspace, added_by=actor.person, added_at=now)
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()
    audit.record(actor, "strategy.keep_fact", found, now=now)
    return found


@transaction.atomic
def drop_fact(actor: Actor, fact: Fact, *, now: datetime) -> None:
    """Take a fact out of the library."""
    actor.require(Permission.WRITE)
    actor.own(fact)
    audit.record(actor, "strategy.drop_fact", fact, now=now)
    fact.delete()
