"""Keep a card that says how many times more it became, or take it out."""

from datetime import datetime
from decimal import Decimal
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.measurement.core.multiples import Growth, times, times_as_fast
from leitstand.measurement.models.money import Multiple

MOST = Decimal(100_000_000_000)


class MultipleFields(TypedDict):
    """Size before and now; and, where it is told, how much something grew in so many days before and since."""

    title: str
    aim: str
    metric: str
    before: Decimal
    now: Decimal
    grows: str
    grown_before: Decimal | None
    days_before: int | None
    grown_now: Decimal | None
    days_now: int | None


@transaction.atomic
def keep_multiple(actor: Actor, fields: MultipleFields, *, now: datetime) -> Multiple:
    """Keep a card. Raises Invalid at the field."""
    actor.require(Permission.PLAN)
    errors = {}
    for name, word in (("title", fields["title"]), ("metric", fields["metric"])):
        if not word.strip():
            errors[name] = _("Please fill this in.")
    if not 0 < fields["before"] <= MOST:
        errors["before"] = _("There must have been more than 0 before: nothing is a multiple of nothing.")
    if not 0 <= fields["now"] <= MOST:
        errors["now"] = _("Please enter 0 or more.")
    growth = {name: value for name, value in fields.items() if name.startswith(("grown_", "days_"))}
    if len({value is None for value in growth.values()}) > 1:
        sentence = _("Growth is compared from four figures: enter all of them or none.")
        errors |= {name: sentence for name, value in growth.items() if value is None}
    if errors:
        raise Invalid(errors)
    found = Multiple(workspace=actor.workspace, added_at=now)
    for name, value in fields.items():
        setattr(found, name, " ".join(value.split()) if isinstance(value, str) else value)
    found.save()
    audit.record(actor, "measurement.keep_multiple", found, now=now)
    return found


@transaction.atomic
def drop_multiple(actor: Actor, found: Multiple, *, now: datetime) -> None:
    """Take a card out."""
    actor.require(Permission.PLAN)
    actor.own(found)
    audit.record(actor, "measurement.drop_multiple", found, now=now)
    found.delete()


def size_times(found: Multiple) -> Decimal | None:
    """Return how many times as much it is now."""
    return times(found.before, found.now)


def growth_times(found: Multiple) -> Decimal | None:
    """Return how many times as fast it grows; None where that is not told."""
    if None in (found.grown_before, found.days_before, found.grown_now, found.days_now):
        return None
    zero = Decimal(0)
    before = Growth(zero, found.grown_before or zero, found.days_before or 0)
    return times_as_fast(before, Growth(zero, found.grown_now or zero, found.days_now or 0))
