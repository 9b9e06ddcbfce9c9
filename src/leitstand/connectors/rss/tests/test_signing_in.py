"""By its address: feeds are taken, pages are asked which feeds they have, everything else is refused in words."""

import httpx
import pytest

from leitstand.connector_kit.errors import Refused
from leitstand.connector_kit.manifest import Choice, SignedIn
from leitstand.connectors.rss import sign_in
from leitstand.connectors.rss.tests.harness import FEED, KEY, SITE, StandIn, open_harness

ATOM = (
    b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Kommentare</title>'
    b"<id>urn:k</id><updated>2026-11-20T10:00:00Z</updated></feed>"
)


async def _begin(stand: StandIn, address: str) -> SignedIn | Choice:
    told = {"answers": {"address": address}, "return_url": "", "state": ""}
    return await sign_in.begin(stand.http, stand.clock, **told)


async def test_a_page_with_several_feeds_lets_one_choose() -> None:
    async with open_harness() as stand:
        page = f"""<html><head><link rel="alternate" type="application/rss+xml" title="Alles" href="/feed.xml?key={KEY}">
            <link rel='alternate' type='application/atom+xml' href='{SITE}/kommentare'><link rel="stylesheet" href="/x.css">
            <link rel="alternate" hreflang="en" href="/en"></head>"""
        stand.pages = {"/": httpx.Response(200, text=page), "/kommentare": httpx.Response(200, content=ATOM)}
        found = await _begin(stand, "blatt.example")
        assert isinstance(found, Choice)
        assert [each.account.name for each in found.options] == ["Das Blatt", "Kommentare"]


async def test_a_page_with_one_feed_needs_no_choice_and_one_with_none_is_refused() -> None:
    async with open_harness() as stand:
        page = "".join(f'<link rel="alternate" type="application/rss+xml" href="{link}">' for link in (FEED, "/weg"))
        stand.pages = {"/": httpx.Response(200, text=page), "/leer": httpx.Response(200, text="<p>Nichts</p>")}
        found = await _begin(stand, f"{SITE}/")
        assert isinstance(found, SignedIn)
        assert found.credentials == {"address": FEED}
        with pytest.raises(Refused):
            await _begin(stand, f"{SITE}/leer")


@pytest.mark.parametrize(
    "address", ["", "kein feed", "ftp://x.example", "http://blatt.example/feed.xml", "https://a:b@blatt.example"]
)
async def test_what_is_no_address_is_asked_for_again_before_anybody_is_asked(address) -> None:
    async with open_harness() as stand:
        with pytest.raises(Refused):
            await _begin(stand, address)
        assert stand.asked == []


async def test_a_feed_that_moved_for_good_is_kept_where_it_is_now() -> None:
    async with open_harness() as stand:
        stand.pages = {"/alt": httpx.Response(301, headers={"Location": FEED})}
        found = await _begin(stand, f"{SITE}/alt")
        assert isinstance(found, SignedIn)
        assert found.credentials == {"address": FEED}


async def test_nobody_is_led_from_an_encrypted_address_to_a_plain_one() -> None:
    async with open_harness() as stand:
        stand.pages = {"/alt": httpx.Response(302, headers={"Location": "http://blatt.example/feed.xml"})}
        with pytest.raises(Refused) as told:
            await _begin(stand, f"{SITE}/alt")
        assert told.value.code == "not_encrypted"
