"""A page somebody names is fetched safely, and nothing the outside does raises here."""

import asyncio
import gzip
from collections.abc import Callable

import httpx
import pytest

from leitstand.connector_kit.pages import Got, get, open_reader

HTML = {"content-type": "text/html; charset=utf-8"}
ADDRESS = "https://example.org/seite"


class Outside(httpx.MockTransport):
    """Answers as the network does: bytes that are still to be read."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await super().handle_async_request(request)
        stream = httpx.ByteStream(answer.content)
        return httpx.Response(answer.status_code, headers=answer.headers, stream=stream, request=request)


def fetch(answer: Callable[[httpx.Request], httpx.Response], url: str = ADDRESS, most: int = 1000) -> Got:
    async def ask() -> Got:
        async with httpx.AsyncClient(transport=Outside(answer)) as http:
            return await get(http, url, most=most, seconds=2.0)

    return asyncio.run(ask())


def test_a_long_page_is_cut_where_it_becomes_too_much():
    got = fetch(lambda _request: httpx.Response(200, headers=HTML, content=b"x" * 5000))
    assert (len(got.body), got.is_cut, got.problem) == (1000, True, "")


def test_a_packed_page_is_unpacked_only_as_far_as_wanted():
    packed = httpx.Response(200, headers={"content-type": "text/html"}, content=b"")

    class Packed(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            stream = httpx.ByteStream(gzip.compress(b"a" * 50_000_000))
            return httpx.Response(200, headers={**packed.headers, "content-encoding": "gzip"}, stream=stream)

    async def ask() -> Got:
        async with httpx.AsyncClient(transport=Packed()) as http:
            return await get(http, ADDRESS, most=1000)

    got = asyncio.run(ask())
    assert (got.text, got.is_cut) == ("a" * 1000, True)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (httpx.Response(200, headers={"content-type": "application/pdf"}, content=b"%PDF"), "kind"),
        (httpx.Response(200, headers={**HTML, "content-encoding": "br"}, stream=httpx.ByteStream(b"x")), "packing"),
        (httpx.Response(302, headers={"location": ADDRESS}), "far"),
        (httpx.Response(302, headers={"location": "file:///etc/passwd"}), "unreachable"),
        (httpx.Response(302, headers={"location": "http://[::1"}), "unreachable"),
    ],
)
def test_what_is_no_page_says_why(answer, problem):
    class Fixed(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            return answer

    async def ask() -> Got:
        async with httpx.AsyncClient(transport=Fixed()) as http:
            return await get(http, ADDRESS, most=1000)

    assert asyncio.run(ask()).problem == problem


def test_a_refusal_tells_its_status_and_no_body():
    got = fetch(lambda _request: httpx.Response(403, headers=HTML, text="nein"))
    assert (got.status, got.body, got.problem) == (403, b"", "")


def test_an_encoding_made_to_take_hours_is_not_followed():
    page = httpx.Response(200, headers={"content-type": "text/html; charset=punycode"}, content=b"a-" * 400)
    assert fetch(lambda _request: page).text == "a-" * 400


def test_private_addresses_are_never_asked():
    async def ask() -> Got:
        async with open_reader(allow_private=False) as http:
            return await get(http, "http://127.0.0.1:1/", most=1000)

    assert asyncio.run(ask()).problem == "private"
