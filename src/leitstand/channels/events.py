"""What this room announces."""

from dataclasses import dataclass

from leitstand.channels.models import Channel, PlatformCheck
from leitstand.house.events import Event


@dataclass(frozen=True, slots=True)
class ChannelConnected(Event):
    """A profile is connected, or connected again: posts may go out on it."""

    channel: Channel


@dataclass(frozen=True, slots=True)
class ChannelNeedsSignIn(Event):
    """The right to speak for the profile is gone; its posts wait for a person."""

    channel: Channel


@dataclass(frozen=True, slots=True)
class ChannelDisconnected(Event):
    """The profile was taken off; nothing more goes out on it."""

    channel: Channel


@dataclass(frozen=True, slots=True)
class HandleWished(Event):
    """A name is wanted on a network before there is an account; `is_reserved`: it was taken there."""

    check: PlatformCheck
    is_reserved: bool = False
