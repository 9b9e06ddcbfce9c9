"""Confirm that a right is still needed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.actions.grant_access import details_of
from leitstand.channels.models import AccessGrant
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible


@transaction.atomic
def review_access(actor: Actor, grant: AccessGrant, *, now: datetime) -> None:
    """Note who looked and when; a right that is to be removed cannot be confirmed."""
    actor.require(Permission.MANAGE_CHANNELS)
    actor.own(grant)
    if grant.ended_at is not None or grant.to_remove_since is not None:
        raise Impossible(_("This right is to be removed or has ended; it cannot be confirmed."), code="ended")
    grant.reviewed_by, grant.reviewed_at = actor.person, now
    grant.save(update_fields=["reviewed_by", "reviewed_at"])
    audit.record(actor, "channels.review_access", grant.channel, now=now, details=details_of(grant))
