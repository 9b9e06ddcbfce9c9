"""Look after every channel: check those whose turn it is, renew sign-ins in time, say when one is going to end."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, Q
from django.urls import reverse

from leitstand.channels.actions.check_channel import check_channel
from leitstand.channels.actions.lock_out import lock_out
from leitstand.channels.actions.refresh_channel import refresh_channel
from leitstand.channels.core.health import warning_due
from leitstand.channels.models import Channel
from leitstand.channels.notices import SIGN_IN_ENDS
from leitstand.channels.queries import ends_at
from leitstand.connector_kit.errors import NetworkError, SignInExpired
from leitstand.house.actor import Actor
from leitstand.house.notices import notify

CHECK_EVERY: Final = timedelta(hours=6)
CHECK_AGAIN: Final = timedelta(minutes=30)
RENEW_BEFORE: Final = timedelta(minutes=30)


def watch_channels(*, now: datetime) -> int:
    """Return how many channels were asked. One that fails keeps no other from its turn."""
    renewed = {channel.pk for channel in _ending(now) if _renew(channel, now)}
    due = (
        Channel.objects.filter(state="connected")
        .filter(
            Q(checked_at=None)
            | Q(checked_at__lt=now - CHECK_EVERY)
            | Q(checked_at=F("connected_at"), checked_at__lt=now)  # new: the network is soon asked to call us
            | Q(checked_at__lt=now - CHECK_AGAIN) & ~Q(state_reason="")
        )
        .exclude(pk__in=renewed)
        .select_related("workspace")
    )
    asked = 0
    for channel in due:
        check_channel(Actor.house(channel.workspace), channel, now=now)
        asked += 1
    return asked


def warn_of_ends(*, now: datetime) -> int:
    """Tell people 14, 7 and 1 days before a sign-in ends that nobody but a person can renew; return how many were told."""
    told = 0
    for channel in Channel.objects.filter(state="connected", secrets_expire_at__isnull=False).select_related(
        "workspace"
    ):
        end = ends_at(channel)
        step = warning_due(end, channel.warned_days, now)
        if step is None:
            continue
        Channel.objects.filter(pk=channel.pk).update(warned_days=step)
        told += notify(
            SIGN_IN_ENDS,
            workspace=channel.workspace,
            params={"channel": str(channel), "days": step},
            path=reverse("channels_channel", args=[channel.workspace.slug, channel.pk]),
            about=f"channel:{channel.pk}:{step}",
            now=now,
        )
    return told


def _ending(now: datetime) -> list[Channel]:
    soon = Channel.objects.filter(state="connected", secrets_expire_at__lt=now + RENEW_BEFORE)
    return [channel for channel in soon.select_related("workspace") if ends_at(channel) is None]


def _renew(channel: Channel, now: datetime) -> bool:
    try:
        refresh_channel(channel.pk, seen=bytes(channel.secrets), now=now)
    except SignInExpired as error:
        lock_out(Actor.house(channel.workspace), channel, reason=error.reason, now=now)
        return False
    except NetworkError:
        return False  # the next turn is soon, and whoever sends renews by themselves
    return True
