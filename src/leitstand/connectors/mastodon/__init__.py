"""Mastodon, on any server: limits read from the server, repeated keys said once, edits, threads, replies, figures."""

from leitstand.connector_kit.contract import Connector, Setting
from leitstand.connector_kit.guides import load_guide
from leitstand.connector_kit.manifest import Ability, KeyPromise, Manifest
from leitstand.connectors.mastodon.client import Client
from leitstand.connectors.mastodon.limits import FACTS, KEY_WINDOW, LIMITS, count, limits_for
from leitstand.connectors.mastodon.metrics import TOLD, TOLD_OF_PROFILE
from leitstand.connectors.mastodon.options import OPTIONS
from leitstand.connectors.mastodon.profile import Profile
from leitstand.connectors.mastodon.sign_in import METHODS
from leitstand.connectors.mastodon.translate import share_url, steps, stream_hosts

__all__ = ["MANIFEST", "connect"]

MANIFEST = Manifest(
    slug="mastodon",
    name="Mastodon",
    colour="#6364ff",
    letter="M",
    abilities=frozenset(
        {
            Ability.THREAD,
            Ability.FIRST_COMMENT,
            Ability.LINK_CARD,
            Ability.ALT_TEXT,
            Ability.MENTIONS,
            Ability.EDIT,
            Ability.DELETE,
            Ability.REPLIES,
            Ability.INBOX,
            Ability.MESSAGES,
            Ability.ANSWER,
            Ability.SEARCH,
            Ability.STREAM,
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
    hosts_told=stream_hosts,
    preview="microblog",
    set_up="You need nothing but a profile on any server; this house registers itself there.",
    guide=load_guide("leitstand.connectors.mastodon"),
)


def connect(setting: Setting) -> Connector:
    """Bind the network to one profile; makes no request by itself."""
    account = setting.account
    token, keeps_keys = setting.credentials.get("access_token", ""), account.facts.get("keeps_keys") is True
    client = Client(account.base_url, setting.http, setting.clock, token, keep_open=keeps_keys)
    profile = Profile(account, client, setting.clock, setting.media)
    return Connector(
        manifest=MANIFEST,
        account=account,
        look=profile.look,
        publish=profile.publish,
        # Servers that only speak the same API ignore keys: there, looking is all there is.
        keys=KeyPromise(KEY_WINDOW) if keeps_keys else None,
        find_published=profile.find_published,
        read_replies=profile.read_replies,
        measure=profile.measure,
        measure_channel=profile.measure_channel,
        edit=profile.edit,
        delete=profile.delete,
        find_account=profile.find_account,
        read_inbox=profile.read_inbox,
        answer=profile.answer,
        find_answer=profile.find_answer,
        search=profile.search,
        stream=profile.stream,
    )
