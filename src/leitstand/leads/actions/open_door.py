"""Open or shut the door by which the own website tells of conversions."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.tokens import hash_of, new_token
from leitstand.leads.models import ConversionDoor


@transaction.atomic
def open_door(actor: Actor, *, now: datetime) -> str:
    """Return a new token, shown once; the former one no longer opens anything."""
    actor.require(Permission.MANAGE_CHANNELS)
    token = new_token()
    ConversionDoor.objects.update_or_create(
        workspace=actor.workspace,
        defaults={"token_hash": hash_of(token), "made_by": actor.person, "made_at": now, "used_at": None},
    )
    audit.record(actor, "leads.open_door", None, now=now)
    return token


@transaction.atomic
def shut_door(actor: Actor, *, now: datetime) -> None:
    """Take no more conversions from the website."""
    actor.require(Permission.MANAGE_CHANNELS)
    ConversionDoor.objects.filter(workspace=actor.workspace).delete()
    audit.record(actor, "leads.shut_door", None, now=now)
