"""What this room does when something happens below it; each is one line."""

from leitstand.channels.events import ChannelConnected, ChannelDisconnected, SaidInPublic
from leitstand.house import clock
from leitstand.house.events import subscribe
from leitstand.listening.actions.hear_public import hear_public
from leitstand.listening.actions.plan_sources import plan_sources


def listen() -> None:
    """Subscribe to what this room must know."""
    subscribe(ChannelConnected, connected)
    subscribe(ChannelDisconnected, disconnected)
    subscribe(SaidInPublic, said)


def connected(event: ChannelConnected) -> None:
    """A channel is there: read it, or search on its network."""
    plan_sources(event.actor, now=clock.now())


def disconnected(event: ChannelDisconnected) -> None:
    """A channel is gone: it is no longer read."""
    plan_sources(event.actor, now=clock.now())


def said(event: SaidInPublic) -> None:
    """Something came into the inbox that others can see: it counts here too."""
    hear_public(event.actor, event.channel, event.said, now=clock.now())
