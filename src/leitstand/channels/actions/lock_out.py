"""Note that a channel needs a new sign-in by a person; its posts wait."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from leitstand.channels.events import ChannelNeedsSignIn
from leitstand.channels.models import Channel
from leitstand.channels.notices import NEEDS_SIGN_IN
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.events import announce
from leitstand.house.notices import notify


@transaction.atomic
def lock_out(actor: Actor, channel: Channel, *, reason: str, now: datetime) -> None:
    """Set the state once and tell those who can mend it."""
    actor.own(channel)
    changed = (
        Channel.objects.filter(pk=channel.pk)
        .exclude(state__in=["needs_sign_in", "disconnected"])
        .update(state="needs_sign_in", state_reason=reason[:500], checked_at=now)
    )
    if not changed:
        return
    channel.state, channel.state_reason = "needs_sign_in", reason
    audit.record(actor, "channels.lock_out", channel, now=now)
    notify(
        NEEDS_SIGN_IN,
        workspace=actor.workspace,
        permission=Permission.MANAGE_CHANNELS,
        params={"channel": str(channel)},
        path=reverse("channels_channel", args=[actor.workspace.slug, channel.pk]),
        about=f"channel:{channel.pk}",
        now=now,
    )
    announce(ChannelNeedsSignIn(actor, channel))
