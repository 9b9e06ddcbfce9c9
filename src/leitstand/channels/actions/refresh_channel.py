"""Renew a channel's credentials, once at a time over all processes: a rotating token is good for one use."""

import asyncio
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext_noop

from leitstand.channels.models import Channel
from leitstand.channels.secrets import seal, unseal
from leitstand.channels.sessions import account_of, may_be_private
from leitstand.connector_kit.errors import SignInExpired
from leitstand.connector_kit.http import open_client
from leitstand.connector_kit.manifest import Refresh, SignedIn
from leitstand.connector_kit.registry import manifest
from leitstand.house import audit, clock
from leitstand.house.actor import Actor

_LOCK_SPACE = 7_461_001


def refresh_channel(channel_id: int, *, seen: bytes, now: datetime) -> Channel:
    """Return the channel with credentials that are newer than those `seen` (sealed); raises SignInExpired where none come.

    Whoever waited for the lock finds them renewed already and asks no second time.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_SPACE, channel_id])
        channel = Channel.objects.select_related("workspace").get(pk=channel_id)
        if bytes(channel.secrets) != bytes(seen):
            return channel
        way = next((way for way in manifest(channel.network).sign_in if way.id == channel.method), None)
        if way is None or way.refresh is None:
            raise SignInExpired(gettext_noop("The sign-in has ended."))
        fresh = asyncio.run(_refresh(channel, way.refresh))
        channel.secrets = seal(fresh.credentials)
        channel.secrets_expire_at = fresh.expires_at
        channel.facts = {**channel.facts, **fresh.account.facts}
        channel.last_ok_at = channel.checked_at = now
        kept = Channel.objects.filter(pk=channel_id, secrets=seen).update(
            secrets=channel.secrets,
            secrets_expire_at=channel.secrets_expire_at,
            facts=channel.facts,
            last_ok_at=now,
            checked_at=now,
        )
        if kept != 1:  # somebody signed in again or took the channel off meanwhile: what they did holds
            return Channel.objects.select_related("workspace").get(pk=channel_id)
        audit.record(Actor.house(channel.workspace), "channels.refresh", channel, now=now)
        return channel


async def _refresh(channel: Channel, refresh: Refresh) -> SignedIn:
    async with open_client(allow_private=may_be_private(channel)) as http:
        return await refresh(http, clock.clock(), account=account_of(channel), credentials=unseal(channel.secrets))
