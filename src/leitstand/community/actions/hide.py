"""Hide what somebody wrote under a post of ours, show it again, or take it off the network."""

from datetime import datetime

from django.utils.translation import gettext as _

from leitstand.channels.asking import Question, ask
from leitstand.channels.sessions import able
from leitstand.community.interactions import interaction_of
from leitstand.community.models import Incoming
from leitstand.connector_kit.contract import Connector
from leitstand.connector_kit.errors import NetworkError, Refused
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible


def hide(actor: Actor, incoming: Incoming, *, hidden: bool, now: datetime) -> Incoming:
    """Hide or show; the network does it first, and only then it stands here. The same twice is one."""
    actor.require(Permission.ANSWER)
    actor.own(incoming)
    _can(incoming, "hide")
    what = interaction_of(incoming)

    async def change(connector: Connector) -> None:
        if connector.hide is None:
            raise Refused("The network cannot do it")
        await connector.hide(what, hidden=hidden)

    _ask(incoming, change, now)
    _note(incoming, "hidden" if hidden else "shown")
    verb = "community.hide" if hidden else "community.show"
    audit.record(actor, verb, incoming.conversation, now=now, details={"channel": incoming.channel_id})
    return incoming


def remove(actor: Actor, incoming: Incoming, *, now: datetime) -> Incoming:
    """Take it off for good; gone already is fine. Here it stays as what was removed, so that it can be told why."""
    actor.require(Permission.ANSWER)
    actor.own(incoming)
    _can(incoming, "remove")
    what = interaction_of(incoming)

    async def take_off(connector: Connector) -> None:
        if connector.remove is None:
            raise Refused("The network cannot do it")
        await connector.remove(what)

    _ask(incoming, take_off, now)
    _note(incoming, "removed")
    audit.record(actor, "community.remove", incoming.conversation, now=now, details={"channel": incoming.channel_id})
    return incoming


def _can(incoming: Incoming, ability: str) -> None:
    connector = able(incoming.channel) if incoming.channel.state == "connected" else None
    if connector is None:
        raise Impossible(_("The channel is not connected at the moment."), code="channel")
    if getattr(connector, ability) is None or incoming.kind in ("message", "review"):
        raise Impossible(_("This network does not let programs do that. Please do it there."), code="cannot")
    if incoming.visibility == "removed":
        raise Impossible(_("It is removed already."), code="removed")


def _ask(incoming: Incoming, question: Question[None], now: datetime) -> None:
    try:
        ask(incoming.channel, question, now=now)
    except NetworkError as error:
        raise Impossible(
            _("The network did not do it: %(reason)s") % {"reason": error.reason or type(error).__name__},
            code="network",
        ) from error


def _note(incoming: Incoming, visibility: str) -> None:
    Incoming.objects.filter(pk=incoming.pk).update(visibility=visibility)
    incoming.visibility = visibility
