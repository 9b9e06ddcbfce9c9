"""TikTok: videos in chunks, and pictures from a verified domain; no comments, no editing and no deleting by program."""

from leitstand.connector_kit.contract import Connector, Setting
from leitstand.connector_kit.guides import load_guide
from leitstand.connector_kit.manifest import Manifest
from leitstand.connectors.tiktok.client import HOSTS, VERSIONS, Client
from leitstand.connectors.tiktok.creator import Creator
from leitstand.connectors.tiktok.limits import FACTS, LIMITS, count, limits_for
from leitstand.connectors.tiktok.metrics import TOLD, TOLD_OF_CREATOR
from leitstand.connectors.tiktok.options import OPTIONS
from leitstand.connectors.tiktok.sign_in import METHODS
from leitstand.connectors.tiktok.translate import share_url, steps

__all__ = ["MANIFEST", "connect"]

MANIFEST = Manifest(
    slug="tiktok",
    name="TikTok",
    colour="#111827",
    letter="T",
    abilities=frozenset(),
    formats=("video", "post"),
    limits=LIMITS,
    facts=FACTS,
    sign_in=METHODS,
    limits_for=limits_for,
    count=count,
    steps=steps,
    metrics=TOLD,
    channel_metrics=TOLD_OF_CREATOR,
    options=OPTIONS,
    share_url=share_url,
    preview="picture",
    set_up="You need an app of your own at TikTok; until TikTok has checked it, posts are seen by yourselves only.",
    hosts=HOSTS,
    needs_media=True,
    versions=VERSIONS,
    guide=load_guide("leitstand.connectors.tiktok"),
)


def connect(setting: Setting) -> Connector:
    """Bind the network to one account; makes no request by itself."""
    client = Client(setting.http, setting.clock, setting.credentials.get("access_token", ""))
    creator = Creator(setting.account, client, setting.clock, setting.media, setting.media_url)
    return Connector(
        manifest=MANIFEST,
        account=setting.account,
        look=creator.look,
        publish=creator.publish,
        find_published=creator.find_published,
        measure=creator.measure,
        measure_channel=creator.measure_creator,
    )
