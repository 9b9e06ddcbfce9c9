"""Take a profile off: its secrets are gone at once, what was published stays known."""

from datetime import datetime

from django.db import transaction

from leitstand.channels.events import ChannelDisconnected
from leitstand.channels.models import Channel
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.events import announce


@transaction.atomic
def disconnect(actor: Actor, channel: Channel, *, now: datetime) -> None:
    """Forget the credentials; posts still in the queue are held for a person to decide."""
    actor.require(Permission.MANAGE_CHANNELS)
    actor.own(channel)
    channel.state, channel.state_reason, channel.secrets, channel.secrets_expire_at = "disconnected", "", b"", None
    channel.save(update_fields=["state", "state_reason", "secrets", "secrets_expire_at"])
    audit.record(actor, "channels.disconnect", channel, now=now)
    announce(ChannelDisconnected(actor, channel))
