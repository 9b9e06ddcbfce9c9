"""Change an own date."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.planning.models import OwnDate
from leitstand.planning.spans import OwnDateFields, own_date_fields


@transaction.atomic
def edit_own_date(actor: Actor, own_date: OwnDate, fields: OwnDateFields, *, now: datetime) -> OwnDate:
    """Change name, days or note of an own date."""
    actor.require(Permission.PLAN)
    actor.own(own_date)
    for name, value in own_date_fields(fields).items():
        setattr(own_date, name, value)
    own_date.save()
    audit.record(actor, "planning.edit_own_date", own_date, now=now)
    return own_date
