"""Google Business Profile: updates, events and offers of a location, its reviews and their answers, its figures.

Of single posts the network tells no figures at all; videos, products and questions have no interface and are not done here.
"""

from leitstand.connector_kit.contract import Connector, Setting
from leitstand.connector_kit.duties import load_retention
from leitstand.connector_kit.guides import load_guide
from leitstand.connector_kit.manifest import Ability, Manifest
from leitstand.connector_kit.versions import load_versions
from leitstand.connectors.googlebusiness.client import HOSTS, Client
from leitstand.connectors.googlebusiness.limits import FACTS, LIMITS, count, limits_for
from leitstand.connectors.googlebusiness.location import Location
from leitstand.connectors.googlebusiness.metrics import TOLD_OF_LOCATION
from leitstand.connectors.googlebusiness.options import OPTIONS
from leitstand.connectors.googlebusiness.sign_in import METHODS
from leitstand.connectors.googlebusiness.translate import share_url, steps
from leitstand.connectors.googlebusiness.webhooks import WEBHOOK

__all__ = ["MANIFEST", "connect"]

MANIFEST = Manifest(
    slug="googlebusiness",
    name="Google Business Profile",
    colour="#4285f4",
    letter="G",
    abilities=frozenset(
        {Ability.EDIT, Ability.DELETE, Ability.INBOX, Ability.REVIEWS, Ability.ANSWER, Ability.WEBHOOKS}
    ),
    formats=("post",),
    limits=LIMITS,
    facts=FACTS,
    sign_in=METHODS,
    limits_for=limits_for,
    count=count,
    steps=steps,
    channel_metrics=TOLD_OF_LOCATION,
    options=OPTIONS,
    share_url=share_url,
    preview="picture",
    set_up="You need a project of your own in the Google Cloud, and Google must grant it access; the guide says how.",
    hosts=HOSTS,
    fetches_media=True,
    versions=load_versions("leitstand.connectors.googlebusiness"),
    retention=load_retention("leitstand.connectors.googlebusiness"),
    guide=load_guide("leitstand.connectors.googlebusiness"),
    webhook=WEBHOOK,
)


def connect(setting: Setting) -> Connector:
    """Bind the network to one location; makes no request by itself."""
    account = setting.account
    client = Client(account.base_url, setting.http, setting.clock, setting.credentials.get("access_token", ""))
    location = Location(account, client, setting.clock, setting.media_url)
    return Connector(
        manifest=MANIFEST,
        account=account,
        look=location.look,
        publish=location.publish,
        find_published=location.find_published,
        measure_channel=location.measure_channel,
        edit=location.edit,
        delete=location.delete,
        read_inbox=location.read_inbox,
        answer=location.answer,
        find_answer=location.find_answer,
    )
