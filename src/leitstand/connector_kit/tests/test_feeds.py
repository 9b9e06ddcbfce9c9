"""Feeds: asked politely, read whatever their age, each post told once, and nothing in them breaks anything."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitstand.connector_kit import feeds
from leitstand.connector_kit.errors import Refused
from leitstand.kernel.clock import HandClock

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
AT = "https://blatt.example/feed"
JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Blatt", "home_page_url": "https://blatt.example/",
 "items": [{"id": "1", "url": "https://blatt.example/1", "title": "Eins", "content_html": "<p>Hallo <b>Welt</b></p>",
 "date_published": "2026-11-20T10:00:00+01:00", "authors": [{"name": "Ida"}]}]}"""


def rss(*items: str, head: str = "<title>Blatt</title>") -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


def item(name: str, title: str = "Titel", date: str = "Fri, 20 Nov 2026 10:00:00 GMT") -> str:
    return f"<item><guid isPermaLink='false'>{name}</guid><title>{title}</title><pubDate>{date}</pubDate></item>"


class Server:
    """Answers with what it is given, in order, the last one for ever."""

    def __init__(self, *answers: httpx.Response) -> None:
        self.answers, self.asked = list(answers), []
        self.http = httpx.AsyncClient(transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    async def gather(self, carried=None, since=None):
        return await feeds.gather(self.http, HandClock(NOW), AT, since=since, carried=carried or {})


async def test_a_feed_that_has_not_changed_costs_one_short_question() -> None:
    marks = {"ETag": '"abc"', "Last-Modified": "Fri, 20 Nov 2026 10:00:00 GMT"}
    server = Server(httpx.Response(200, content=rss(item("1")), headers=marks), httpx.Response(304))
    first = await server.gather()
    again = await server.gather(first.carried)
    assert again.posts == ()
    assert again.carried == first.carried
    assert server.asked[1].headers["if-none-match"] == '"abc"'
    assert server.asked[1].headers["if-modified-since"] == "Fri, 20 Nov 2026 10:00:00 GMT"


async def test_each_post_is_told_once_even_where_its_text_is_changed_later() -> None:
    server = Server(
        httpx.Response(200, content=rss(item("1"))), httpx.Response(200, content=rss(item("2"), item("1", "Geändert")))
    )
    first = await server.gather()
    again = await server.gather(first.carried)
    assert [one.id for one in first.posts] == ["1"]
    assert [one.id for one in again.posts] == ["2"]


async def test_a_post_that_vanished_and_came_back_is_not_new() -> None:
    pages = [rss(item("1"), item("2")), rss(item("2")), rss(item("1"), item("2"))]
    server = Server(*[httpx.Response(200, content=page) for page in pages])
    carried = {}
    told = []
    for _page in pages:
        got = await server.gather(carried)
        carried = got.carried
        told += [one.id for one in got.posts]
    assert sorted(told) == ["1", "2"]


@given(st.lists(st.lists(st.integers(0, 30), max_size=12), max_size=8))
def test_whatever_a_feed_shows_over_time_each_post_is_told_once(pages: list[list[int]]) -> None:
    seen: list[str] = []
    told: list[str] = []
    for page in pages:
        entries = tuple(feeds.Entry(str(number), "t", "", "", "", None) for number in page)
        posts, marks = feeds.fresh(feeds.Feed("x", "", entries), seen, host="h", since=None, now=NOW)
        seen = list(marks)
        told += [post.id for post in posts]
    assert sorted(told) == sorted({str(number) for page in pages for number in page})


def test_a_post_without_a_date_was_published_when_it_was_first_read_and_none_in_the_future() -> None:
    entries = (
        feeds.Entry("1", "ohne", "", "", "", None),
        feeds.Entry("2", "morgen", "", "", "", NOW + timedelta(days=1)),
    )
    posts, _marks = feeds.fresh(feeds.Feed("x", "", entries), [], host="h", since=None, now=NOW)
    assert {post.at for post in posts} == {NOW}


async def test_a_feed_that_moved_for_good_is_asked_at_its_new_place_and_one_that_moved_for_now_is_not() -> None:
    for status, expected in ((301, "https://neu.example/feed"), (308, "https://neu.example/feed"), (302, AT)):
        moved = httpx.Response(status, headers={"Location": "https://neu.example/feed"})
        server = Server(moved, httpx.Response(200, content=rss(item("1"))))
        first = await server.gather()
        await server.gather(first.carried)
        assert str(server.asked[2].url) == expected


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (httpx.Response(410), "gone"),
        (httpx.Response(200, text="<html><p>Kein Feed"), "no_feed"),
        (httpx.Response(200, text=""), "no_feed"),
        (httpx.Response(200, text='{"a": 1}'), "no_feed"),
        (httpx.Response(200, content=b"x" * (feeds.BYTES_MAX + 1)), "too_large"),
        (httpx.Response(302, headers={"Location": AT}), "redirects"),
        (httpx.Response(302, headers={"Location": "http://blatt.example/"}), "not_encrypted"),
    ],
)
async def test_what_is_no_feed_is_refused_with_its_reason(answer, code) -> None:
    with pytest.raises(Refused) as told:
        await Server(answer).gather()
    assert told.value.code == code
    assert AT not in str(told.value)


