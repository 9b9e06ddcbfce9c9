"""What the author of a connector offers so that the suite in tests/promises can hold it to its word.

Put a module `tests/harness.py` into the connector's folder with one function:

    @asynccontextmanager
    async def open_harness() -> AsyncIterator[Harness]:
        ...start a stand-in of the network, yield an object of this shape, stop it again...

The stand-in is a server on loopback, or an application behind `httpx.MockTransport`. It behaves like the network where
it matters: it keeps what it is sent, treats repeated keys as the network does, lets itself be read, and gets into the
troubles below when it is told to. The suite does the rest: it signs in with `right`, connects, takes every step of
`MANIFEST.steps(plan)` as the sender would, and compares with `seen()`. So a connector brings no promise tests of its own
unless its quality.toml names one (`test = "path/from/the/root.py::name"`). A promise called `exempt` must show it: the
ability is None, or is not among the manifest's abilities. Each test opens its own harness: start quickly, keep nothing.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import httpx

from leitstand.connector_kit.contract import OpenSocket, Published
from leitstand.connector_kit.manifest import Redirect
from leitstand.connector_kit.webhooks import WebhookCall, WebhookNews
from leitstand.kernel.clock import Clock
from leitstand.kernel.interaction import Interaction
from leitstand.kernel.reading import Metric


class Trouble(StrEnum):
    """What can be wrong with a network, and the error that the connector must make of it.

    Each lasts until `calm()`. LOST_ANSWER and LOST_REQUEST strike only the requests that make something visible.
    """

    REFUSED = "refused"  # it will not have this post, now or later: Refused
    MEDIA_REFUSED = "media_refused"  # it will not have this file: MediaRefused, `which` is its place in the post
    RATE_LIMITED = "rate_limited"  # too much for now: RateLimited, with `retry_at` after the clock's now
    SIGNED_OUT = "signed_out"  # the token is no longer worth anything: SignInExpired
    BROKEN = "broken"  # an answer that says nothing (500): Unreachable
    LOST_ANSWER = "lost_answer"  # it stores what it is sent, and no answer comes: Unreachable, not before_sending
    LOST_REQUEST = "lost_request"  # the connection is cut before it stores anything: Unreachable, not before_sending
    NOT_THERE = "not_there"  # nobody listens at the address: Unreachable, before_sending


@dataclass(frozen=True, slots=True)
class Seen:
    """One message as the public sees it, read from the stand-in itself and not through the connector.

    `text` is plain (no markup, links as they stand), `alts` the alternative texts of its pictures in order, `reply_to`
    the id of the message it follows or comments ("" where it stands alone).
    """

    id: str
    text: str
    title: str = ""
    alts: tuple[str, ...] = ()
    reply_to: str = ""


class Harness(Protocol):
    """A stand-in of one network, and what the suite must know to hold the connector against it.

    `http` reaches the stand-in and nothing else. `clock` is the one the stand-in lives by (a HandClock is set forward
    when a step says `not_before`). `method` is the sign-in method to use; `right` are answers to its questions that work,
    `wrong` the same with a wrong secret. `counted` are texts with the number of characters the network gives them, taken
    from its documentation, not from our own counting.
    """

    http: httpx.AsyncClient
    clock: Clock
    method: str
    right: Mapping[str, str]
    wrong: Mapping[str, str]
    counted: tuple[tuple[str, int], ...]

    async def come_back(self, redirect: Redirect) -> Mapping[str, str]:
        """Do what the person does at the network and return the query of the return address; {} where nobody is sent."""
        ...

    async def seen(self) -> tuple[Seen, ...]:
        """Return everything of our account that the public sees now, parts of threads and own comments too, oldest first."""
        ...

    async def people_react(self, post: Published) -> tuple[Interaction, ...]:
        """Let people outside answer and, where the network knows it, like: what `read_replies` must give afterwards."""
        ...

    async def figures(self, post: Published) -> Mapping[Metric, int | None]:
        """Return what the network counts for this post now; None for what it does not tell."""
        ...

    async def trouble(self, kind: Trouble) -> None:
        """Get into a trouble and stay in it; several at once are possible."""
        ...

    async def calm(self) -> None:
        """End every trouble; what was stored stays."""
        ...


class InboxHarness(Harness, Protocol):
    """What a harness offers in addition where its connector reads an inbox, answers, hides or hears webhooks.

    A harness brings only those methods whose promises are called done.
    """

    async def people_write(self) -> tuple[Interaction, ...]:
        """Let people outside write to the account (mention, message, review, comment): what `read_inbox` must give."""
        ...

    async def hidden(self) -> frozenset[str]:
        """Return the ids of everything that is hidden now."""
        ...

    async def news(self) -> tuple[WebhookCall, tuple[WebhookNews, ...]]:
        """Return a call as the network would send it, with the right proof, and the news it carries."""
        ...


class SourceHarness(Harness, Protocol):
    """What a harness offers in addition where its connector reads a source."""

    async def others_publish(self) -> tuple[Interaction, ...]:
        """Let others publish something new: what `read_source` must give, with their own ids."""
        ...


class StreamHarness(Harness, Protocol):
    """What a harness offers in addition where its connector listens live."""

    sockets: OpenSocket | None

    async def others_say(self) -> tuple[Interaction, ...]:
        """Let others, and our own account, say something in public; return what the others said: what is to be told."""
        ...

    async def break_off(self) -> None:
        """Break the connection of whoever listens."""
        ...


OpenHarness = Callable[[], AbstractAsyncContextManager[Harness]]
