"""The HTTP dialect that several networks of one owner speak: tokens in the form, errors as an object with a code, usage in headers.

Which host and version is spoken to, and which codes mean a refused file, each connector says itself.
"""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

import httpx

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import MediaSource
from leitstand.connector_kit.errors import MediaRefused, RateLimited, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.http import exchange
from leitstand.kernel.clock import Clock
from leitstand.kernel.post import Media

# Codes of the dialect itself, from its error reference: the sign-in, the pace, and what is over in a moment.
SIGN_IN: Final = frozenset({102, 190, 463, 467})
PACE: Final = frozenset({4, 9, 17, 32, 341, 368, 613, 80001, 80002, 80006, 1390008})
MOMENT: Final = frozenset({1, 2})
_REGAIN: Final = "estimated_time_to_regain_access"
_USAGE: Final = "x-business-use-case-usage"
_PAUSE: Final = timedelta(hours=1)
_NOT_FOUND: Final = 100
_MISSING_SUBCODE: Final = 33


@dataclass(frozen=True, slots=True)
class Graph:
    """One account, spoken to at one host and version. `secret` of the company's own app proves each call, "" leaves it out."""

    root: str
    http: httpx.AsyncClient
    clock: Clock
    token: str = field(repr=False)
    secret: str = field(default="", repr=False)
    media_codes: frozenset[int] = frozenset()

    async def get(self, path: str, **params: str) -> wild.Wild:
        """Read something."""
        return await self._send(self.http.build_request("GET", f"{self.root}/{path}", params=self._proved(params)))

    async def pages(self, path: str, *, most: int, **params: str) -> AsyncIterator[wild.Wild]:
        """Yield the entries of a list, page after page, at most `most` pages."""
        asked = dict(params)
        for _ in range(most):
            page = await self.get(path, **asked)
            for entry in wild.records(page.get("data")):
                yield entry
            paging = wild.record(page.get("paging"))
            after = wild.text(wild.record(paging.get("cursors")), "after")
            if not after or "next" not in paging:
                return
            asked["after"] = after

    async def post(self, path: str, **form: str) -> wild.Wild:
        """Make or change something."""
        return await self._send(self.http.build_request("POST", f"{self.root}/{path}", data=self._proved(form)))

    async def delete(self, path: str) -> wild.Wild:
        """Take something away."""
        return await self._send(self.http.build_request("DELETE", f"{self.root}/{path}", params=self._proved({})))

    async def send_file(self, path: str, media: Media, source: MediaSource, **form: str) -> wild.Wild:
        """Make something with a file beside the form, sent in pieces as "source"."""
        mark = hashlib.sha256(f"{media.sha256}{self.clock.now()}".encode()).hexdigest()[:32]
        request = self.http.build_request(
            "POST",
            f"{self.root}/{path}",
            content=_multipart(mark, self._proved(form), media, source),
            headers={"Content-Type": f"multipart/form-data; boundary={mark}"},
        )
        return await self._send(request)

    async def send_bytes(self, url: str, media: Media, source: MediaSource, *, start: int = 0) -> wild.Wild:
        """Send a file from `start` to an address the network gave, in one stream that can be gone on with."""
        request = self.http.build_request(
            "POST",
            url,
            content=source.chunks(media, start=start),
            headers={
                "Authorization": f"OAuth {self.token}",
                "offset": str(start),
                "file_size": str(media.bytes),
                "Content-Length": str(media.bytes - start),
            },
        )
        return await self._send(request)

    def _proved(self, values: Mapping[str, str]) -> dict[str, str]:
        proof = {"appsecret_proof": proof_of(self.token, self.secret)} if self.secret else {}
        return {**values, "access_token": self.token, **proof}

    async def _send(self, request: httpx.Request) -> wild.Wild:
        # The token stands in addresses and forms: no error may carry the request.
        lost: Unreachable | None = None
        answer: httpx.Response | None = None
        try:
            answer = await exchange(self.http, request)
        except Unreachable as error:
            lost = Unreachable(error.reason, before_sending=error.before_sending)
        if answer is None:
            raise lost or Unreachable("No answer came")
        told = _json(answer)
        if answer.status_code < 400 and "error" not in told:
            return told
        raise self._error(answer, wild.record(told.get("error")))

    def _error(self, answer: httpx.Response, error: wild.Wild) -> Exception:
        code, subcode = wild.number(error, "code"), wild.number(error, "error_subcode")
        reason = wild.text(error, "error_user_msg") or wild.text(error, "message") or f"{answer.status_code}"
        status = answer.status_code
        if code is None:
            return Unreachable(reason, status=status) if status >= 500 else Refused(reason, status=status)
        if code in SIGN_IN:
            return SignInExpired(reason, status=status)
        if code in PACE or status == 429:
            return RateLimited(reason, retry_at=self.clock.now() + regain(answer.headers), status=status)
        if code in self.media_codes or (subcode is not None and subcode in self.media_codes):
            return MediaRefused(reason, code=f"{code}/{subcode or ''}".rstrip("/"), status=status)
        if code in MOMENT or error.get("is_transient") is True or status >= 500:
            return Unreachable(reason, status=status)
        is_gone = code == _NOT_FOUND and subcode == _MISSING_SUBCODE
        return Refused(reason, code="not_found" if is_gone else f"{code}/{subcode or ''}".rstrip("/"), status=status)


def proof_of(token: str, secret: str) -> str:
    """Return the proof that a call comes from the app itself: the token under the app's secret."""
    return hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def regain(headers: httpx.Headers) -> timedelta:
    """Return how long the network wants to be left alone: the longest it names in its usage header, an hour where it names none."""
    try:
        told = wild.record(json.loads(headers.get(_USAGE, "{}")))
    except ValueError:
        return _PAUSE
    minutes = [wild.number(entry, _REGAIN) or 0 for entries in told.values() for entry in wild.records(entries)]
    longest = max(minutes, default=0)
    return timedelta(minutes=longest) if longest else _PAUSE


def _json(answer: httpx.Response) -> wild.Wild:
    try:
        return wild.record(answer.json())
    except ValueError:
        return {}


async def _multipart(mark: str, form: Mapping[str, str], media: Media, source: MediaSource) -> AsyncIterator[bytes]:
    for name, value in form.items():
        yield f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    head = f'--{mark}\r\nContent-Disposition: form-data; name="source"; filename="source"\r\n'
    yield f"{head}Content-Type: {media.mime}\r\n\r\n".encode()
    async for piece in source.chunks(media):
        yield piece
    yield f"\r\n--{mark}--\r\n".encode()
