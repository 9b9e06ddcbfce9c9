"""What a channel's network demands of those who keep its data; nothing where it is not installed any more."""

from leitstand.channels.models import Channel
from leitstand.connector_kit.duties import Retention
from leitstand.connector_kit.registry import UnknownNetwork, manifest


def duties_of(channel: Channel) -> tuple[Retention, ...]:
    """Return the duties of a channel's network."""
    try:
        return manifest(channel.network).retention
    except UnknownNetwork:
        return ()
