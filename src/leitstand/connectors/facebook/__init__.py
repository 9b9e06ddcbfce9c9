"""Facebook pages: posts with pictures or a link, reels, comments, messages and the page's figures."""

from leitstand.connector_kit.contract import Connector, Setting
from leitstand.connector_kit.graph import Graph
from leitstand.connector_kit.guides import load_guide
from leitstand.connector_kit.manifest import Ability, Manifest
from leitstand.connectors.facebook.client import HOSTS, MEDIA_CODES, ROOT, VERSIONS
from leitstand.connectors.facebook.limits import FACTS, LIMITS, count, limits_for
from leitstand.connectors.facebook.metrics import TOLD, TOLD_OF_PAGE
from leitstand.connectors.facebook.options import OPTIONS
from leitstand.connectors.facebook.page import Page
from leitstand.connectors.facebook.sign_in import METHODS
from leitstand.connectors.facebook.translate import share_url, steps
from leitstand.connectors.facebook.webhooks import WEBHOOK

__all__ = ["MANIFEST", "connect"]

MANIFEST = Manifest(
    slug="facebook",
    name="Facebook",
    colour="#0866ff",
    letter="F",
    abilities=frozenset(
        {
            Ability.FIRST_COMMENT,
            Ability.LINK_CARD,
            Ability.ALT_TEXT,
            Ability.EDIT,
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
    formats=("post", "reel"),
    limits=LIMITS,
    facts=FACTS,
    sign_in=METHODS,
    limits_for=limits_for,
    count=count,
    steps=steps,
    metrics=TOLD,
    channel_metrics=TOLD_OF_PAGE,
    options=OPTIONS,
    share_url=share_url,
    preview="microblog",
    set_up="You need an app of your own at Meta; for pages of other people it is reviewed.",
    hosts=HOSTS,
    versions=VERSIONS,
    guide=load_guide("leitstand.connectors.facebook"),
    webhook=WEBHOOK,
)


def connect(setting: Setting) -> Connector:
    """Bind the network to one page; makes no request by itself."""
    secrets = setting.credentials
    graph = Graph(
        ROOT,
        setting.http,
        setting.clock,
        secrets.get("access_token", ""),
        secrets.get("client_secret", ""),
        MEDIA_CODES,
    )
    page = Page(setting.account, graph, setting.clock, setting.media)
    return Connector(
        manifest=MANIFEST,
        account=setting.account,
        look=page.look,
        publish=page.publish,
        find_published=page.find_published,
        read_replies=page.read_replies,
        measure=page.measure,
        measure_channel=page.measure_page,
        edit=page.edit,
        delete=page.delete,
        read_inbox=page.read_inbox,
        answer=page.answer,
        find_answer=page.find_answer,
        hide=page.hide,
        remove=page.remove,
        listen=page.listen,
    )
