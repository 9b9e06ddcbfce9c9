"""How a network tells of news by itself: a call comes in, is proved genuine, and becomes interactions. Pure."""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from leitstand.kernel.interaction import Interaction


class NotGenuine(Exception):
    """The call does not carry the proof that the network gives; nothing of it may be believed."""


@dataclass(frozen=True, slots=True)
class WebhookCall:
    """What came in: header names are in small letters, `body` is as it was sent, `received_at` is our own clock.

    `secrets` are those of the company's app at the network, or the credentials of one channel. `verify_token` is always among
    them: the word that the house shows beside the address, for networks that repeat one when they ask whether it is ours.
    """

    method: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes
    received_at: datetime
    secrets: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class WebhookNews:
    """News for one account, by the network's own id: what somebody did, or only that it is worth asking (`look`)."""

    account_id: str
    interactions: tuple[Interaction, ...] = ()
    look: bool = False


@dataclass(frozen=True, slots=True)
class Webhook:
    """`read(call)` returns the news of a genuine call and raises NotGenuine else.

    `challenge(call)` returns the body that answers a network's question whether the address is ours: "" where this call is
    no such question. It raises NotGenuine where the question itself must be proved and is not.
    """

    read: Callable[[WebhookCall], tuple[WebhookNews, ...]]
    challenge: Callable[[WebhookCall], str] = lambda _call: ""


def signed_with(secret: str, body: bytes, told: str) -> bool:
    """Whether `told` is the HMAC-SHA256 of the body in hex; compared in constant time, an empty secret proves nothing."""
    wanted = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return bool(secret) and hmac.compare_digest(wanted.encode(), told.encode())
