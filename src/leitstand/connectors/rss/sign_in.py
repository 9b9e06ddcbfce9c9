"""No sign-in: the address of a feed, or of a page that names its feeds."""

from collections.abc import Mapping

import httpx

from leitstand.connector_kit import feeds
from leitstand.connector_kit.addresses import site_address
from leitstand.connector_kit.errors import NetworkError, Refused
from leitstand.connector_kit.manifest import Choice, Question, SignedIn, SignInMethod
from leitstand.connectors.rss import translate
from leitstand.kernel.clock import Clock


async def begin(
    http: httpx.AsyncClient, clock: Clock, *, answers: Mapping[str, str], return_url: str, state: str
) -> SignedIn | Choice:
    """Look at the address: a feed is taken, a page is asked which feeds it has."""
    typed = answers.get("address", "").strip()
    site_address(typed)
    address = str(httpx.URL(typed if "://" in typed else f"https://{typed}").copy_with(fragment=None))
    got = await feeds.fetch(http, clock, address, {})
    try:
        return _signed(got.moved_to or address, feeds.read(got.body, got.address, got.kind))
    except Refused as no_feed:
        options = [await _behind(http, clock, link) for link, _title in feeds.feeds_of_page(got.body, got.address)]
        found = tuple(option for option in options if option is not None)
        if not found:
            raise no_feed from None
    return found[0] if len(found) == 1 else Choice(found)


async def _behind(http: httpx.AsyncClient, clock: Clock, link: str) -> SignedIn | None:
    """Return the feed a page names, None where there is none after all."""
    try:
        got = await feeds.fetch(http, clock, link, {})
        return _signed(got.moved_to or link, feeds.read(got.body, got.address, got.kind))
    except NetworkError:
        return None


def _signed(address: str, feed: feeds.Feed) -> SignedIn:
    return SignedIn(translate.account(address, feed), {"address": address})


METHODS = (
    SignInMethod(
        id="address",
        label="By its address",
        help="The address of a feed, or of a page whose feeds are found by themselves.",
        questions=(
            Question(
                name="address",
                label="Address",
                kind="url",
                help="A personal key in the address is kept encrypted.",
                example="https://www.example.org/news/feed.xml",
            ),
        ),
        begin=begin,
    ),
)
