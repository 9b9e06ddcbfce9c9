"""Invite somebody into the workspace by a link."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission, Role
from leitstand.house.errors import Invalid
from leitstand.house.models import Invitation, Membership
from leitstand.house.people import is_address
from leitstand.house.tokens import hash_of, new_token

LASTS: Final = timedelta(days=14)


def invite(actor: Actor, *, email: str, role: str, now: datetime) -> tuple[Invitation, str]:
    """Return the invitation and its full address, which is told this once; an open one for the same address ends."""
    actor.require(Permission.MANAGE_PEOPLE)
    address = email.strip().lower()
    errors = {}
    if role not in {known.value for known in Role}:
        errors["role"] = _("Please choose a role.")
    if Membership.objects.filter(workspace=actor.workspace, person__email=address).exists():
        errors["email"] = _("This person is already a member. Change the role in the list instead.")
    elif not is_address(address):
        errors["email"] = _("This is not a mail address. It looks like name@company.com.")
    if errors:
        raise Invalid(errors)
    token = new_token()
    with transaction.atomic():
        Invitation.objects.filter(workspace=actor.workspace, email=address, accepted_at=None, revoked_at=None).update(
            revoked_at=now
        )
        invitation = Invitation.objects.create(
            workspace=actor.workspace,
            email=address,
            role=role,
            token_hash=hash_of(token),
            invited_by=actor.person,
            expires_at=now + LASTS,
        )
        audit.record(actor, "house.invite", invitation, now=now, details={"role": role})
    return invitation, str(settings.PUBLIC_URL) + reverse("house:invitation", args=[token])
