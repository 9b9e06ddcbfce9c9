"""Offer the profiles somebody may speak for after a sign-in; what each needs is kept encrypted until they have chosen."""

import json
from datetime import datetime, timedelta
from typing import Final

from leitstand.channels.models import SignInStarted
from leitstand.channels.secrets import seal
from leitstand.connector_kit.manifest import Choice, SignedIn
from leitstand.house import audit
from leitstand.house.actor import Actor, NotAllowed
from leitstand.house.core.roles import Permission
from leitstand.house.models import new_token

VALID: Final = timedelta(minutes=30)
KEY: Final = "options"


def offer_profiles(actor: Actor, *, network: str, method: str, choice: Choice, now: datetime) -> SignInStarted:
    """Keep what was found; its `state` is the address of the choice, good for half an hour and this person alone."""
    actor.require(Permission.MANAGE_CHANNELS)
    if actor.person is None:
        raise NotAllowed(Permission.MANAGE_CHANNELS)
    started = SignInStarted.objects.create(
        workspace=actor.workspace,
        person=actor.person,
        network=network,
        method=method,
        state=new_token(),
        remember=seal({KEY: json.dumps([_as_json(option) for option in choice.options])}),
        started_at=now,
        expires_at=now + VALID,
    )
    audit.record(
        actor, "channels.offer_profiles", None, now=now, details={"network": network, "count": len(choice.options)}
    )
    return started


def _as_json(option: SignedIn) -> dict[str, object]:
    account = option.account
    return {
        "account": {
            "id": account.id,
            "handle": account.handle,
            "name": account.name,
            "url": account.url,
            "avatar_url": account.avatar_url,
            "base_url": account.base_url,
            "facts": dict(account.facts),
        },
        "credentials": dict(option.credentials),
        "expires_at": option.expires_at.isoformat() if option.expires_at else None,
        "missing_rights": list(option.missing_rights),
    }
