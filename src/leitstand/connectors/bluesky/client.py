"""HTTP only: requests to one server, its answers as JSON, its errors as ours."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NoReturn

import httpx

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import MediaSource, Quota
from leitstand.connector_kit.errors import MediaRefused, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.http import exchange, raise_for, retry_at
from leitstand.connectors.bluesky.access import NOBODY, Access
from leitstand.kernel.clock import Clock
from leitstand.kernel.post import Media

Params = Sequence[tuple[str, str]]
Body = Mapping[str, object]
Content = Callable[[], AsyncIterator[bytes]]

_TOO_BIG: Final = 413
# The network's own words for a session that is over or not enough; some come with 400, some with 401 or 403.
_SIGN_IN_AGAIN: Final = frozenset(
    {
        "AccountDeactivated",
        "AccountSuspended",
        "AccountTakedown",
        "AuthMissing",
        "AuthenticationRequired",
        "ExpiredToken",
        "InsufficientScope",
        "InvalidToken",
        "ScopeMissingError",
        "insufficient_scope",
        "invalid_grant",
        "invalid_token",
    }
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its JSON object, and what is left of the quota."""

    record: wild.Wild
    quota: Quota | None


@dataclass(frozen=True, slots=True)
class Client:
    """One server, spoken to with one access."""

    base_url: str
    http: httpx.AsyncClient
    clock: Clock
    access: Access = NOBODY

    async def ask(self, method: str, params: Params = ()) -> Answer:
        """Ask something: a query of the protocol."""
        return await self.get(f"{self.base_url}/xrpc/{method}", params)

    async def do(self, method: str, body: Body | None = None) -> Answer:
        """Do something: a procedure of the protocol."""
        return await self._call("POST", f"{self.base_url}/xrpc/{method}", json=body)

    async def open_session(self, identifier: str, password: str) -> Answer:
        """Open a session; whatever the server has against it is Refused with its own word for it as `code`."""
        url = f"{self.base_url}/xrpc/com.atproto.server.createSession"
        body = {"identifier": identifier, "password": password}
        answer = await exchange(self.http, self.http.build_request("POST", url, json=body))
        if answer.status_code in (httpx.codes.BAD_REQUEST, httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise Refused(_reason(answer), code=wild.text(_error(answer), "error"), status=answer.status_code)
        return self._read(answer)

    async def get(self, url: str, params: Params = ()) -> Answer:
        """Read a document at any address."""
        return await self._call("GET", url, params=params)

    async def post_form(self, url: str, form: Mapping[str, str]) -> Answer:
        """Send a form to any address, as sign-in servers want it."""
        return await self._call("POST", url, form=form)

    async def upload(self, media: Media, source: MediaSource, *, which: int) -> Answer:
        """Send one file in pieces; raises MediaRefused where the server will not have it."""
        url = f"{self.base_url}/xrpc/com.atproto.repo.uploadBlob"
        if not self.access.is_ready(httpx.URL(url)):
            await self.ask("com.atproto.server.getSession")
        try:
            return await self._call(
                "POST",
                url,
                content=lambda: source.chunks(media),
                headers={"Content-Type": media.mime, "Content-Length": str(media.bytes)},
            )
        except Refused as error:
            raise MediaRefused(error.reason, which=which, code=error.code, status=error.status) from error

    async def _call(
        self,
        method: str,
        url: str,
        *,
        params: Params = (),
        json: Body | None = None,
        form: Mapping[str, str] | None = None,
        content: Content | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        def request() -> httpx.Request:
            made = self.http.build_request(
                method,
                url,
                params=list(params) or None,
                json=json,
                data=form,
                content=content() if content else None,
                headers={"Accept": "application/json", **(headers or {})},
            )
            made.headers.update(self.access.headers(method, made.url))
            return made

        answer = await exchange(self.http, request())
        if self.access.heard(answer):
            answer = await exchange(self.http, request())
        return self._read(answer)

    def _read(self, answer: httpx.Response) -> Answer:
        status = answer.status_code
        if status >= httpx.codes.BAD_REQUEST:
            self._fail(answer)
        if answer.is_redirect:
            raise Refused("The server sends us to another address", code="moved", status=status)
        quota = _quota(answer.headers, self.clock.now())
        if not answer.content:
            return Answer({}, quota)
        try:
            return Answer(wild.record(answer.json()), quota)
        except ValueError:
            raise Unreachable("The answer is not JSON", status=status) from None

    def _fail(self, answer: httpx.Response) -> NoReturn:
        status, reason = answer.status_code, _reason(answer)
        code = wild.text(_error(answer), "error")
        if status == httpx.codes.UNAUTHORIZED or (status < 500 and code in _SIGN_IN_AGAIN):
            raise SignInExpired(reason, status=status)
        if status < 500 and status not in (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.REQUEST_TIMEOUT):
            raise Refused(reason, code=code or ("too_big" if status == _TOO_BIG else ""), status=status)
        raise_for(answer, self.clock)
        raise Unreachable(reason, status=status)


def _error(answer: httpx.Response) -> wild.Wild:
    try:
        return wild.record(answer.json())
    except ValueError:
        return {}


def _reason(answer: httpx.Response) -> str:
    told = _error(answer)
    words = wild.text(told, "message") or wild.text(told, "error_description") or wild.text(told, "error")
    return words or f"{answer.status_code} {answer.reason_phrase}".strip()


def _quota(headers: httpx.Headers, now: datetime) -> Quota | None:
    remaining, resets_at = headers.get("ratelimit-remaining", ""), retry_at(headers, now)
    return Quota(int(remaining), resets_at) if remaining.isdigit() and resets_at else None
