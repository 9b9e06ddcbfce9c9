"""Look at a linked page for its card, safely: public addresses only, little data, little time, nothing but HTML."""

import asyncio
import zlib
from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final, cast
from urllib.parse import urljoin

import httpx
from asgiref.sync import async_to_sync
from django.conf import settings
from django.utils.translation import gettext_noop

from leitstand.connector_kit.http import open_client
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.kernel.post import MediaJson
from leitstand.library.actions.take_in import take_in
from leitstand.library.errors import Unusable
from leitstand.library.files import new_file
from leitstand.library.queries import as_media
from leitstand.publishing.core.page_head import Page, decoded, read_page
from leitstand.publishing.models import Card

PAGE_MAX: Final = 1_000_000
PICTURE_MAX: Final = 5_000_000
SECONDS: Final = 5.0
REDIRECTS: Final = 3
FRESH: Final = timedelta(days=1)
ASKS: Final = {"Accept": "text/html,application/xhtml+xml", "Accept-Encoding": "gzip"}

NOT_REACHED: Final = gettext_noop("the page could not be reached")
NOT_PUBLIC: Final = gettext_noop("the address lies in a private network")
NOT_HTML: Final = gettext_noop("there is no web page at this address")
TOO_BIG: Final = gettext_noop("the page is too large")
TOO_SLOW: Final = gettext_noop("the page took too long to answer")
TOO_FAR: Final = gettext_noop("the address leads on to others too often")
REFUSES: Final = gettext_noop("the page may not be read by us")
NO_TITLE: Final = gettext_noop("the page has no title")


class NoCard(Exception):
    """Why there is no card."""


def look_at(actor: Actor, url: str, *, now: datetime, is_again: bool = False) -> Card:
    """Return the card of a link, fetched if nobody has looked within a day (or anew); a problem is kept as well."""
    actor.require(Permission.WRITE)
    known = Card.objects.filter(workspace=actor.workspace, url=url).first()
    if known is not None and not is_again and known.fetched_at > now - FRESH:
        return known
    values: dict[str, object] = {"title": "", "description": "", "picture": None, "problem": "", "fetched_at": now}
    try:
        page, picture = async_to_sync(fetch)(url)
        values |= {"title": page.title, "description": page.description, "picture": _kept(actor, page, picture, now)}
    except NoCard as why:
        values["problem"] = str(why)
    return Card.objects.update_or_create(workspace=actor.workspace, url=url[:2000], defaults=values)[0]


def open_http() -> httpx.AsyncClient:
    """Open the client that looks at pages: it connects to the address it has checked, and to no private one."""
    return open_client(allow_private=settings.ALLOW_PRIVATE, headers=ASKS)


async def fetch(url: str) -> tuple[Page, bytes]:
    """Return what a page says about itself, and the bytes of its picture (none where there is none); raises NoCard."""
    try:
        async with asyncio.timeout(SECONDS), open_http() as http:
            page = await _page(http, url)
            picture = await _picture(http, page.picture_url) if page.picture_url else b""
            return page, picture
    except (TimeoutError, httpx.TimeoutException):
        raise NoCard(TOO_SLOW) from None
    except httpx.HTTPError as error:
        raise NoCard(NOT_PUBLIC if "private" in str(error) else NOT_REACHED) from None
    except (httpx.InvalidURL, ValueError):
        raise NoCard(NOT_REACHED) from None


async def _page(http: httpx.AsyncClient, url: str) -> Page:
    async with _following(http, url) as answer:
        kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind not in ("text/html", "application/xhtml+xml"):
            raise NoCard(NOT_HTML)
        raw = await _read(answer, PAGE_MAX)
        address = str(answer.url)
        charset = answer.charset_encoding
    page = read_page(decoded(raw, charset))
    if not page.title:
        raise NoCard(NO_TITLE)
    return Page(page.title, page.description, _whole(page.picture_url, address))


async def _picture(http: httpx.AsyncClient, url: str) -> bytes:
    try:
        async with _following(http, url) as answer:
            if not answer.headers.get("content-type", "").lower().startswith("image/"):
                return b""
            return await _read(answer, PICTURE_MAX)
    except (NoCard, httpx.HTTPError, httpx.InvalidURL, ValueError):
        return b""  # a card without picture is a card


def _whole(picture_url: str, address: str) -> str:
    try:
        return urljoin(address, picture_url) if picture_url else ""
    except ValueError:
        return ""  # a card without picture is a card


class _following:  # noqa: N801 - used like a function
    """Follow a link over at most three others, each checked like the first."""

    def __init__(self, http: httpx.AsyncClient, url: str) -> None:
        self.http, self.url = http, url

    async def __aenter__(self) -> httpx.Response:
        url = httpx.URL(self.url)
        for _ in range(REDIRECTS + 1):
            if url.scheme not in ("http", "https") or not url.host:
                raise NoCard(NOT_REACHED)
            self.answer = await self.http.send(self.http.build_request("GET", url), stream=True)
            if not self.answer.has_redirect_location:
                break
            url = url.join(self.answer.headers["location"])
            await self.answer.aclose()
        else:
            raise NoCard(TOO_FAR)
        if self.answer.status_code >= 400:
            await self.answer.aclose()
            raise NoCard(REFUSES if self.answer.status_code in (401, 403, 451) else NOT_REACHED)
        return self.answer

    async def __aexit__(self, *error: object) -> None:
        await self.answer.aclose()


async def _read(answer: httpx.Response, most: int) -> bytes:
    """Read what arrives, unpacked by ourselves: a few packed bytes can stand for more than the memory holds."""
    packed = answer.headers.get("content-encoding", "identity").strip().lower()
    if packed not in ("identity", "gzip", ""):
        raise NoCard(NOT_REACHED)  # nobody asked for it
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if packed == "gzip" else None
    pieces: AsyncIterator[bytes] = answer.aiter_raw(65536)
    read = bytearray()
    async for piece in pieces:
        try:
            read += unpack.decompress(piece, most + 1 - len(read)) if unpack else piece
        except zlib.error:
            raise NoCard(NOT_REACHED) from None
        if len(read) > most:
            raise NoCard(TOO_BIG)
    return bytes(read)


def _kept(actor: Actor, page: Page, picture: bytes, now: datetime) -> MediaJson | None:
    """Put the card's picture into the library, cleaned like every other; a picture that is none is left out."""
    if not picture:
        return None
    path = new_file()
    path.write_bytes(picture)
    try:
        asset = take_in(actor, path, name=page.title[:120], now=now, tags=["link-card"], alt_text=page.title)
    except Unusable:
        return None
    return cast("MediaJson", asdict(as_media(asset)))
