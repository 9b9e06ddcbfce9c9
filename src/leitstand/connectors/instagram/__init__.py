"""Instagram, as a professional account linked with a Facebook page: pictures, carousels, reels, stories, comments and messages."""

from leitstand.connector_kit.contract import Connector, Setting
from leitstand.connector_kit.graph import Graph
from leitstand.connector_kit.guides import load_guide
from leitstand.connector_kit.manifest import Ability, Manifest
from leitstand.connectors.instagram.account import Professional
from leitstand.connectors.instagram.client import HOSTS, MEDIA_CODES, ROOT, VERSIONS
from leitstand.connectors.instagram.limits import FACTS, LIMITS, count, limits_for
from leitstand.connectors.instagram.metrics import TOLD, TOLD_OF_ACCOUNT
from leitstand.connectors.instagram.options import OPTIONS
from leitstand.connectors.instagram.sign_in import METHODS
from leitstand.connectors.instagram.translate import share_url, steps
from leitstand.connectors.instagram.webhooks import WEBHOOK

__all__ = ["MANIFEST", "connect"]

MANIFEST = Manifest(
    slug="instagram",
    name="Instagram",
    colour="#d62976",
    letter="I",
    abilities=frozenset(
        {
            Ability.FIRST_COMMENT,
            Ability.ALT_TEXT,
            Ability.DELETE,
            Ability.REPLIES,
            Ability.INBOX,
            Ability.MESSAGES,
            Ability.ANSWER,
            Ability.HIDE,
            Ability.REMOVE,
            Ability.WEBHOOKS,
        }
    ),
    formats=("post", "reel", "story"),
    limits=LIMITS,
    facts=FACTS,
    sign_in=METHODS,
    limits_for=limits_for,
    count=count,
    steps=steps,
    metrics=TOLD,
    channel_metrics=TOLD_OF_ACCOUNT,
    options=OPTIONS,
    share_url=share_url,
    preview="picture",
    set_up="You need a professional account linked with a Facebook page, and an app of your own at Meta.",
    hosts=HOSTS,
    fetches_media=True,
    needs_media=True,
    versions=VERSIONS,
    guide=load_guide("leitstand.connectors.instagram"),
    webhook=WEBHOOK,
)


def connect(setting: Setting) -> Connector:
    """Bind the network to one account; makes no request by itself."""
    secrets = setting.credentials
    graph = Graph(
        ROOT,
        setting.http,
        setting.clock,
        secrets.get("access_token", ""),
        secrets.get("client_secret", ""),
        MEDIA_CODES,
    )
    account = Professional(setting.account, graph, setting.clock, setting.media, setting.media_url)
    return Connector(
        manifest=MANIFEST,
        account=setting.account,
        look=account.look,
        publish=account.publish,
        find_published=account.find_published,
        read_replies=account.read_replies,
        measure=account.measure,
        measure_channel=account.measure_account,
        delete=account.delete,
        read_inbox=account.read_inbox,
        answer=account.answer,
        find_answer=account.find_answer,
        hide=account.hide,
        remove=account.remove,
        listen=account.listen,
    )
