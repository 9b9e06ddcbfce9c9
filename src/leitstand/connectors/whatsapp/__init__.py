"""WhatsApp Business: messages come in by themselves and are answered within the network's 24 hours; posts go in by hand."""

from leitstand.connector_kit.contract import Connector, Setting
from leitstand.connector_kit.graph import Graph
from leitstand.connector_kit.guides import load_guide
from leitstand.connector_kit.manifest import Ability, Manifest
from leitstand.connectors.whatsapp.client import HOSTS, ROOT, VERSIONS
from leitstand.connectors.whatsapp.limits import FACTS, LIMITS, count, limits_for
from leitstand.connectors.whatsapp.metrics import TOLD
from leitstand.connectors.whatsapp.number import Number
from leitstand.connectors.whatsapp.options import OPTIONS
from leitstand.connectors.whatsapp.sign_in import METHODS
from leitstand.connectors.whatsapp.translate import share_url, steps
from leitstand.connectors.whatsapp.webhooks import WEBHOOK

__all__ = ["MANIFEST", "connect"]

MANIFEST = Manifest(
    slug="whatsapp",
    name="WhatsApp",
    colour="#128c7e",
    letter="W",
    abilities=frozenset({Ability.MESSAGES, Ability.ANSWER, Ability.WEBHOOKS}),
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
    set_up="You need a WhatsApp Business account with a number, and an app of your own at Meta that this house can be called by.",
    hosts=HOSTS,
    versions=VERSIONS,
    guide=load_guide("leitstand.connectors.whatsapp"),
    webhook=WEBHOOK,
)


def connect(setting: Setting) -> Connector:
    """Bind the network to one number; makes no request by itself."""
    secrets = setting.credentials
    token, secret = secrets.get("access_token", ""), secrets.get("client_secret", "")
    number = Number(setting.account, Graph(ROOT, setting.http, setting.clock, token, secret), setting.clock)
    # Without `publish` a post for the channel or the status is handed over to a person, prepared as far as it goes.
    return Connector(manifest=MANIFEST, account=setting.account, look=number.look, answer=number.answer)
