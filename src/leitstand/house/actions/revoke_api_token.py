"""End an API token."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.house.models import ApiToken


def revoke_api_token(actor: Actor, token: ApiToken, *, now: datetime) -> None:
    """End one's own token at once; somebody else's needs the right to manage people."""
    actor.own(token)
    if actor.person is None or token.person_id != actor.person.pk:
        actor.require(Permission.MANAGE_PEOPLE)
    with transaction.atomic():
        if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now) != 1:
            raise Impossible(_("This token has already been ended."), code="ended")
        audit.record(actor, "house.revoke_api_token", token, now=now)