async def test_the_author_s_wish_for_peace_is_kept_within_reason() -> None:
    for headers, head, expected in (
        ({"Cache-Control": "max-age=3600"}, "", timedelta(hours=1)),
        ({}, "<ttl>120</ttl>", timedelta(hours=2)),
        ({"Cache-Control": "max-age=1"}, "", timedelta(minutes=10)),
        ({"Cache-Control": "max-age=99999999"}, "", timedelta(hours=24)),
        ({}, "<ttl>viel</ttl>", None),
    ):
        got = await Server(httpx.Response(200, content=rss(head=head + "<title>B</title>"), headers=headers)).gather()
        assert got.not_before == (NOW + expected if expected else None)


def test_a_json_feed_is_a_feed() -> None:
    found = feeds.read(JSON_FEED, AT, "application/feed+json")
    (entry,) = found.entries
    assert (found.title, found.url) == ("Blatt", "https://blatt.example/")
    assert (entry.text, entry.author) == ("Hallo Welt", "Ida")
    assert entry.at == datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_umlauts_survive_the_encodings_of_thirty_years(encoding) -> None:
    body = f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>Prüfgröße</title></channel></rss>'
    assert feeds.read(body.encode(encoding), AT).title == "Prüfgröße"


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    body = b"<rss version='2.0'><channel><title>B</title><item><guid isPermaLink='false'>1</guid><title>A & B</title></item><item><guid>2"
    assert [entry.id for entry in feeds.read(body, AT).entries][:1] == ["1"]


def test_html_becomes_paragraphs_and_scripts_nothing() -> None:
    told = feeds.plain(
        "<h1>Kopf</h1><p>Eins&nbsp;&amp; zwei</p><ul><li>a<li>b</ul><script>x()</script><style>p{}</style>"
    )
    assert told.split("\n") == ["Kopf", "", "Eins & zwei", "", "a", "b"]


def test_no_entity_is_fetched_from_a_file() -> None:
    entity = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    body = entity + b'<rss version="2.0"><channel><title>A &x;</title></channel></rss>'
    assert "root:" not in feeds.read(body, AT).title


@settings(max_examples=300)
@given(
    st.binary(max_size=600), st.sampled_from(["", "application/rss+xml", "application/json", "text/html; charset=x"])
)
def test_rubbish_is_a_feed_or_refused_and_nothing_else(body, kind) -> None:
    with suppress(Refused):
        assert isinstance(feeds.read(body, AT, kind), feeds.Feed)


_PIECES = st.sampled_from(
    ["<rss version='2.0'>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<guid>", "&amp;", "&x;", "<![CDATA[",
     "]]>", "<pubDate>Fri, 99 Nov 20261 99:99:99 GMT</pubDate>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>",
     "<updated>-1-99-99T</updated>", "<link href='javascript:x'/>", "\x00", "ä", "<?xml version='1.0' encoding='utf-7'?>"]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(_PIECES, max_size=30))
def test_feeds_put_together_from_pieces_are_read_or_refused(pieces) -> None:
    try:
        found = feeds.read("".join(pieces).encode(), AT)
    except Refused:
        return
    assert all(entry.url == "" or entry.url.startswith("http") for entry in found.entries)
    feeds.fresh(found, [], host="h", since=None, now=NOW)


@settings(max_examples=200)
@given(st.text(max_size=300))
def test_any_page_is_asked_for_its_feeds_without_breaking(text) -> None:
    for address, _title in feeds.feeds_of_page(
        f'<link rel="alternate" type="application/rss+xml" href="{text}">'.encode(), AT
    ):
        assert address.startswith(("https://", "http://"))
