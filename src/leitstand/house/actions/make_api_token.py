"""Make a token by which a program acts for a person in one workspace."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import ApiToken
from leitstand.house.tokens import hash_of, new_token


def make_api_token(actor: Actor, *, name: str, now: datetime, days: int | None = 365) -> tuple[ApiToken, str]:
    """Return the token's entry and the secret itself, which is told this once. It may do what the person may."""
    actor.require(Permission.SEE)
    if actor.person is None:
        raise Impossible(_("A token belongs to a person."), code="nobody")
    if not name.strip():
        raise Invalid({"name": _("Please name the program that will use it.")})
    secret = f"ls_{new_token()}"
    with transaction.atomic():
        token = ApiToken.objects.create(
            workspace=actor.workspace,
            person=actor.person,
            name=name.strip()[:80],
            token_hash=hash_of(secret),
            expires_at=None if days is None else now + timedelta(days=days),
        )
        audit.record(actor, "house.make_api_token", token, now=now)
    return token, secret
