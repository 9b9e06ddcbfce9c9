"""HTTP only: requests to the Data API and to an upload's session, answers as JSON, errors as ours."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import httpx

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import MediaSource
from leitstand.connector_kit.errors import MediaRefused, RateLimited, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.http import exchange, retry_at
from leitstand.kernel.clock import Clock
from leitstand.kernel.post import Media

API: Final = "https://www.googleapis.com/youtube/v3"
UPLOAD: Final = "https://www.googleapis.com/upload/youtube/v3"
HOSTS: Final = ("www.googleapis.com", "oauth2.googleapis.com", "accounts.google.com")
# A multiple of 256 KB, as the resumable protocol wants it.
CHUNK: Final = 8 * 1024 * 1024
_PIECE: Final = 65536
_PACIFIC: Final = ZoneInfo("America/Los_Angeles")
_QUOTA: Final = ("quotaExceeded", "dailyLimitExceeded", "uploadLimitExceeded")
_PACE: Final = ("rateLimitExceeded", "userRateLimitExceeded")
_FILE: Final = ("invalidVideo", "mediaBodyRequired", "invalidFilename")


@dataclass(frozen=True, slots=True)
class Sent:
    """What an upload's session said: the video once all is there, else how many bytes it has."""

    video: wild.Wild | None
    received: int


@dataclass(frozen=True, slots=True)
class Client:
    """The network, spoken to with one token."""

    http: httpx.AsyncClient
    clock: Clock
    token: str = field(repr=False)

    async def get(self, path: str, **params: str) -> wild.Wild:
        """Read something."""
        return _json(await self._send("GET", f"{API}/{path}", params))

    async def post(self, path: str, body: Mapping[str, object] | None = None, **params: str) -> wild.Wild:
        """Make or change something."""
        return _json(await self._send("POST", f"{API}/{path}", params, body))

    async def put(self, path: str, body: Mapping[str, object], **params: str) -> wild.Wild:
        """Change something; the same change twice is one."""
        return _json(await self._send("PUT", f"{API}/{path}", params, body))

    async def delete(self, path: str, **params: str) -> None:
        """Take something away."""
        await self._send("DELETE", f"{API}/{path}", params)

    async def begin_upload(self, body: Mapping[str, object], media: Media) -> str:
        """Open a session for one file and return its address: whoever has it may go on, and it makes one video at most."""
        request = self.http.build_request(
            "POST",
            f"{UPLOAD}/videos",
            params={"uploadType": "resumable", "part": "snippet,status"},
            json=body,
            headers={
                "Authorization": f"Bearer {self.token}",
                "X-Upload-Content-Length": str(media.bytes),
                "X-Upload-Content-Type": media.mime,
            },
        )
        answer = await exchange(self.http, request)
        self._raise(answer)
        return str(answer.headers.get("location", ""))

    async def ask_upload(self, session: str, media: Media) -> Sent:
        """Ask a session how much it has, without sending anything."""
        return await self._put(session, b"", {"Content-Range": f"bytes */{media.bytes}"}, length=0)

    async def send_chunk(self, session: str, media: Media, source: MediaSource, *, start: int) -> Sent:
        """Send the next chunk from `start`."""
        last = min(start + CHUNK, media.bytes) - 1
        span = {"Content-Range": f"bytes {start}-{last}/{media.bytes}"}
        return await self._put(session, _span(media, source, start, last), span, length=last - start + 1)

    async def _put(
        self,
        session: str,
        content: bytes | AsyncIterator[bytes],
        span: Mapping[str, str],
        *,
        length: int,
    ) -> Sent:
        request = self.http.build_request(
            "PUT",
            session,
            content=content,
            headers={"Authorization": f"Bearer {self.token}", "Content-Length": str(length), **span},
        )
        answer = await exchange(self.http, request)
        if answer.status_code == 308:
            told = answer.headers.get("range", "")
            return Sent(None, int(told.rpartition("-")[2]) + 1 if told else 0)
        if answer.status_code in (404, 410):
            raise MediaRefused("The upload's session has ended; it is begun anew", code="session")
        self._raise(answer)
        return Sent(_json(answer), 0)

    async def _send(
        self, method: str, url: str, params: Mapping[str, str], body: Mapping[str, object] | None = None
    ) -> httpx.Response:
        request = self.http.build_request(
            method, url, params=dict(params), json=body, headers={"Authorization": f"Bearer {self.token}"}
        )
        answer = await exchange(self.http, request)
        self._raise(answer)
        return answer

    def _raise(self, answer: httpx.Response) -> None:
        status = answer.status_code
        if status < 400:
            return
        error = wild.record(_json(answer).get("error"))
        why = wild.text(next(iter(wild.records(error.get("errors"))), {}), "reason")
        reason = wild.text(error, "message") or f"{status}"
        if status == 401:
            raise SignInExpired(reason, status=status)
        if why in _QUOTA:
            raise RateLimited(reason, retry_at=self._midnight(), status=status)
        if why in _PACE or status == 429:
            told = retry_at(answer.headers, self.clock.now())
            raise RateLimited(reason, retry_at=told or self.clock.now() + timedelta(minutes=1), status=status)
        if status >= 500 or status == 408:
            raise Unreachable(reason, status=status)
        if why in _FILE:
            raise MediaRefused(reason, code=why, status=status)
        raise Refused(reason, code="not_found" if status == 404 else why, status=status)

    def _midnight(self) -> datetime:
        """Return when the day's quota is given anew: midnight in California."""
        now = self.clock.now().astimezone(_PACIFIC)
        return datetime.combine(now.date() + timedelta(days=1), time(0), tzinfo=_PACIFIC)


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
