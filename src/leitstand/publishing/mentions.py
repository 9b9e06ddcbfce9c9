"""Look whether a name that a text speaks to exists on the channel's network."""

from asgiref.sync import async_to_sync
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.channels.sessions import Session, open_session
from leitstand.connector_kit.errors import NetworkError
from leitstand.connector_kit.manifest import Account
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.kernel.post import Mention


def find_mention(actor: Actor, channel: Channel, handle: str) -> Mention | None:
    """Return the profile behind @handle as the channel's network knows it, None where there is none.

    Raises Impossible where the network could not be asked.
    """
    actor.require(Permission.WRITE)
    actor.own(channel)
    try:
        account = async_to_sync(_ask)(open_session(channel), handle.removeprefix("@"))
    except NetworkError as error:
        raise Impossible(
            _("%(channel)s could not be asked: %(reason)s") % {"channel": channel, "reason": error.reason},
            code="unreachable",
        ) from error
    return Mention(handle, account.id, account.url) if account else None


async def _ask(session: Session, handle: str) -> Account | None:
    async with session as connector:
        return await connector.find_account(handle) if connector.find_account else None
