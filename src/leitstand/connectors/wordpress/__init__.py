"""WordPress as company blog: articles with pictures and categories, comments; a draft is written first, then shown."""

from leitstand.connector_kit.contract import Connector, Setting
from leitstand.connector_kit.guides import load_guide
from leitstand.connector_kit.manifest import Ability, KeyPromise, Manifest
from leitstand.connectors.wordpress.blog import Blog
from leitstand.connectors.wordpress.client import Client
from leitstand.connectors.wordpress.limits import FACTS, LIMITS, count, limits_for
from leitstand.connectors.wordpress.metrics import TOLD
from leitstand.connectors.wordpress.options import OPTIONS
from leitstand.connectors.wordpress.sign_in import METHODS
from leitstand.connectors.wordpress.translate import share_url, steps

__all__ = ["MANIFEST", "connect"]

MANIFEST = Manifest(
    slug="wordpress",
    name="WordPress",
    colour="#3858e9",
    letter="W",
    abilities=frozenset(
        {
            Ability.FIRST_COMMENT,
            Ability.ALT_TEXT,
            Ability.TITLE,
            Ability.EXCERPT,
            Ability.EDIT,
            Ability.DELETE,
            Ability.REPLIES,
            Ability.INBOX,
            Ability.ANSWER,
            Ability.HIDE,
            Ability.REMOVE,
        }
    ),
    formats=("article",),
    limits=LIMITS,
    facts=FACTS,
    sign_in=METHODS,
    limits_for=limits_for,
    count=count,
    steps=steps,
    metrics=TOLD,
    options=OPTIONS,
    share_url=share_url,
    preview="article",
    set_up="The blog needs https and a user who may publish; application passwords are part of it since version 5.6.",
    guide=load_guide("leitstand.connectors.wordpress"),
)


def connect(setting: Setting) -> Connector:
    """Bind the network to one blog; makes no request by itself."""
    account, secrets = setting.account, setting.credentials
    client = Client(
        account.base_url,
        setting.http,
        setting.clock,
        secrets.get("user", ""),
        secrets.get("application_password", ""),
    )
    blog = Blog(account, client, setting.clock, setting.media)
    return Connector(
        manifest=MANIFEST,
        account=account,
        look=blog.look,
        publish=blog.publish,
        # No key is sent. What is repeated is making one and the same draft visible, for as long as the post is there.
        keys=KeyPromise(),
        find_published=blog.find_published,
        read_replies=blog.read_replies,
        measure=blog.measure,
        edit=blog.edit,
        delete=blog.delete,
        read_inbox=blog.read_inbox,
        answer=blog.answer,
        find_answer=blog.find_answer,
        hide=blog.hide,
        remove=blog.remove,
    )
