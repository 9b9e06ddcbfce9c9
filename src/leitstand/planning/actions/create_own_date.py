"""Put a date of the company's own on the calendar."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.planning.models import OwnDate
from leitstand.planning.spans import OwnDateFields, own_date_fields


@transaction.atomic
def create_own_date(actor: Actor, fields: OwnDateFields, *, now: datetime) -> OwnDate:
    """Create an own date: a fair, a launch, a works meeting."""
    actor.require(Permission.PLAN)
    own_date = OwnDate.objects.create(workspace=actor.workspace, **own_date_fields(fields))
    audit.record(actor, "planning.create_own_date", own_date, now=now)
    return own_date
