"""Take an own date off the calendar."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.planning.changes import Done
from leitstand.planning.models import OwnDate
from leitstand.planning.undoing import remember, span_step


@transaction.atomic
def delete_own_date(actor: Actor, own_date: OwnDate, *, now: datetime) -> Done:
    """Delete an own date; the step can be taken back."""
    actor.require(Permission.PLAN)
    actor.own(own_date)
    step = remember(actor, "planning.delete_own_date", [], now=now, span=span_step(own_date))
    audit.record(actor, "planning.delete_own_date", own_date, now=now)
    own_date.delete()
    return Done([], step.pk if step else None)
