"""Hear what a network tells by itself: believe only what is proved, store it once, for channels of this workspace only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_noop

from leitstand.channels.actions.keep_app import app_of
from leitstand.channels.models import Channel
from leitstand.channels.queries import channels_of
from leitstand.channels.secrets import Unreadable, unseal
from leitstand.channels.webhooks import verify_token
from leitstand.community.actions.plan_reading import plan_reading
from leitstand.community.actions.take_in import take_in
from leitstand.community.models import InboxChannel
from leitstand.community.worker import FETCH, wake
from leitstand.connector_kit.webhooks import NotGenuine, Webhook, WebhookCall, WebhookNews
from leitstand.house.actor import Actor
from leitstand.house.models import Workspace
from leitstand.kernel.interaction import Interaction

AT_ONCE: Final = 500
NOT_PROVED = gettext_noop("The call does not carry the network's proof.")


@dataclass(frozen=True, slots=True)
class _Proof:
    """Secrets by which a call may be proved, and the channels for which whoever has them may speak."""

    secrets: dict[str, str]
    channels: dict[str, Channel]


@dataclass(frozen=True, slots=True)
class RawCall:
    """A call as it came in over HTTP, without any secrets; header names in small letters."""

    method: str
    headers: dict[str, str]
    query: dict[str, str]
    body: bytes

    def under(self, secrets: dict[str, str], now: datetime) -> WebhookCall:
        """Return the call with the secrets by which it is to be proved."""
        return WebhookCall(self.method, self.headers, self.query, self.body, now, secrets)


def challenge(workspace: Workspace, network: str, webhook: Webhook, call: RawCall, *, now: datetime) -> str:
    """Return what answers the network's question whether the address is ours; "" where the call is no such question.

    Raises NotGenuine where the question must be proved and none of our secrets proves it.
    """
    refused: NotGenuine | None = None
    for proof in _proofs(workspace, network):
        try:
            said = webhook.challenge(call.under(proof.secrets, now))
        except NotGenuine as error:
            refused = error
            continue
        return said
    if refused is not None:
        raise refused
    return ""


def hear(workspace: Workspace, network: str, webhook: Webhook, call: RawCall, *, now: datetime) -> int:
    """Store what a genuine call brings and have looked where it only hints; return how many things are new.

    Raises NotGenuine where no secret proves it: nothing of it is stored then. News for accounts that are not connected
    here, or for which the proof does not speak, is left out.
    """
    news, channels = _believed(workspace, network, webhook, call, now)
    house, count = Actor.house(workspace), 0
    # A call may bring thousands of single things: each channel takes its own together, so many in one transaction.
    told: dict[str, list[Interaction]] = {}
    for one in news:
        if one.account_id in channels:
            told.setdefault(one.account_id, []).extend(one.interactions)
    for account, said in told.items():
        for start in range(0, len(said), AT_ONCE):
            count += len(take_in(house, channels[account], said[start : start + AT_ONCE], now=now).new)
    for account in {one.account_id for one in news if one.look and one.account_id in channels}:
        plan_reading(house, channels[account], now=now)
        wake(FETCH)
    InboxChannel.objects.filter(channel__in=[channels[account] for account in told]).update(heard_at=now)
    return count


def _believed(
    workspace: Workspace, network: str, webhook: Webhook, call: RawCall, now: datetime
) -> tuple[tuple[WebhookNews, ...], dict[str, Channel]]:
    for proof in _proofs(workspace, network):
        try:
            return webhook.read(call.under(proof.secrets, now)), proof.channels
        except NotGenuine:
            continue
    raise NotGenuine(NOT_PROVED)


def _proofs(workspace: Workspace, network: str) -> Iterator[_Proof]:
    """Yield what may prove a call: the company's own app, and the word agreed with the network, speak for all its channels;
    the secrets of one channel speak for it alone.
    """
    channels = list(channels_of(workspace).filter(network=network))
    agreed = {"verify_token": verify_token(workspace, network)}
    app = app_of(workspace, network)
    yield _Proof({**app, **agreed}, {channel.external_id: channel for channel in channels})
    for channel in channels:
        try:
            own = unseal(channel.secrets)
        except Unreadable:
            continue
        yield _Proof({**own, **agreed}, {channel.external_id: channel})
