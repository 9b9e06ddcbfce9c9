"""Keep a profile that somebody has just signed in to: a new channel, or an old one with fresh secrets."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from leitstand.channels.events import ChannelConnected
from leitstand.channels.models import Channel
from leitstand.channels.secrets import seal
from leitstand.connector_kit.manifest import SignedIn
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.events import announce


@transaction.atomic
def keep_channel(actor: Actor, *, network: str, method: str, signed_in: SignedIn, now: datetime) -> Channel:
    """Store account and encrypted secrets; signing in again to a known profile renews it and wakes its posts."""
    actor.require(Permission.MANAGE_CHANNELS)
    account = signed_in.account
    last = Channel.objects.filter(workspace=actor.workspace).aggregate(last=Max("position"))["last"]
    channel, is_new = Channel.objects.update_or_create(
        workspace=actor.workspace,
        network=network,
        external_id=account.id,
        base_url=account.base_url,
        defaults={
            "handle": account.handle,
            "name": account.name or account.handle,
            "url": account.url,
            "avatar_url": account.avatar_url,
            "facts": dict(account.facts),
            "method": method,
            "secrets": seal(signed_in.credentials),
            "secrets_expire_at": signed_in.expires_at,
            "warned_days": None,
            "missing_rights": list(signed_in.missing_rights),
            "state": "connected",
            "state_reason": "",
            "checked_at": now,
            "last_ok_at": now,
        },
        create_defaults={
            "handle": account.handle,
            "name": account.name or account.handle,
            "url": account.url,
            "avatar_url": account.avatar_url,
            "facts": dict(account.facts),
            "method": method,
            "secrets": seal(signed_in.credentials),
            "secrets_expire_at": signed_in.expires_at,
            "missing_rights": list(signed_in.missing_rights),
            "connected_by": actor.person,
            "connected_at": now,
            "checked_at": now,
            "last_ok_at": now,
            "position": (last if last is not None else -1) + 1,
        },
    )
    audit.record(
        actor,
        "channels.connect" if is_new else "channels.reconnect",
        channel,
        now=now,
        details={"network": network, "method": method},
    )
    announce(ChannelConnected(actor, channel))
    return channel
