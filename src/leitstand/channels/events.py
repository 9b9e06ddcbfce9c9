"""What this room announces."""

from dataclasses import dataclass

from leitstand.channels.models import Channel, PlatformCheck
from leitstand.house.events import Event
from leitstand.kernel.interaction import Interaction


@dataclass(frozen=True, slots=True)
class ChannelConnected(Event):
    """A profile is connected, or connected again: posts may go out on it."""

    channel: Channel


@dataclass(frozen=True, slots=True)
class SaidInPublic(Event):
    """Others said something in public where a profile of ours was told of it: comments, mentions, quotes, reviews."""

    channel: Channel
    said: tuple[Interaction, ...]


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
