"""XING: nothing may be posted there by program since 2019, so a post is handed over with text, picture and share link."""

from functools import partial

from leitstand.connector_kit.contract import Connector, Setting
from leitstand.connector_kit.guides import load_guide
from leitstand.connector_kit.manifest import Ability, Manifest
from leitstand.connectors.xing.limits import FACTS, LIMITS, count, limits_for
from leitstand.connectors.xing.metrics import TOLD
from leitstand.connectors.xing.options import OPTIONS
from leitstand.connectors.xing.sign_in import HOST, METHODS, as_before
from leitstand.connectors.xing.translate import share_url, steps

__all__ = ["MANIFEST", "connect"]

MANIFEST = Manifest(
    slug="xing",
    name="XING",
    colour="#006567",
    letter="X",
    abilities=frozenset({Ability.LINK_CARD}),
    formats=("post",),
    limits=LIMITS,
    facts=FACTS,
    sign_in=METHODS,
    limits_for=limits_for,
    count=count,
    steps=steps,
    metrics=TOLD,
    options=OPTIONS,
    share_url=share_url,
    preview="microblog",
    set_up="XING lets no program post: Leitstand prepares each post, and somebody publishes it by hand.",
    hosts=(HOST,),
    guide=load_guide("leitstand.connectors.xing"),
)


def connect(setting: Setting) -> Connector:
    """Bind the network to one profile; nothing can be asked there, so nothing ever is."""
    return Connector(manifest=MANIFEST, account=setting.account, look=partial(as_before, setting.account))
