"""Open websockets to networks: the same rules as for HTTP, private addresses are refused, and errors are ours."""

import importlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from leitstand.connector_kit.errors import NetworkError, RateLimited, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.http import USER_AGENT, belongs, is_private_literal

if TYPE_CHECKING:
    import aiohttp

# What is larger breaks the connection, before it fills the memory.
LARGEST: Final = 4 * 1024 * 1024
HEARTBEAT: Final = 20.0


@dataclass(frozen=True, slots=True)
class Sockets:
    """Opens websockets to the hosts that are allowed (none named: any). Redirects are never followed."""

    allow_private: bool = False
    hosts: Sequence[str] = ()

    @asynccontextmanager
    async def __call__(self, url: str) -> AsyncIterator[AsyncIterator[str]]:
        """Connect, and give the texts that come. A server that is silent is asked every few seconds whether it lives."""
        self._check(url)
        aio, transport = (importlib.import_module(name) for name in ("aiohttp", "leitstand.connector_kit.transport"))
        trace = aio.TraceConfig()
        trace.on_request_redirect.append(_refuse_redirect)
        async with transport.session(allow_private=self.allow_private, force_close=True, trace=trace) as session:
            try:
                socket = await session.ws_connect(
                    url,
                    heartbeat=HEARTBEAT,
                    max_msg_size=LARGEST,
                    headers={"User-Agent": USER_AGENT},
                    timeout=aio.ClientWSTimeout(ws_close=2.0),
                )
            except aio.WSServerHandshakeError as error:
                raise _refusal(error.status, error.message) from error
            except (aio.ClientError, OSError, TimeoutError) as error:
                raise Unreachable(_sentence(error), before_sending=True) from error
            async with socket:
                yield _texts(socket)

    def _check(self, url: str) -> None:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.scheme not in ("ws", "wss") or not host:
            raise Refused("This is no address of a stream", code="address")
        if not self.allow_private and is_private_literal(host):
            raise Unreachable(f"{host} is a private address", before_sending=True)
        if self.hosts and not belongs(host, self.hosts):
            raise Unreachable(f"{host} does not belong to this channel", before_sending=True)


async def _texts(socket: "aiohttp.ClientWebSocketResponse") -> AsyncIterator[str]:
    from aiohttp import WSMsgType  # noqa: PLC0415 - 20 MB that a process pays when it first asks somebody

    while True:
        message = await socket.receive()
        if message.type is WSMsgType.TEXT:
            yield message.data
        elif message.type is WSMsgType.ERROR:
            raise Unreachable(_sentence(message.data))
        elif message.type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED):
            raise Unreachable("The server ended the stream")


async def _refuse_redirect(*_told: object) -> None:
    raise Refused("The server sends us to another address", code="moved")


def _refusal(status: int, reason: str) -> NetworkError:
    told = f"{status} {reason}".strip()
    if status == 429:
        return RateLimited(told, status=status)
    if status == 401:
        return SignInExpired(told, status=status)
    if status >= 500 or status == 408:
        return Unreachable(told, status=status)
    return Refused(told, status=status)


def _sentence(error: object) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
