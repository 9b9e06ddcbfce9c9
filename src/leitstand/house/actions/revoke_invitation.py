"""Take an invitation back before it is used."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.house.models import Invitation


def revoke_invitation(actor: Actor, invitation: Invitation, *, now: datetime) -> None:
    """End an open invitation; its link leads nowhere from then on."""
    actor.require(Permission.MANAGE_PEOPLE)
    actor.own(invitation)
    with transaction.atomic():
        still_open = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
        if still_open.update(revoked_at=now) != 1:
            raise Impossible(_("This invitation has already been used or taken back."), code="used")
        audit.record(actor, "house.revoke_invitation", invitation, now=now)
