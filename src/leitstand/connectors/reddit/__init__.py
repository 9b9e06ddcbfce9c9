"""Reddit: communities, people and searches, read by their public feeds; nothing is ever written there."""

from leitstand.connector_kit.contract import Connector, Setting
from leitstand.connector_kit.guides import load_guide
from leitstand.connector_kit.manifest import Manifest
from leitstand.connectors.reddit.client import Source
from leitstand.connectors.reddit.limits import FACTS, LIMITS, count, limits_for
from leitstand.connectors.reddit.metrics import TOLD
from leitstand.connectors.reddit.options import OPTIONS
from leitstand.connectors.reddit.sign_in import METHODS
from leitstand.connectors.reddit.translate import steps

__all__ = ["MANIFEST", "connect"]

MANIFEST = Manifest(
    slug="reddit",
    name="Reddit",
    colour="#ff4500",
    letter="R",
    abilities=frozenset(),
    formats=(),
    limits=LIMITS,
    facts=FACTS,
    sign_in=METHODS,
    limits_for=limits_for,
    count=count,
    steps=steps,
    metrics=TOLD,
    options=OPTIONS,
    set_up="Public posts are read by their feeds; you need neither an account nor an app.",
    hosts=("www.reddit.com",),
    is_source=True,
    guide=load_guide("leitstand.connectors.reddit"),
)


def connect(setting: Setting) -> Connector:
    """Bind one feed; makes no request by itself."""
    source = Source(setting.account, setting.credentials.get("address", ""), setting.http, setting.clock)
    return Connector(manifest=MANIFEST, account=setting.account, look=source.look, read_source=source.read_source)
