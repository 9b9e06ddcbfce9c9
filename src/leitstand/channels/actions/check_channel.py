"""Ask the network who we are: proves the sign-in, brings fresh facts such as limits."""

import asyncio
from contextlib import suppress
from datetime import datetime

from django.utils.translation import gettext_noop

from leitstand.channels.actions.lock_out import lock_out
from leitstand.channels.actions.refresh_channel import refresh_channel
from leitstand.channels.events import ChannelConnected
from leitstand.channels.models import Channel
from leitstand.channels.queries import method_of
from leitstand.channels.secrets import Unreadable
from leitstand.channels.sessions import Session, open_session
from leitstand.channels.shown_files import media_address
from leitstand.connector_kit.errors import NetworkError, Refused, SignInExpired
from leitstand.connector_kit.manifest import Account
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.events import announce


def check_channel(actor: Actor, channel: Channel, *, now: datetime) -> str:
    """Return "" where all is well, else what the network said; the channel's row tells the same afterwards."""
    actor.require(Permission.SEE)
    actor.own(channel)
    try:
        account = _look(channel, now)
    except Unreadable:
        reason = gettext_noop("The key that opens this connection is gone; somebody must sign in again.")
        lock_out(actor, channel, reason=reason, now=now)
        return reason
    except SignInExpired as error:
        lock_out(actor, channel, reason=error.reason, now=now)
        return error.reason or "sign-in expired"
    except NetworkError as error:
        Channel.objects.filter(pk=channel.pk).update(checked_at=now, state_reason=error.reason[:500])
        return error.reason or type(error).__name__
    Channel.objects.filter(pk=channel.pk).update(
        handle=account.handle,
        name=account.name or account.handle,
        facts={**channel.facts, **account.facts},
        checked_at=now,
        last_ok_at=now,
        state_reason="",
    )
    if Channel.objects.filter(pk=channel.pk, state="needs_sign_in").update(state="connected"):
        announce(ChannelConnected(actor, channel))
    if actor.person is not None:  # what the house does by itself all day would bury what people do
        audit.record(actor, "channels.check", channel, now=now)
    return ""


def _look(channel: Channel, now: datetime) -> Account:
    try:
        return asyncio.run(_ask(open_session(channel)))
    except SignInExpired:
        way = method_of(channel)
        if way is None or way.refresh is None:
            raise
        return asyncio.run(_ask(open_session(refresh_channel(channel.pk, seen=bytes(channel.secrets), now=now))))


async def _ask(session: Session) -> Account:
    async with session as connector:
        account = await connector.look()
        if connector.listen is not None and media_address() is not None:
            with suppress(
                Refused
            ):  # the right was not given, as the channel's page says; what comes in is fetched then
                await connector.listen()
        return account
