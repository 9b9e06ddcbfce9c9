"""HTTP only: the network's addresses, chunks of files, its answers as JSON, its errors as ours."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import httpx

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import MediaSource
from leitstand.connector_kit.errors import MediaRefused, Unreachable
from leitstand.connector_kit.http import exchange, retry_at
from leitstand.connector_kit.versions import in_use, load_versions
from leitstand.connectors.tiktok.refusals import error_of
from leitstand.kernel.clock import Clock
from leitstand.kernel.post import Media

VERSIONS: Final = load_versions("leitstand.connectors.tiktok")
VERSION: Final = next(version.name for version in (in_use(VERSIONS),) if version)
HOST: Final = "https://open.tiktokapis.com"
ROOT: Final = f"{HOST}/{VERSION}"
# Upload addresses come from the network and name a data centre.
HOSTS: Final = ("open.tiktokapis.com", "*.tiktokapis.com", "www.tiktok.com")
_PIECE: Final = 262_144
SESSION_OVER: Final = "The upload's session has ended; it is begun anew"


@dataclass(frozen=True, slots=True)
class Client:
    """The network, spoken to with a token; the HTTP client is handed in."""

    http: httpx.AsyncClient
    clock: Clock
    token: str = field(default="", repr=False)

    async def get(self, path: str, **params: str) -> wild.Wild:
        """Read something and return its data."""
        return await self._call(
            self.http.build_request("GET", f"{ROOT}/{path}/", params=params, headers=self._headers())
        )

    async def post(self, path: str, body: Mapping[str, object], **params: str) -> wild.Wild:
        """Make or ask something and return its data."""
        request = self.http.build_request("POST", f"{ROOT}/{path}/", params=params, json=body, headers=self._headers())
        return await self._call(request)

    async def put_chunk(self, address: str, media: Media, source: MediaSource, *, first: int, last: int) -> None:
        """Send the bytes from `first` to `last` of a file to an address the network gave."""
        request = self.http.build_request(
            "PUT",
            address,
            content=_span(media, source, first, last),
            headers={
                "Content-Type": media.mime,
                "Content-Length": str(last - first + 1),
                "Content-Range": f"bytes {first}-{last}/{media.bytes}",
            },
        )
        answer = await exchange(self.http, request)
        if answer.status_code in (403, 404, 410):
            raise MediaRefused(SESSION_OVER, code="session", status=answer.status_code)
        if answer.status_code >= 400:
            now, reason = self.clock.now(), f"{answer.status_code} {answer.reason_phrase}".strip()
            raise error_of("", reason, answer.status_code, now=now, retry_at=retry_at(answer.headers, now))

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}

    async def _call(self, request: httpx.Request) -> wild.Wild:
        answer = await exchange(self.http, request)
        try:
            told = wild.record(answer.json())
        except ValueError:
            told = {}
        error = wild.record(told.get("error"))
        code = wild.text(error, "code")
        if answer.status_code >= 400 or code not in ("", "ok"):
            now = self.clock.now()
            again = retry_at(answer.headers, now)
            raise error_of(code, wild.text(error, "message"), answer.status_code, now=now, retry_at=again)
        if "data" not in told:
            raise Unreachable("The answer is not one of the network's", status=answer.status_code)
        return wild.record(told.get("data"))


async def _span(media: Media, source: MediaSource, first: int, last: int) -> AsyncIterator[bytes]:
    left = last - first + 1
    async for piece in source.chunks(media, start=first, size=_PIECE):
        if left <= 0:
            return
        yield piece[:left]
        left -= len(piece)
