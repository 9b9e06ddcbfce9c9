"""Whether and how a mention can be answered from here."""

from typing import Final, get_args

from leitstand.channels.models import Channel
from leitstand.connector_kit.manifest import Ability
from leitstand.connector_kit.registry import UnknownNetwork, manifest
from leitstand.kernel.interaction import Author, Interaction, InteractionKind, Spread, seen
from leitstand.listening.models import Mention
from leitstand.listening.seams import Spoken, sister

_KINDS: Final = {kind for kind in get_args(InteractionKind) if kind in ("comment", "mention", "quote", "review")}


def channel_for(mention: Mention) -> Channel | None:
    """Return the channel by which it can be answered: the one that found it, for its ids are those of its server.

    None where the network takes no answers from us, the channel is off, or the words had to go.
    """
    channel = mention.source.channel
    if channel is None or channel.state != "connected" or mention.text_forgotten_at is not None or sister() is None:
        return None
    try:
        can = Ability.ANSWER in manifest(channel.network).abilities
    except UnknownNetwork:
        return None
    return channel if can else None


def spoken(mention: Mention, channel: Channel) -> Spoken:
    """Return a mention as the inbox takes it; what addressed nobody stands there as a mention."""
    said = Interaction(
        id=mention.external_id,
        kind=mention.kind if mention.kind in _KINDS else "mention",  # type: ignore[arg-type]  # one of them, just asked
        author=Author("", mention.author_handle, mention.author_name, mention.author_url),
        at=mention.at,
        text=mention.text,
        url=mention.url,
    )
    said = seen(said, Spread(followers=mention.followers))
    return Spoken(channel, said, mention.taken_at, mention.forget_text_at, mention.forget_author_at)
