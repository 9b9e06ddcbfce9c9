"""RSS, Atom and JSON feeds: what others publish, read politely and told once; nothing is ever written."""

from leitstand.connector_kit.contract import Connector, Setting
from leitstand.connector_kit.guides import load_guide
from leitstand.connector_kit.manifest import Manifest
from leitstand.connectors.rss.client import Source
from leitstand.connectors.rss.limits import FACTS, LIMITS, count, limits_for
from leitstand.connectors.rss.metrics import TOLD
from leitstand.connectors.rss.options import OPTIONS
from leitstand.connectors.rss.sign_in import METHODS
from leitstand.connectors.rss.translate import steps

__all__ = ["MANIFEST", "connect"]

MANIFEST = Manifest(
    slug="rss",
    name="RSS/Atom",
    colour="#b45309",
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
    preview="article",
    set_up="A feed is read and never written to; you need nothing but its address.",
    is_source=True,
    guide=load_guide("leitstand.connectors.rss"),
)


def connect(setting: Setting) -> Connector:
    """Bind one feed; makes no request by itself."""
    source = Source(setting.account, setting.credentials.get("address", ""), setting.http, setting.clock)
    return Connector(manifest=MANIFEST, account=setting.account, look=source.look, read_source=source.read_source)
