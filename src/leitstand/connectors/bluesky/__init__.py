"""Bluesky, on any data server: threads, link cards, pictures with alternative text, records under keys of our own."""

from leitstand.connector_kit.contract import Connector, Setting
from leitstand.connector_kit.guides import load_guide
from leitstand.connector_kit.manifest import Ability, KeyPromise, Manifest
from leitstand.connectors.bluesky.access import access_from
from leitstand.connectors.bluesky.client import Client
from leitstand.connectors.bluesky.limits import FACTS, LIMITS, STREAM_HOSTS, count, limits_for
from leitstand.connectors.bluesky.metrics import TOLD, TOLD_OF_PROFILE
from leitstand.connectors.bluesky.options import OPTIONS
from leitstand.connectors.bluesky.profile import Profile
from leitstand.connectors.bluesky.sign_in import METHODS, client_document
from leitstand.connectors.bluesky.translate import share_url, steps

__all__ = ["MANIFEST", "connect"]

MANIFEST = Manifest(
    slug="bluesky",
    name="Bluesky",
    colour="#1185fe",
    letter="B",
    abilities=frozenset(
        {
            Ability.THREAD,
            Ability.FIRST_COMMENT,
            Ability.LINK_CARD,
            Ability.ALT_TEXT,
            Ability.MENTIONS,
            Ability.DELETE,
            Ability.REPLIES,
            Ability.INBOX,
            Ability.ANSWER,
            Ability.SEARCH,
            Ability.STREAM,
            Ability.HIDE,
        }
    ),
    formats=("post", "video"),
    limits=LIMITS,
    facts=FACTS,
    sign_in=METHODS,
    limits_for=limits_for,
    count=count,
    steps=steps,
    metrics=TOLD,
    channel_metrics=TOLD_OF_PROFILE,
    options=OPTIONS,
    share_url=share_url,
    client_document=client_document,
    hosts=STREAM_HOSTS,
    streams_from_anywhere=True,
    preview="microblog",
    set_up="Make an app password for this house; the profile's own password stays with you.",
    guide=load_guide("leitstand.connectors.bluesky"),
)


def connect(setting: Setting) -> Connector:
    """Bind the network to one profile; makes no request by itself."""
    account = setting.account
    client = Client(account.base_url, setting.http, setting.clock, access_from(setting.credentials, setting.clock))
    profile = Profile(account, client, setting.clock, setting.media, setting.sockets)
    return Connector(
        manifest=MANIFEST,
        account=account,
        look=profile.look,
        publish=profile.publish,
        keys=KeyPromise(),
        find_published=profile.find_published,
        read_replies=profile.read_replies,
        measure=profile.measure,
        measure_channel=profile.measure_channel,
        delete=profile.delete,
        find_account=profile.find_account,
        read_inbox=profile.read_inbox,
        answer=profile.answer,
        find_answer=profile.find_answer,
        hide=profile.hide,
        search=profile.search,
        stream=profile.stream,
    )
