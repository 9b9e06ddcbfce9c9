"""Approve what was looked at and have it go out at once."""

from datetime import datetime

from django.db import transaction

from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.publishing.actions.approve import approve
from leitstand.publishing.actions.publish_now import publish_now
from leitstand.publishing.models import Approval, Publication


@transaction.atomic
def approve_and_send(
    actor: Actor, publication: Publication, *, looked_at: str, now: datetime, comment: str = ""
) -> Approval:
    """Do both or neither: raises what `approve` and `publish_now` raise, and then nothing is approved."""
    actor.require(Permission.SCHEDULE)
    approval = approve(actor, publication, looked_at=looked_at, now=now, comment=comment)
    publish_now(actor, publication, now=now)
    return approval
