"""Talk HTTP to networks: one client kept open per channel, answers become our errors, private addresses are refused."""

import email.utils
import ipaddress
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import httpx

from leitstand.connector_kit.errors import NetworkError, RateLimited, Refused, SignInExpired, Unreachable
from leitstand.kernel.clock import Clock

if TYPE_CHECKING:
    from types import ModuleType

USER_AGENT: Final = "Leitstand"
TIMEOUT: Final = httpx.Timeout(30.0, connect=10.0)

# httpx writes every address into the log, and some networks want the token in the address.
logging.getLogger("httpx").setLevel(logging.WARNING)

# They speak of the body as it travelled, not of the one that was unpacked.
_ABOUT_BODY: Final = ("content-encoding", "content-length", "transfer-encoding")
_BEFORE_SENDING = (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL)


def is_private_literal(host: str) -> bool:
    """Whether a host is written as an address that is not public (names are checked when they are resolved)."""
    try:
        return not ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        return False


def belongs(host: str, allowed: Sequence[str]) -> bool:
    """Whether a host is one of those allowed; "*.example.com" allows every name below example.com."""
    return any(host == one or (one.startswith("*.") and host.endswith(one[1:])) for one in allowed)


async def _refuse_private_literals(request: httpx.Request) -> None:
    if is_private_literal(request.url.host):
        raise httpx.ConnectError(f"{request.url.host} is a private address", request=request)


def _only(hosts: Sequence[str]) -> Callable[[httpx.Request], Awaitable[None]]:
    async def refuse_strangers(request: httpx.Request) -> None:
        if not belongs(request.url.host, hosts):
            raise httpx.ConnectError(f"{request.url.host} does not belong to this channel", request=request)

    return refuse_strangers


def open_client(
    *, allow_private: bool, headers: Mapping[str, str] | None = None, hosts: Sequence[str] = ()
) -> httpx.AsyncClient:
    """Open a client to be kept: aiohttp underneath, because httpx's own pool is the brake with many requests at once.

    `allow_private` is for the rehearsal network and for servers in the company's own network, which the administrator
    allowed by name. `hosts` are the only ones that are spoken to (empty: any). Redirects are never followed on their own.
    """
    hooks = [*([] if allow_private else [_refuse_private_literals]), *([_only(hosts)] if hosts else [])]
    return httpx.AsyncClient(
        transport=_transport().Transport(allow_private=allow_private),
        timeout=TIMEOUT,
        headers={"User-Agent": USER_AGENT, **(headers or {})},
        follow_redirects=False,
        event_hooks={"request": hooks},
        trust_env=False,
    )


async def send(http: httpx.AsyncClient, request: httpx.Request, clock: Clock) -> httpx.Response:
    """Send one request and return the answer if it is a success (2xx, 3xx); everything else becomes one of our errors.

    Raises Unreachable (no answer, or 5xx; `before_sending` says whether the request can have arrived), RateLimited
    (429), SignInExpired (401), Refused (other 4xx). A connector that knows its network better catches Refused and looks
    at `code`, or calls `http.send` itself.
    """
    answer = await exchange(http, request)
    raise_for(answer, clock)
    return answer


async def exchange(http: httpx.AsyncClient, request: httpx.Request, *, most: int | None = None) -> httpx.Response:
    """Send one request and return whatever answer came; raises Unreachable where none did.

    Where a kept connection turned out to be closed before the request was written, a new one is taken once. No more than
    `most` bytes of the body and one piece are ever held: a longer body is cut there.
    """
    try:
        return await _exchange(http, request, most)
    except (httpx.TransportError, httpx.InvalidURL) as error:
        if not (_met_closed_door(error) and isinstance(request.stream, httpx.ByteStream)):
            raise Unreachable(_sentence(error), before_sending=_never_left(error)) from error
    try:
        return await _exchange(http, request, most)
    except httpx.TransportError as error:
        raise Unreachable(_sentence(error), before_sending=_never_left(error)) from error


async def _exchange(http: httpx.AsyncClient, request: httpx.Request, most: int | None) -> httpx.Response:
    if most is None:
        return await http.send(request)
    answer = await http.send(request, stream=True)
    body = bytearray()
    try:
        async for piece in answer.aiter_bytes():
            body += piece
            if len(body) > most:
                break
    finally:
        await answer.aclose()
    headers = [(name, value) for name, value in answer.headers.items() if name not in _ABOUT_BODY]
    return httpx.Response(answer.status_code, headers=headers, content=bytes(body), request=request)


def _never_left(error: Exception) -> bool:
    # The transport calls everything that breaks a connection a ConnectTimeout, a reset in mid-answer too; the cause tells.
    cause = error.__cause__
    if cause is not None and type(cause).__module__.startswith("aiohttp"):
        return _transport().never_left(cause) or _met_closed_door(error)
    return isinstance(error, _BEFORE_SENDING)


def _met_closed_door(error: Exception) -> bool:
    below = error.__cause__.__cause__ if error.__cause__ else None
    return below is not None and type(below).__module__.startswith("aiohttp") and _transport().met_closed_door(below)


def _transport() -> "ModuleType":
    from leitstand.connector_kit import transport  # noqa: PLC0415 - 20 MB that a process pays when it first asks somebody

    return transport


def raise_for(answer: httpx.Response, clock: Clock) -> None:
    """Raise the error of our tree that an answer stands for; nothing for a success."""
    status = answer.status_code
    if status < 400:
        return
    reason = f"{status} {answer.reason_phrase}".strip()
    if status == 429:
        raise RateLimited(reason, retry_at=retry_at(answer.headers, clock.now()), status=status)
    if status == 401:
        raise SignInExpired(reason, status=status)
    if status == 503 and "retry-after" in answer.headers:
        raise RateLimited(reason, retry_at=retry_at(answer.headers, clock.now()), status=status)
    if status >= 500 or status == 408:
        raise Unreachable(reason, status=status)
    raise Refused(reason, status=status)


def retry_at(headers: httpx.Headers, now: datetime) -> datetime | None:
    """Read Retry-After (seconds or a date), else the usual reset headers (seconds since 1970, or an ISO date)."""
    told = headers.get("retry-after")
    if told:
        if told.strip().isdigit():
            return now + timedelta(seconds=int(told))
        parsed = email.utils.parsedate_to_datetime(told) if told[:1].isalpha() else None
        if parsed:
            return parsed.astimezone(UTC)
    for name in ("ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset"):
        reset = headers.get(name)
        if not reset:
            continue
        moment = _moment(reset, now)
        if moment is not None:
            return moment
    return None


def _moment(value: str, now: datetime) -> datetime | None:
    if value.isdigit():
        number = int(value)
        return datetime.fromtimestamp(number, tz=UTC) if number > 1_000_000_000 else now + timedelta(seconds=number)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _sentence(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


__all__ = [
    "TIMEOUT",
    "USER_AGENT",
    "NetworkError",
    "belongs",
    "exchange",
    "is_private_literal",
    "open_client",
    "raise_for",
    "retry_at",
    "send",
]
