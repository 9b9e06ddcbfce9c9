"""Telegram channels: a bot of the company's own posts, changes, takes back and reads what the discussion group answers."""

from leitstand.connector_kit.contract import Connector, Setting
from leitstand.connector_kit.guides import load_guide
from leitstand.connector_kit.manifest import Ability, Manifest
from leitstand.connector_kit.versions import load_versions
from leitstand.connectors.telegram.channel import Channel
from leitstand.connectors.telegram.client import HOST, Client
from leitstand.connectors.telegram.limits import FACTS, LIMITS, count, limits_for
from leitstand.connectors.telegram.metrics import TOLD_OF_CHANNEL
from leitstand.connectors.telegram.options import OPTIONS
from leitstand.connectors.telegram.sign_in import METHODS
from leitstand.connectors.telegram.translate import share_url, steps

__all__ = ["MANIFEST", "connect"]

MANIFEST = Manifest(
    slug="telegram",
    name="Telegram",
    colour="#26a5e4",
    letter="T",
    abilities=frozenset(
        {
            Ability.LINK_CARD,
            Ability.EDIT,
            Ability.DELETE,
            Ability.INBOX,
            Ability.REPLIES,
            Ability.ANSWER,
            Ability.REMOVE,
        }
    ),
    formats=("post", "video"),
    limits=LIMITS,
    facts=FACTS,
    sign_in=METHODS,
    limits_for=limits_for,
    count=count,
    steps=steps,
    channel_metrics=TOLD_OF_CHANNEL,
    options=OPTIONS,
    share_url=share_url,
    preview="microblog",
    set_up="You need a bot of your own that administers the channel; making one takes two minutes.",
    hosts=(HOST,),
    versions=load_versions("leitstand.connectors.telegram"),
    guide=load_guide("leitstand.connectors.telegram"),
)


def connect(setting: Setting) -> Connector:
    """Bind the network to one channel; makes no request by itself."""
    client = Client(setting.http, setting.clock, setting.credentials.get("token", ""))
    channel = Channel(setting.account, client, setting.clock, setting.media)
    return Connector(
        manifest=MANIFEST,
        account=setting.account,
        look=channel.look,
        # A bot cannot read a channel's history: after a lost answer nobody but a person can look.
        publish=channel.publish,
        read_replies=channel.read_replies,
        measure_channel=channel.measure_channel,
        edit=channel.edit,
        delete=channel.delete,
        read_inbox=channel.read_inbox,
        answer=channel.answer,
        remove=channel.remove,
    )
