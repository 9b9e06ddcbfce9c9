"""HTTP only: requests to one server, its answers as JSON, its errors as ours."""

import mimetypes
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NoReturn

import httpx

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import MediaSource, Quota
from leitstand.connector_kit.errors import MediaRefused, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.http import exchange, raise_for, retry_at
from leitstand.connector_kit.sse import Event, events
from leitstand.kernel.clock import Clock
from leitstand.kernel.post import Media

# Connections of small servers are reset now and then; reading again is harmless, so it is done at once, a few times.
READ_TRIES: Final = 3
Form = Mapping[str, str | list[str]]

_TOO_BIG = 413
_INVALID = 422
_NOT_FOUND = (404, 410)
# The stock software's words for a token that lacks a right, or an account that was locked: a new sign-in is the way out.
_SIGN_IN_AGAIN = ("outside the authorized scopes", "login is currently disabled", "requires an authenticated user")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the status, its JSON whatever that is, and what is left of the quota."""

    status: int
    json: object
    quota: Quota | None

    @property
    def record(self) -> wild.Wild:
        """The answer as one JSON object."""
        return wild.record(self.json)

    @property
    def records(self) -> tuple[wild.Wild, ...]:
        """The answer as a list of JSON objects."""
        return wild.records(self.json)


@dataclass(frozen=True, slots=True)
class Client:
    """One server, spoken to with one token ("" for none).

    `keep_open` uses a connection again. Small servers close it without a word, and a message that meets the closed door
    looks like one whose answer was lost; so it is meant for the stock software alone.
    """

    base_url: str
    http: httpx.AsyncClient
    clock: Clock
    token: str = field(default="", repr=False)
    keep_open: bool = False

    async def get(self, path: str, params: Mapping[str, str] | None = None) -> Answer:
        """Read something; a connection that breaks is tried again at once, a few times."""
        for _ in range(READ_TRIES - 1):
            try:
                return await self._call("GET", path, params=params)
            except Unreachable as error:
                if error.status is not None or error.before_sending:
                    raise
        return await self._call("GET", path, params=params)

    async def post(self, path: str, form: Form, *, key: str = "") -> Answer:
        """Send a form once; `key` lets the server say the same thing once for repeated calls."""
        return await self._call("POST", path, form=form, headers={"Idempotency-Key": key} if key else {})

    async def put(self, path: str, form: Form) -> Answer:
        """Change something; the same change twice is one."""
        return await self._call("PUT", path, form=form)

    async def delete(self, path: str) -> Answer:
        """Remove something."""
        return await self._call("DELETE", path)

    async def upload(self, media: Media, source: MediaSource, *, which: int) -> Answer:
        """Send one file with its alternative text, in pieces; raises MediaRefused where the server will not have it."""
        for _ in range(READ_TRIES - 1):
            try:
                return await self._upload(media, source, which=which)
            except Unreachable as error:  # a file that nobody sees may be sent again
                if error.status is not None:
                    raise
        return await self._upload(media, source, which=which)

    def listen(self, base_url: str, path: str, params: Mapping[str, str] | None = None) -> AsyncGenerator[Event, None]:
        """Yield the events that the server tells by itself; they end only by an error."""
        request = self._request("GET", path, params=params, base_url=base_url)
        return events(self.http, request, self.clock)

    async def _upload(self, media: Media, source: MediaSource, *, which: int) -> Answer:
        boundary = secrets.token_hex(16)
        head, tail = _frame(media, boundary)
        request = self._request(
            "POST",
            "/api/v2/media",
            headers={
                "Content-Type": f"multipart/form-data; boundary={boundary}",
                "Content-Length": str(len(head) + media.bytes + len(tail)),
            },
            content=_body(head, source.chunks(media), tail),
        )
        answer = await exchange(self.http, request)
        if answer.status_code in (_TOO_BIG, _INVALID) or "Error processing" in _reason(answer):
            raise MediaRefused(_reason(answer), which=which, status=answer.status_code)
        return self._read(answer)

    async def _call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        form: Form | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        request = self._request(method, path, params=params, form=form, headers=headers)
        return self._read(await exchange(self.http, request))

    def _request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        form: Form | None = None,
        headers: Mapping[str, str] | None = None,
        content: AsyncIterator[bytes] | None = None,
        base_url: str = "",
    ) -> httpx.Request:
        sign = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        close = {} if self.keep_open else {"Connection": "close"}
        return self.http.build_request(
            method,
            f"{base_url or self.base_url}{path}",
            params=params,
            data=form,
            content=content,
            headers={"Accept": "application/json", **sign, **close, **(headers or {})},
        )

    def _read(self, answer: httpx.Response) -> Answer:
        status = answer.status_code
        if status >= httpx.codes.BAD_REQUEST:
            self._fail(answer)
        if answer.is_redirect:
            raise Refused("The server sends us to another address", code="moved", status=status)
        quota = _quota(answer.headers, self.clock.now())
        if not answer.content:
            return Answer(status, None, quota)
        try:
            return Answer(status, answer.json(), quota)
        except ValueError:
            raise Unreachable("The answer is not JSON", status=status) from None

    def _fail(self, answer: httpx.Response) -> NoReturn:
        status, reason = answer.status_code, _reason(answer)
        if status == httpx.codes.UNAUTHORIZED:
            raise SignInExpired(reason, status=status)
        if status == httpx.codes.FORBIDDEN and any(words in reason for words in _SIGN_IN_AGAIN):
            raise SignInExpired(reason, status=status)
        if status in _NOT_FOUND:
            raise Refused(reason, code="not_found", status=status)
        if status in (httpx.codes.FORBIDDEN, _INVALID, httpx.codes.BAD_REQUEST):
            raise Refused(
                reason, code=wild.text(_error(answer), "error") if status != _INVALID else "invalid", status=status
            )
        raise_for(answer, self.clock)
        raise Unreachable(reason, status=status)


def _error(answer: httpx.Response) -> wild.Wild:
    try:
        return wild.record(answer.json())
    except ValueError:
        return {}


def _reason(answer: httpx.Response) -> str:
    said = _error(answer)
    words = wild.text(said, "error_description") or wild.text(said, "error")
    return words or f"{answer.status_code} {answer.reason_phrase}".strip()


def _quota(headers: httpx.Headers, now: datetime) -> Quota | None:
    remaining, resets_at = headers.get("x-ratelimit-remaining", ""), retry_at(headers, now)
    return Quota(int(remaining), resets_at) if remaining.isdigit() and resets_at else None


def _frame(media: Media, boundary: str) -> tuple[bytes, bytes]:
    name = f"{media.sha256[:16] or 'file'}{mimetypes.guess_extension(media.mime) or ''}"
    description = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="description"\r\n\r\n{media.alt}\r\n'
        if media.alt
        else ""
    )
    head = (
        f"{description}--{boundary}\r\n"
        f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n'
        f"Content-Type: {media.mime}\r\n\r\n"
    )
    return head.encode(), f"\r\n--{boundary}--\r\n".encode()


async def _body(head: bytes, chunks: AsyncIterator[bytes], tail: bytes) -> AsyncIterator[bytes]:
    yield head
    async for chunk in chunks:
        yield chunk
    yield tail
