"""Fetch a page somebody gave the address of: public addresses only, little data, little time, each step on checked anew."""

import asyncio
from dataclasses import dataclass
from typing import Final

import httpx

from leitstand.connector_kit.http import open_client

PAGE_MAX: Final = 1_000_000
SECONDS: Final = 5.0
REDIRECTS: Final = 4
# Packed pages are not asked for: a few packed bytes can stand for more than the memory holds.
_ASKS: Final = {"Accept": "text/html,application/xhtml+xml", "Accept-Encoding": "identity"}
_FAILED: Final = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, TimeoutError, ValueError)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: `status` is None where nobody answered, `url` where it ended, `html` "" where there is no page to read."""

    url: str
    status: int | None = None
    html: str = ""
    redirects: int = 0

    @property
    def is_there(self) -> bool:
        """Whether a page came."""
        return self.status is not None and self.status < 400


def open_reader(*, allow_private: bool) -> httpx.AsyncClient:
    """Open the client: it connects to the address it has checked, and to no private one unless allowed."""
    return open_client(allow_private=allow_private, headers=_ASKS)


async def fetch(http: httpx.AsyncClient, url: str) -> Fetched:
    """Fetch a page over at most a few others; never raises for what the outside does."""
    try:
        async with asyncio.timeout(SECONDS):
            return await _fetch(http, httpx.URL(url))
    except _FAILED:
        return Fetched(url)


async def _fetch(http: httpx.AsyncClient, url: httpx.URL) -> Fetched:
    for step in range(REDIRECTS + 1):
        if url.scheme not in ("http", "https") or not url.host:
            break
        answer = await http.send(http.build_request("GET", url), stream=True)
        try:
            if answer.has_redirect_location:
                url = url.join(answer.headers["location"])
                continue
            html = await _text(answer) if answer.status_code < 400 else ""
            return Fetched(str(url), answer.status_code, html, step)
        finally:
            await answer.aclose()
    return Fetched(str(url))


async def _text(answer: httpx.Response) -> str:
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    packed = answer.headers.get("content-encoding", "identity").strip().lower()
    if kind not in ("text/html", "application/xhtml+xml", "text/plain") or packed not in ("", "identity"):
        return ""
    read = bytearray()
    async for piece in answer.aiter_raw(65536):
        read += piece
        if len(read) > PAGE_MAX:
            break
    return bytes(read[:PAGE_MAX]).decode("utf-8", errors="replace")
