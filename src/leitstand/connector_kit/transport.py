"""The way out: aiohttp underneath httpx, because httpx's own pool is the brake with many requests at once.

Loaded by `http.open_client` when the first request is about to leave: pages that ask nobody do without it.
"""

import ipaddress
import socket
import ssl
from functools import partial
from typing import Final

import aiohttp
import httpx
from aiohttp.abc import AbstractResolver, ResolveResult
from httpx_aiohttp import AiohttpTransport

_BEFORE_SENDING: Final = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)

# The transport reads all certificates of the machine for a context of its own (70 ms), and then never asks it: TLS is the
# matter of aiohttp's connector, which verifies with the system's certificates, read once.
_NEVER_ASKED: Final = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class PrivateAddress(OSError):
    """The name leads into a private network, where no server of the outside may send this house."""


class GuardedResolver(AbstractResolver):
    """Resolve names once and hand out only public addresses; the connection goes to the address that was checked."""

    def __init__(self) -> None:
        self._inner = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the public addresses of a host; raises PrivateAddress where any of them is not public."""
        found = await self._inner.resolve(host, port, family)
        for entry in found:
            if not ipaddress.ip_address(entry["host"]).is_global:
                raise PrivateAddress(f"{host} leads to a private address")
        return found

    async def close(self) -> None:
        """Let go of the inner resolver."""
        await self._inner.close()


class Transport(httpx.AsyncBaseTransport):
    """Keeps connections open, but not for requests that say `Connection: close`: those begin and end with one of their own."""

    def __init__(self, *, allow_private: bool) -> None:
        self._kept, self._single = (
            AiohttpTransport(
                verify=_NEVER_ASKED, client=partial(session, allow_private=allow_private, force_close=close)
            )
            for close in (False, True)
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        single = request.headers.get("connection", "").lower() == "close"
        return await (self._single if single else self._kept).handle_async_request(request)

    async def aclose(self) -> None:
        await self._kept.aclose()
        await self._single.aclose()


def session(
    *, allow_private: bool, force_close: bool, trace: aiohttp.TraceConfig | None = None
) -> aiohttp.ClientSession:
    """Open a session of aiohttp's own; unless `allow_private`, names that lead inside are not reached."""
    resolver = None if allow_private else GuardedResolver()
    connector = aiohttp.TCPConnector(limit=0, resolver=resolver, ttl_dns_cache=60, force_close=force_close)
    return aiohttp.ClientSession(
        connector=connector,
        trust_env=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        trace_configs=[trace] if trace else None,
    )


def never_left(cause: BaseException) -> bool:
    """Whether a fault of aiohttp's means that the request cannot have arrived."""
    return isinstance(cause, _BEFORE_SENDING)


def met_closed_door(cause: BaseException) -> bool:
    """Whether something could not even be written: the message is incomplete at the other side, which cannot act on it."""
    return isinstance(cause, aiohttp.ClientConnectionResetError) and str(cause).startswith("Cannot write")
