"""Begin to connect a profile: done at once, or the person is sent to the network and comes back."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from leitstand.channels.actions.keep_app import keep_app, with_app
from leitstand.channels.actions.keep_channel import keep_channel
from leitstand.channels.actions.offer_profiles import offer_profiles
from leitstand.channels.models import Channel, SignInStarted
from leitstand.channels.secrets import seal
from leitstand.channels.sessions import reaches_inside
from leitstand.connector_kit.http import open_client
from leitstand.connector_kit.manifest import Choice, Manifest, Redirect, SignedIn, SignInMethod
from leitstand.connector_kit.registry import manifest
from leitstand.house import audit, clock
from leitstand.house.actor import Actor, NotAllowed
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.models import new_token

VALID: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Begun:
    """The channel that is connected now, the address the person must go to, or the choice (`choice`) they must make."""

    channel: Channel | None
    redirect_to: str = ""
    choice: str = ""


def method_of(known: Manifest, method: str) -> SignInMethod:
    """Return one way to sign in; raises Invalid where the network has no such way."""
    for each in known.sign_in:
        if each.id == method:
            return each
    raise Invalid({"method": _("%(network)s has no such way to sign in.") % {"network": known.name}})


def begin_sign_in(
    actor: Actor, *, network: str, method: str, answers: Mapping[str, str], return_url: str, now: datetime
) -> Begun:
    """Ask the network. Raises Invalid for a question without answer, NetworkError for what the network says."""
    actor.require(Permission.MANAGE_CHANNELS)
    if actor.person is None:
        raise NotAllowed(Permission.MANAGE_CHANNELS)
    known = manifest(network)
    way = method_of(known, method)
    answers = with_app(actor.workspace, known, way, answers)
    missing = {
        question.name: _("Please fill this in.")
        for question in way.questions
        if question.required and not answers.get(question.name, "").strip()
    }
    if missing:
        raise Invalid(missing)
    state = new_token()
    addresses = [answers.get(question.name, "") for question in way.questions if question.kind == "url"]
    inside = reaches_inside(known, addresses, actor.workspace)
    outcome = asyncio.run(_begin(way, answers, return_url, state, allow_private=inside))
    keep_app(actor, known, way, answers, now=now)
    if isinstance(outcome, SignedIn):
        return Begun(keep_channel(actor, network=network, method=method, signed_in=outcome, now=now))
    if isinstance(outcome, Choice):
        offer = offer_profiles(actor, network=network, method=method, choice=outcome, now=now)
        return Begun(None, choice=offer.state)
    SignInStarted.objects.filter(expires_at__lt=now).delete()
    SignInStarted.objects.create(
        workspace=actor.workspace,
        person=actor.person,
        network=network,
        method=method,
        state=outcome.state,
        remember=seal(outcome.remember),
        started_at=now,
        expires_at=now + VALID,
    )
    audit.record(actor, "channels.begin_sign_in", None, now=now, details={"network": network, "method": method})
    return Begun(None, outcome.url)


async def _begin(
    way: SignInMethod, answers: Mapping[str, str], return_url: str, state: str, *, allow_private: bool
) -> SignedIn | Choice | Redirect:
    async with open_client(allow_private=allow_private) as http:
        return await way.begin(http, clock.clock(), answers=answers, return_url=return_url, state=state)
