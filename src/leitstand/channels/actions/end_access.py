"""Confirm that somebody no longer holds a right."""

from datetime import datetime

from django.db import transaction

from leitstand.channels.actions.grant_access import details_of
from leitstand.channels.models import AccessGrant
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission


@transaction.atomic
def end_access(actor: Actor, grant: AccessGrant, *, now: datetime) -> None:
    """End the entry; it stays in the register, so that one sees later who could do what. Ended already is fine."""
    actor.require(Permission.MANAGE_CHANNELS)
    actor.own(grant)
    if grant.ended_at is not None:
        return
    grant.ended_at, grant.to_remove_since = now, None
    grant.save(update_fields=["ended_at", "to_remove_since"])
    audit.record(actor, "channels.end_access", grant.channel, now=now, details=details_of(grant))
