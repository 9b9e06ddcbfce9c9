"""What this room does when something happens below it; each is one line."""

from leitstand.channels.events import ChannelConnected
from leitstand.community.actions.plan_reading import plan_reading, plan_watching
from leitstand.community.events import SomethingCameIn
from leitstand.compliance.actions.look_alikes import notice_author
from leitstand.house import clock
from leitstand.house.events import subscribe
from leitstand.publishing.sending_events import PublicationPublished


def listen() -> None:
    """Subscribe to what this room must know."""
    subscribe(ChannelConnected, connected)
    subscribe(PublicationPublished, published)
    subscribe(SomethingCameIn, came_in)


def connected(event: ChannelConnected) -> None:
    """A channel is there: read its inbox."""
    plan_reading(event.actor, event.channel, now=clock.now())


def published(event: PublicationPublished) -> None:
    """A post is out: plan when the answers under it are read."""
    plan_watching(event.actor, event.publication, now=clock.now())


def came_in(event: SomethingCameIn) -> None:
    """Somebody wrote to us: see whether they go by one of our names."""
    one = event.incoming
    told = {"handle": one.author_handle, "name": one.author_name, "url": one.author_url}
    notice_author(event.actor, network=one.channel.network, **told, now=clock.now())
