"""Threads: text, pictures, carousels, films and polls in threads; answers and mentions; no editing and no private messages."""

from leitstand.connector_kit.contract import Connector, Setting
from leitstand.connector_kit.graph import Graph
from leitstand.connector_kit.guides import load_guide
from leitstand.connector_kit.manifest import Ability, Manifest
from leitstand.connectors.threads.client import HOSTS, MEDIA_CODES, ROOT, VERSIONS
from leitstand.connectors.threads.limits import FACTS, LIMITS, count, limits_for
from leitstand.connectors.threads.metrics import TOLD, TOLD_OF_PROFILE
from leitstand.connectors.threads.options import OPTIONS
from leitstand.connectors.threads.profile import Profile
from leitstand.connectors.threads.sign_in import METHODS
from leitstand.connectors.threads.translate import share_url, steps
from leitstand.connectors.threads.webhooks import WEBHOOK

__all__ = ["MANIFEST", "connect"]

MANIFEST = Manifest(
    slug="threads",
    name="Threads",
    colour="#5b6472",
    letter="T",
    abilities=frozenset(
        {
            Ability.THREAD,
            Ability.FIRST_COMMENT,
            Ability.LINK_CARD,
            Ability.ALT_TEXT,
            Ability.DELETE,
            Ability.REPLIES,
            Ability.INBOX,
            Ability.ANSWER,
            Ability.HIDE,
            Ability.SEARCH,
            Ability.WEBHOOKS,
        }
    ),
    formats=("post",),
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
    preview="microblog",
    set_up="You need an app of your own at Meta with the use case “Access the Threads API”.",
    hosts=HOSTS,
    fetches_media=True,
    versions=VERSIONS,
    guide=load_guide("leitstand.connectors.threads"),
    webhook=WEBHOOK,
)


def connect(setting: Setting) -> Connector:
    """Bind the network to one account; makes no request by itself."""
    token = setting.credentials.get("access_token", "")
    graph = Graph(ROOT, setting.http, setting.clock, token, media_codes=MEDIA_CODES)
    profile = Profile(setting.account, graph, setting.clock, setting.media_url)
    return Connector(
        manifest=MANIFEST,
        account=setting.account,
        look=profile.look,
        publish=profile.publish,
        find_published=profile.find_published,
        read_replies=profile.read_replies,
        measure=profile.measure,
        measure_channel=profile.measure_profile,
        delete=profile.delete,
        read_inbox=profile.read_inbox,
        answer=profile.answer,
        find_answer=profile.find_answer,
        hide=profile.hide,
        search=profile.search,
    )
