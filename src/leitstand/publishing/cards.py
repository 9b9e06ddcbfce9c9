"""Look at a linked page for its card, safely: public addresses only, little data, little time, nothing but HTML."""

import asyncio
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final, cast
from urllib.parse import urljoin

import httpx
from asgiref.sync import async_to_sync
from django.conf import settings
from django.utils.translation import gettext_noop

from leitstand.connector_kit import pages
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.kernel.post import MediaJson
from leitstand.library.actions.take_in import take_in
from leitstand.library.errors import Unusable
from leitstand.library.files import new_file
from leitstand.library.queries import as_media
from leitstand.publishing.core.page_head import Page, read_page
from leitstand.publishing.models import Card

PAGE_MAX: Final = 1_000_000
PICTURE_MAX: Final = 5_000_000
SECONDS: Final = 5.0
FRESH: Final = timedelta(days=1)

NOT_REACHED: Final = gettext_noop("the page could not be reached")
NOT_PUBLIC: Final = gettext_noop("the address lies in a private network")
NOT_HTML: Final = gettext_noop("there is no web page at this address")
TOO_BIG: Final = gettext_noop("the page is too large")
TOO_SLOW: Final = gettext_noop("the page took too long to answer")
TOO_FAR: Final = gettext_noop("the address leads on to others too often")
REFUSES: Final = gettext_noop("the page may not be read by us")
NO_TITLE: Final = gettext_noop("the page has no title")

_SAYS: Final[dict[str, str]] = {
    "unreachable": NOT_REACHED,
    "private": NOT_PUBLIC,
    "slow": TOO_SLOW,
    "far": TOO_FAR,
    "kind": NOT_HTML,
    "packing": NOT_REACHED,
}


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
    return pages.open_reader(allow_private=settings.ALLOW_PRIVATE)


async def fetch(url: str) -> tuple[Page, bytes]:
    """Return what a page says about itself, and the bytes of its picture (none where there is none); raises NoCard."""
    try:
        async with asyncio.timeout(SECONDS), open_http() as http:
            page = await _page(http, url)
            picture = await _picture(http, page.picture_url) if page.picture_url else b""
            return page, picture
    except TimeoutError:
        raise NoCard(TOO_SLOW) from None


async def _page(http: httpx.AsyncClient, url: str) -> Page:
    got = await pages.get(http, url, most=PAGE_MAX)
    if got.problem:
        raise NoCard(_SAYS[got.problem])
    if got.status is None or got.status >= 400:
        raise NoCard(REFUSES if got.status in (401, 403, 451) else NOT_REACHED)
    if got.is_cut:
        raise NoCard(TOO_BIG)
    page = read_page(got.text)
    if not page.title:
        raise NoCard(NO_TITLE)
    return Page(page.title, page.description, _whole(page.picture_url, got.url))


async def _picture(http: httpx.AsyncClient, url: str) -> bytes:
    got = await pages.get(http, url, most=PICTURE_MAX, kinds=("image/",))
    return b"" if got.is_cut else got.body  # a card without picture is a card


def _whole(picture_url: str, address: str) -> str:
    try:
        return urljoin(address, picture_url) if picture_url else ""
    except ValueError:
        return ""  # a card without picture is a card


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
