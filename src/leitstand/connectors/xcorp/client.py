"""HTTP only: requests to version 2 of the interface, answers as JSON, errors as ours."""

import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import httpx

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import MediaSource, Quota
from leitstand.connector_kit.errors import MediaRefused, RateLimited, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.http import exchange, retry_at
from leitstand.kernel.clock import Clock
from leitstand.kernel.post import Media

API: Final = "https://api.x.com/2"
HOSTS: Final = ("api.x.com", "x.com")
# Segments may have 5 MB; a whole number of our pieces.
SEGMENT: Final = 4 * 1024 * 1024
_PIECE: Final = 65536
_DUPLICATE: Final = "duplicate content"
_CREDITS: Final = ("usage-capped", "UsageCapExceeded", "credits")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its JSON, and what is left of the window's calls."""

    record: wild.Wild
    quota: Quota | None

    @property
    def data(self) -> wild.Wild:
        """The one thing that was asked for or made."""
        return wild.record(self.record.get("data"))

    @property
    def entries(self) -> tuple[wild.Wild, ...]:
        """The list that was asked for."""
        return wild.records(self.record.get("data"))


@dataclass(frozen=True, slots=True)
class Client:
    """The network, spoken to with one token."""

    http: httpx.AsyncClient
    clock: Clock
    token: str = field(repr=False)

    async def get(self, path: str, **params: str) -> Answer:
        """Read something."""
        return await self._call("GET", path, params=params)

    async def post(self, path: str, body: Mapping[str, object]) -> Answer:
        """Make something."""
        return await self._call("POST", path, body=body)

    async def put(self, path: str, body: Mapping[str, object]) -> Answer:
        """Change something; the same change twice is one."""
        return await self._call("PUT", path, body=body)

    async def delete(self, path: str) -> Answer:
        """Take something away."""
        return await self._call("DELETE", path)

    async def append(self, upload: str, media: Media, source: MediaSource, *, index: int) -> None:
        """Send one segment of a file."""
        mark = secrets.token_hex(16)
        first = index * SEGMENT
        length = min(SEGMENT, media.bytes - first)
        request = self.http.build_request(
            "POST",
            f"{API}/media/upload/{upload}/append",
            content=_segment(mark, media, source, index, first, length),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": f"multipart/form-data; boundary={mark}"},
        )
        self._read(await exchange(self.http, request))

    async def _call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
    ) -> Answer:
        request = self.http.build_request(
            method,
            f"{API}/{path}",
            params=dict(params) if params else None,
            json=body,
            headers={"Authorization": f"Bearer {self.token}"},
        )
        return self._read(await exchange(self.http, request))

    def _read(self, answer: httpx.Response) -> Answer:
        status = answer.status_code
        told = _json(answer)
        if status < 400:
            return Answer(told, self._quota(answer))
        reason = wild.text(told, "detail") or wild.text(told, "title") or f"{status}"
        kind = wild.text(told, "type")
        if status == 401:
            raise SignInExpired(reason, status=status)
        if status == 402 or any(word in f"{kind} {reason}" for word in _CREDITS):
            raise Refused("The credits of your app at X are used up; buy more there", code="credits", status=status)
        if status == 429:
            raise RateLimited(reason, retry_at=retry_at(answer.headers, self.clock.now()), status=status)
        if status >= 500 or status == 408:
            raise Unreachable(reason, status=status)
        if status == 403 and _DUPLICATE in reason.casefold():
            # It says this too where our own first try arrived and its answer was lost: look before deciding.
            raise Unreachable(reason, status=status)
        if "media" in kind or "media" in reason.casefold():
            raise MediaRefused(reason, status=status)
        raise Refused(reason, code="not_found" if status == 404 else kind, status=status)

    def _quota(self, answer: httpx.Response) -> Quota | None:
        remaining, resets = answer.headers.get("x-rate-limit-remaining", ""), retry_at(answer.headers, self.clock.now())
        return Quota(int(remaining), resets) if remaining.isdigit() and resets else None


def _json(answer: httpx.Response) -> wild.Wild:
    try:
        return wild.record(answer.json())
    except ValueError:
        return {}


async def _segment(
    mark: str, media: Media, source: MediaSource, index: int, first: int, length: int
) -> AsyncIterator[bytes]:
    yield f'--{mark}\r\nContent-Disposition: form-data; name="segment_index"\r\n\r\n{index}\r\n'.encode()
    head = f'--{mark}\r\nContent-Disposition: form-data; name="media"; filename="media"\r\n'
    yield f"{head}Content-Type: application/octet-stream\r\n\r\n".encode()
    left = length
    async for piece in source.chunks(media, start=first, size=_PIECE):
        yield piece[:left]
        left -= len(piece)
        if left <= 0:
            break
    yield f"\r\n--{mark}--\r\n".encode()
