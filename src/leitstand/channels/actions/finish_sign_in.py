"""End a sign-in after the person came back from the network."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from leitstand.channels.actions.begin_sign_in import Begun, method_of
from leitstand.channels.actions.keep_channel import keep_channel
from leitstand.channels.actions.offer_profiles import offer_profiles
from leitstand.channels.models import SignInStarted
from leitstand.channels.secrets import unseal
from leitstand.channels.sessions import inside_is_allowed
from leitstand.connector_kit.http import open_client
from leitstand.connector_kit.manifest import Choice, Finish, SignedIn
from leitstand.connector_kit.registry import manifest
from leitstand.house import audit, clock
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible


def finish_sign_in(actor: Actor, *, state: str, returned: Mapping[str, str], return_url: str, now: datetime) -> Begun:
    """Fetch the secrets and keep the channel, or offer the profiles that were found.

    Each start is good for one end, by the same person, in the same workspace.
    """
    actor.require(Permission.MANAGE_CHANNELS)
    started = SignInStarted.objects.filter(
        workspace=actor.workspace, person=actor.person, state=state, expires_at__gt=now
    ).first()
    if started is None:
        raise Impossible(
            _("This sign-in was not begun here, or it took too long. Begin it once more."), code="no_sign_in"
        )
    known = manifest(started.network)
    way = method_of(known, started.method)
    if way.finish is None:
        raise Impossible(_("This sign-in needs no way back. Begin it once more."), code="no_sign_in")
    remember = unseal(started.remember)
    started.delete()
    inside = inside_is_allowed(actor.workspace)
    outcome = asyncio.run(_finish(way.finish, remember, returned, return_url, allow_private=inside))
    audit.record(actor, "channels.finish_sign_in", None, now=now, details={"network": known.slug})
    if isinstance(outcome, Choice):
        if len(outcome.options) != 1:
            offer = offer_profiles(actor, network=known.slug, method=way.id, choice=outcome, now=now)
            return Begun(None, choice=offer.state)
        outcome = outcome.options[0]
    return Begun(keep_channel(actor, network=known.slug, method=way.id, signed_in=outcome, now=now))


async def _finish(
    finish: Finish, remember: Mapping[str, str], returned: Mapping[str, str], return_url: str, *, allow_private: bool
) -> SignedIn | Choice:
    async with open_client(allow_private=allow_private) as http:
        return await finish(http, clock.clock(), remember=remember, returned=returned, return_url=return_url)
