"""YouTube: videos and Shorts, uploaded so that a broken upload goes on, comments, and the channel's figures."""

from leitstand.connector_kit.contract import Connector, Setting
from leitstand.connector_kit.guides import load_guide
from leitstand.connector_kit.manifest import Ability, Manifest
from leitstand.connectors.youtube.channel import Channel
from leitstand.connectors.youtube.client import HOSTS, Client
from leitstand.connectors.youtube.limits import FACTS, LIMITS, count, limits_for
from leitstand.connectors.youtube.metrics import TOLD, TOLD_OF_CHANNEL
from leitstand.connectors.youtube.options import OPTIONS
from leitstand.connectors.youtube.sign_in import METHODS
from leitstand.connectors.youtube.translate import share_url, steps

__all__ = ["MANIFEST", "connect"]

MANIFEST = Manifest(
    slug="youtube",
    name="YouTube",
    colour="#ff0033",
    letter="Y",
    abilities=frozenset(
        {
            Ability.TITLE,
            Ability.FIRST_COMMENT,
            Ability.EDIT,
            Ability.DELETE,
            Ability.REPLIES,
            Ability.INBOX,
            Ability.ANSWER,
            Ability.HIDE,
            Ability.REMOVE,
        }
    ),
    formats=("video", "short"),
    limits=LIMITS,
    facts=FACTS,
    sign_in=METHODS,
    limits_for=limits_for,
    count=count,
    steps=steps,
    metrics=TOLD,
    channel_metrics=TOLD_OF_CHANNEL,
    options=OPTIONS,
    share_url=share_url,
    preview="article",
    set_up="You need a project of your own at Google; without its audit every upload stays private.",
    hosts=HOSTS,
    needs_media=True,
    guide=load_guide("leitstand.connectors.youtube"),
)


def connect(setting: Setting) -> Connector:
    """Bind the network to one channel; makes no request by itself."""
    client = Client(setting.http, setting.clock, setting.credentials.get("access_token", ""))
    channel = Channel(setting.account, client, setting.clock, setting.media)
    return Connector(
        manifest=MANIFEST,
        account=setting.account,
        look=channel.look,
        publish=channel.publish,
        find_published=channel.find_published,
        read_replies=channel.read_replies,
        measure=channel.measure,
        measure_channel=channel.measure_channel,
        edit=channel.edit,
        delete=channel.delete,
        read_inbox=channel.read_inbox,
        answer=channel.answer,
        find_answer=channel.find_answer,
        hide=channel.hide,
        remove=channel.remove,
    )
