"""HTTP only: requests with the version they speak, answers as JSON, errors as ours."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Final
from urllib.parse import quote

import httpx

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import MediaSource
from leitstand.connector_kit.errors import MediaRefused, RateLimited, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.http import exchange, retry_at
from leitstand.connector_kit.versions import in_use, load_versions
from leitstand.kernel.clock import Clock
from leitstand.kernel.post import Media

API: Final = "https://api.linkedin.com"
VERSIONS: Final = load_versions("leitstand.connectors.linkedin")
_VERSION: Final = next(version.name for version in (in_use(VERSIONS),) if version)
_MEDIA_CODES: Final = ("MEDIA_ASSET_PROCESSING_FAILED", "MEDIA_ASSET_WAITING_UPLOAD", "INVALID_MEDIA")
_PIECE: Final = 65536


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its JSON, and the id that a made thing got ("" where none was made)."""

    record: wild.Wild
    made: str = ""

    @property
    def elements(self) -> tuple[wild.Wild, ...]:
        """The entries of a list."""
        return wild.records(self.record.get("elements"))


@dataclass(frozen=True, slots=True)
class Client:
    """The network, spoken to with one token."""

    http: httpx.AsyncClient
    clock: Clock
    token: str = field(repr=False)

    async def get(self, path: str, query: str = "", *, finder: bool = False) -> Answer:
        """Read something; `query` is written as the network wants it, with its lists unescaped."""
        return await self._call("GET", path, query=query, headers={"X-RestLi-Method": "FINDER"} if finder else {})

    async def post(self, path: str, body: Mapping[str, object], *, method: str = "") -> Answer:
        """Make or change something; `method` is the network's own word for what is meant."""
        return await self._call("POST", path, body=body, headers={"X-RestLi-Method": method} if method else {})

    async def delete(self, path: str, query: str = "") -> Answer:
        """Take something away."""
        return await self._call("DELETE", path, query=query, headers={"X-RestLi-Method": "DELETE"})

    async def put_file(
        self, url: str, media: Media, source: MediaSource, *, first: int = 0, last: int | None = None
    ) -> str:
        """Send the bytes of a file from `first` to `last` (both in it) to the address the network gave; return their ETag."""
        end = media.bytes - 1 if last is None else last
        request = self.http.build_request(
            "PUT",
            url,
            content=_span(media, source, first, end),
            headers={
                "Content-Type": "application/octet-stream",
                "Content-Length": str(end - first + 1),
                **({"Authorization": f"Bearer {self.token}"} if last is None else {}),
            },
        )
        answer = await exchange(self.http, request)
        self._raise(answer)
        return str(answer.headers.get("etag", "")).strip('"')

    async def _call(
        self,
        method: str,
        path: str,
        *,
        query: str = "",
        body: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        request = self.http.build_request(
            method,
            f"{API}{path}{'?' if query else ''}{query}",
            json=body,
            headers={
                "Authorization": f"Bearer {self.token}",
                "LinkedIn-Version": _VERSION,
                "X-Restli-Protocol-Version": "2.0.0",
                **(headers or {}),
            },
        )
        answer = await exchange(self.http, request)
        self._raise(answer)
        return Answer(_json(answer), answer.headers.get("x-restli-id", ""))

    def _raise(self, answer: httpx.Response) -> None:
        status = answer.status_code
        if status < 400:
            return
        told = _json(answer)
        code, reason = wild.text(told, "code"), wild.text(told, "message") or f"{status}"
        if status == 401:
            raise SignInExpired("LinkedIn no longer accepts the sign-in", status=status)
        if status == 426:
            raise Refused(
                "This Leitstand speaks a version of LinkedIn's interface that has ended; please update it", code=code
            )
        if status == 429:
            raise RateLimited(reason, retry_at=retry_at(answer.headers, self.clock.now()) or self._midnight())
        # 409 says "try again", which may say it twice: look first.
        if status >= 500 or status in (408, 409):
            raise Unreachable(reason, status=status)
        if any(word in f"{code} {reason}" for word in _MEDIA_CODES):
            raise MediaRefused(reason, code=code, status=status)
        raise Refused(reason, code=code or ("not_found" if status == 404 else ""), status=status)

    def _midnight(self) -> datetime:
        """Return when the day's calls are given anew: 00:00 UTC."""
        now = self.clock.now()
        return datetime.combine((now + timedelta(days=1)).date(), time(0), tzinfo=now.tzinfo)


def urn(name: str) -> str:
    """Write an id of theirs so that it can stand in an address."""
    return quote(name, safe="")


def _json(answer: httpx.Response) -> wild.Wild:
    try:
        return wild.record(answer.json())
    except ValueError:
        return {}


async def _span(media: Media, source: MediaSource, first: int, last: int) -> AsyncIterator[bytes]:
    left = last - first + 1
    async for piece in source.chunks(media, start=first, size=_PIECE):
        yield piece[:left]
        left -= len(piece)
        if left <= 0:
            return
