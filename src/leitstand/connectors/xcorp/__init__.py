"""X: posts and threads with pictures or a film, mentions, hiding of replies, and figures; every call costs credits."""

from leitstand.connector_kit.contract import Connector, Setting
from leitstand.connector_kit.guides import load_guide
from leitstand.connector_kit.manifest import Ability, Manifest
from leitstand.connectors.xcorp.client import HOSTS, Client
from leitstand.connectors.xcorp.limits import FACTS, LIMITS, count, limits_for
from leitstand.connectors.xcorp.metrics import TOLD, TOLD_OF_PROFILE
from leitstand.connectors.xcorp.options import OPTIONS
from leitstand.connectors.xcorp.profile import Profile
from leitstand.connectors.xcorp.sign_in import METHODS
from leitstand.connectors.xcorp.translate import share_url, steps

__all__ = ["MANIFEST", "connect"]

MANIFEST = Manifest(
    slug="xcorp",
    name="X",
    colour="#0f1419",
    letter="X",
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
    preview="microblog",
    set_up="You need an app of your own at X and credits: each post costs 0.015 US dollars, with a link 0.20.",
    hosts=HOSTS,
    guide=load_guide("leitstand.connectors.xcorp"),
)


def connect(setting: Setting) -> Connector:
    """Bind the network to one profile; makes no request by itself."""
    client = Client(setting.http, setting.clock, setting.credentials.get("access_token", ""))
    profile = Profile(setting.account, client, setting.clock, setting.media)
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
    )
