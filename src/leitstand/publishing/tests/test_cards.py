"""A linked page is looked at safely: public addresses only, little data, little time, HTML only, few redirects."""

import asyncio
import gzip

import httpx
import pytest

from leitstand.house.actor import NotAllowed
from leitstand.library.models import Asset
from leitstand.library.tests import making
from leitstand.publishing import cards
from leitstand.publishing.models import Card

HTML = {"content-type": "text/html; charset=utf-8"}
PAGE = """<html><head><title>Titel der Seite</title><meta property="og:title" content="Offene Tür &amp; mehr">
<meta property="og:description" content="Wir  zeigen\n unsere Halle."></head><body>…</body></html>"""


class Outside(httpx.MockTransport):
    """Answers as the network does: bytes that are still to be read."""

    async def handle_async_request(self, request):
        answer = await super().handle_async_request(request)
        if not answer.is_stream_consumed:
            return answer
        stream = httpx.ByteStream(answer.content)
        return httpx.Response(answer.status_code, headers=answer.headers, stream=stream, request=request)


@pytest.fixture
def web(monkeypatch):
    """Let a function answer for the outside world."""

    def answer_with(handler):
        monkeypatch.setattr(
            cards, "open_http", lambda: httpx.AsyncClient(transport=Outside(handler), follow_redirects=False)
        )

    return answer_with


def look(ada, now, url="https://example.org/tuer", **more):
    return cards.look_at(ada, url, now=now, **more)


def test_title_and_description_come_from_the_page(web, ada, now):
    web(lambda _request: httpx.Response(200, headers=HTML, text=PAGE))
    card = look(ada, now)
    assert (card.title, card.description, card.problem) == ("Offene Tür & mehr", "Wir zeigen unsere Halle.", "")


def test_the_picture_goes_into_the_library_cleaned(web, ada, now):
    page = PAGE.replace("</head>", '<meta property="og:image" content="/bild.jpg"></head>')

    def answer(request):
        if request.url.path == "/bild.jpg":
            return httpx.Response(200, headers={"content-type": "image/jpeg"}, content=making.jpeg(exif=True))
        return httpx.Response(200, headers=HTML, text=page)

    web(answer)
    card = look(ada, now)
    assert card.picture["asset"] == str(Asset.objects.get().pk)
    assert card.picture["mime"] == "image/jpeg"


def test_old_encodings_are_read(web, ada, now):
    raw = b'<meta charset="iso-8859-1"><title>T\xfcr</title>'
    web(lambda _request: httpx.Response(200, headers={"content-type": "text/html"}, content=raw))
    assert look(ada, now).title == "Tür"


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (httpx.Response(200, headers={"content-type": "application/pdf"}, content=b"%PDF"), cards.NOT_HTML),
        (httpx.Response(200, headers=HTML, content=b"x" * 1_000_001), cards.TOO_BIG),
        (httpx.Response(200, headers=HTML, text="<p>nichts</p>"), cards.NO_TITLE),
        (httpx.Response(404, headers=HTML, text=PAGE), cards.NOT_REACHED),
        (httpx.Response(403, headers=HTML, text=PAGE), cards.REFUSES),
        (httpx.Response(302, headers={"location": "https://example.org/tuer"}), cards.TOO_FAR),
        (httpx.Response(302, headers={"location": "file:///etc/passwd"}), cards.NOT_REACHED),
    ],
)
def test_what_makes_no_card_says_why(web, ada, now, answer, problem):
    web(lambda _request: answer)
    assert look(ada, now).problem == problem


def test_three_redirects_are_followed(web, ada, now):
    def answer(request):
        step = int(request.url.params.get("n", "0"))
        if step < 3:
            return httpx.Response(302, headers={"location": f"/tuer?n={step + 1}"})
        return httpx.Response(200, headers=HTML, text=PAGE)

    web(answer)
    assert look(ada, now).title


def test_a_page_that_never_answers_is_given_up(web, ada, now, monkeypatch):
    monkeypatch.setattr(cards, "SECONDS", 0.05)

    async def never(request):
        await asyncio.sleep(5)

    web(never)
    assert look(ada, now).problem == cards.TOO_SLOW


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://[::1]/", "http://169.254.169.254/latest", "http://10.0.0.1/"]
)
def test_private_addresses_are_never_asked(ada, now, url):
    assert look(ada, now, url).problem == cards.NOT_PUBLIC


def test_a_redirect_into_the_own_network_is_not_followed(ada, now, monkeypatch):
    real = cards.open_http

    class Door(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request):
            return httpx.Response(302, headers={"location": "http://192.168.0.1/"}, request=request)

    def guarded():
        client = real()
        client._transport = Door()
        return client

    monkeypatch.setattr(cards, "open_http", guarded)
    assert look(ada, now).problem == cards.NOT_PUBLIC


def test_a_page_is_looked_at_once_a_day(web, ada, now):
    asked = []
    web(lambda _request: asked.append(1) or httpx.Response(200, headers=HTML, text=PAGE))
    look(ada, now)
    look(ada, now)
    assert len(asked) == 1
    look(ada, now, is_again=True)
    assert len(asked) == 2
    assert Card.objects.count() == 1


def test_readers_send_nobody_to_look(dora, now):
    with pytest.raises(NotAllowed):
        look(dora, now)


def packed(data, kind="gzip"):
    return httpx.Response(200, headers={**HTML, "content-encoding": kind}, stream=httpx.ByteStream(data))


def test_a_packed_page_is_unpacked_only_as_far_as_the_limit(web, ada, now):
    web(lambda _request: packed(gzip.compress(PAGE.encode())))
    assert look(ada, now).title == "Offene Tür & mehr"
    web(lambda _request: packed(gzip.compress(b" " * 50_000_000)))
    assert look(ada, now, is_again=True).problem == cards.TOO_BIG


@pytest.mark.parametrize("answer", [packed(PAGE.encode()), packed(PAGE.encode(), "br")])
def test_a_packing_that_cannot_be_undone_makes_no_card(web, ada, now, answer):
    web(lambda _request: answer)
    assert look(ada, now).problem == cards.NOT_REACHED


def test_a_picture_with_a_broken_address_is_left_out(web, ada, now):
    page = PAGE.replace("</head>", '<meta property="og:image" content="http://[nirgendwo/bild.jpg"></head>')
    web(lambda _request: httpx.Response(200, headers=HTML, text=page))
    card = look(ada, now)
    assert card.title
    assert card.picture is None
