"""LinkedIn, as a company's page or as a person: posts with pictures, a video or a link, comments, and the page's figures."""

from leitstand.connector_kit.contract import Connector, Setting
from leitstand.connector_kit.duties import load_retention
from leitstand.connector_kit.guides import load_guide
from leitstand.connector_kit.manifest import Ability, Manifest
from leitstand.connectors.linkedin.client import VERSIONS, Client
from leitstand.connectors.linkedin.limits import FACTS, LIMITS, count, limits_for
from leitstand.connectors.linkedin.metrics import TOLD, TOLD_OF_PAGE
from leitstand.connectors.linkedin.options import OPTIONS
from leitstand.connectors.linkedin.profile import Profile
from leitstand.connectors.linkedin.sign_in import METHODS
from leitstand.connectors.linkedin.translate import is_page, share_url, steps
from leitstand.connectors.linkedin.webhooks import WEBHOOK

__all__ = ["MANIFEST", "connect"]

MANIFEST = Manifest(
    slug="linkedin",
    name="LinkedIn",
    colour="#0a66c2",
    letter="L",
    abilities=frozenset(
        {
            Ability.FIRST_COMMENT,
            Ability.LINK_CARD,
            Ability.ALT_TEXT,
            Ability.EDIT,
            Ability.DELETE,
            Ability.REPLIES,
            Ability.INBOX,
            Ability.ANSWER,
            Ability.REMOVE,
            Ability.WEBHOOKS,
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
    channel_metrics=TOLD_OF_PAGE,
    options=OPTIONS,
    share_url=share_url,
    preview="microblog",
    set_up="You need an app of your own at LinkedIn; for a company page it is reviewed, which takes weeks.",
    hosts=("api.linkedin.com", "www.linkedin.com"),
    versions=VERSIONS,
    retention=load_retention("leitstand.connectors.linkedin"),
    guide=load_guide("leitstand.connectors.linkedin"),
    webhook=WEBHOOK,
)


def connect(setting: Setting) -> Connector:
    """Bind the network to one page or person; makes no request by itself. What only pages may do is None for a person."""
    client = Client(setting.http, setting.clock, setting.credentials.get("access_token", ""))
    profile = Profile(setting.account, client, setting.clock, setting.media)
    page = is_page(setting.account)
    return Connector(
        manifest=MANIFEST,
        account=setting.account,
        look=profile.look,
        publish=profile.publish,
        # Reading a person's own posts is closed to new apps: after a lost answer a person must look.
        find_published=profile.find_published if page else None,
        read_replies=profile.read_replies if page else None,
        measure=profile.measure if page else None,
        measure_channel=profile.measure_page if page else None,
        edit=profile.edit,
        delete=profile.delete,
        read_inbox=profile.read_inbox if page else None,
        answer=profile.answer if page else None,
        find_answer=profile.find_answer if page else None,
        remove=profile.remove if page else None,
    )
