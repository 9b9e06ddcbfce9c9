"""Pinterest: pins with one picture, several or a film on a board, and their figures. Comments are closed to programs."""

from leitstand.connector_kit.contract import Connector, Setting
from leitstand.connector_kit.guides import load_guide
from leitstand.connector_kit.manifest import Ability, Manifest
from leitstand.connector_kit.versions import load_versions
from leitstand.connectors.pinterest.boards import Pinboards
from leitstand.connectors.pinterest.client import HOSTS, Client
from leitstand.connectors.pinterest.limits import FACTS, LIMITS, count, limits_for
from leitstand.connectors.pinterest.metrics import TOLD, TOLD_OF_ACCOUNT
from leitstand.connectors.pinterest.options import OPTIONS
from leitstand.connectors.pinterest.sign_in import METHODS
from leitstand.connectors.pinterest.translate import share_url, steps

__all__ = ["MANIFEST", "connect"]

MANIFEST = Manifest(
    slug="pinterest",
    name="Pinterest",
    colour="#bd081c",
    letter="P",
    abilities=frozenset({Ability.TITLE, Ability.ALT_TEXT, Ability.EDIT, Ability.DELETE}),
    formats=("post",),
    limits=LIMITS,
    facts=FACTS,
    sign_in=METHODS,
    limits_for=limits_for,
    count=count,
    steps=steps,
    metrics=TOLD,
    channel_metrics=TOLD_OF_ACCOUNT,
    options=OPTIONS,
    share_url=share_url,
    preview="picture",
    set_up="You need an app of your own at Pinterest; until it has standard access, only you see its pins.",
    hosts=HOSTS,
    needs_media=True,
    versions=load_versions("leitstand.connectors.pinterest"),
    guide=load_guide("leitstand.connectors.pinterest"),
)


def connect(setting: Setting) -> Connector:
    """Bind the network to one account; makes no request by itself."""
    client = Client(setting.http, setting.clock, setting.credentials.get("access_token", ""))
    boards = Pinboards(setting.account, client, setting.clock, setting.media)
    return Connector(
        manifest=MANIFEST,
        account=setting.account,
        look=boards.look,
        publish=boards.publish,
        find_published=boards.find_published,
        measure=boards.measure,
        measure_channel=boards.measure_channel,
        edit=boards.edit,
        delete=boards.delete,
    )
