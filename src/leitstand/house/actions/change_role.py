"""Give a member another role."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission, Role
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.events import announce
from leitstand.house.happened import RoleChanged
from leitstand.house.members import owners_locked
from leitstand.house.models import Membership


def change_role(actor: Actor, membership: Membership, role: str, *, now: datetime) -> None:
    """Change what a member may do; the last owner stays one."""
    actor.require(Permission.MANAGE_PEOPLE)
    actor.own(membership)
    if role not in {known.value for known in Role}:
        raise Invalid({"role": _("Please choose a role.")})
    with transaction.atomic():
        owners = owners_locked(actor.workspace)
        before = membership.role
        if before == role:
            return
        if owners == [membership.person_id]:
            raise Impossible(_("The last owner keeps this role. Make somebody else an owner first."), code="last_owner")
        membership.role = role
        membership.save(update_fields=["role"])
        audit.record(actor, "house.change_role", membership.person, now=now, details={"from": before, "to": role})
        announce(RoleChanged(actor, membership.person, before))
