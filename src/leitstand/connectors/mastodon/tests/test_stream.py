"""The streams of a server, by real HTTP on this machine: in pieces, with garbage, broken off in the middle."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from aiohttp import web

from leitstand.connector_kit.contract import Heard
from leitstand.connector_kit.errors import RateLimited, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.harness import Trouble
from leitstand.connector_kit.http import open_client
from leitstand.connector_kit.manifest import Account
from leitstand.connector_kit.sse import LARGEST
from leitstand.connectors.mastodon import translate
from leitstand.connectors.mastodon.client import Client
from leitstand.connectors.mastodon.limits import STREAM_HASHTAGS_MAX
from leitstand.connectors.mastodon.stream import Listening, timelines
from leitstand.connectors.mastodon.tests.harness import HOST, ME, TOKEN, StandIn
from leitstand.kernel.clock import HandClock

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


@dataclass
class Server:
    """The stand-in behind a real port."""

    standin: StandIn
    http: httpx.AsyncClient
    address: str = ""
    facts: dict[str, object] = field(default_factory=dict)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        asked = httpx.Request(request.method, f"https://{HOST}{request.path_qs}", headers=dict(request.headers))
        told = await self.standin.answer(asked)
        answer = web.StreamResponse(status=told.status_code, headers={"content-type": told.headers["content-type"]})
        await answer.prepare(request)
        try:
            async for piece in told.stream:  # type: ignore[union-attr]
                await answer.write(piece)
        except httpx.ReadError:
            if request.transport is not None:
                request.transport.abort()  # type: ignore[attr-defined]
        finally:
            await told.aclose()
        return answer

    def listen(self, cursor: str = "", phrases: Sequence[str] = ("Prüfanlage",)) -> AsyncGenerator[Heard, None]:
        account = Account(ME, "@pruefwerk", base_url=self.address, facts=self.facts)
        client = Client(self.address, self.http, self.standin.clock, TOKEN, keep_open=True)
        return Listening(client, account, self.standin.clock, phrases).listen(cursor)

    def say(self, text: str, who: str = "2") -> str:
        self.standin.clock.advance(timedelta(seconds=1))
        return self.standin.store(who, {"status": [text]}).id


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with open_client(allow_private=True) as http:
        opened = Server(StandIn(HandClock(NOW)), http)
        app = web.Application()
        app.router.add_get("/{path:.*}", opened.serve)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        opened.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield opened
        opened.standin.tell(None)
        await runner.cleanup()


async def hear(told: AsyncIterator[Heard], *wanted: str) -> list[Heard]:
    """Listen until everything wanted was told."""
    heard, left = [], set(wanted)
    async with asyncio.timeout(10):
        while left:
            heard.append(await anext(told))
            left -= {post.id for post in heard[-1].posts}
    return heard


def ids(heard: list[Heard]) -> list[str]:
    return [post.id for one in heard for post in one.posts]


async def test_a_post_is_told_as_a_search_would_tell_it(server):
    async with aclosing(server.listen()) as told:
        await anext(told)
        [one] = await hear(told, server.say("Die Prüfanlage läuft"))
    found = translate.found(server.standin._status(next(iter(server.standin.statuses.values()))), now=NOW)
    assert one.posts == (found,)
    assert (one.cursor, one.at) == (found.id, NOW + timedelta(seconds=1))


async def test_a_hashtag_that_came_twice_is_told_twice_and_knows_itself_by_its_id(server):
    async with aclosing(server.listen()) as told:
        await anext(told)
        said = server.say("Neu: #Prüfanlage")
        server.say("Ende")
        heard = await hear(told, said, str(server.standin.last_id))
        assert set(ids(heard)) == {said, str(server.standin.last_id)}


async def test_what_was_said_while_nobody_listened_is_caught_up_with(server):
    async with aclosing(server.listen()) as told:
        await anext(told)
        heard = await hear(told, server.say("Eins"))
        server.standin.tell(None)
        with pytest.raises(Unreachable):
            async with asyncio.timeout(10):
                await anext(told)
    missed = [server.say(f"Nummer {number}") for number in range(90)]
    async with aclosing(server.listen(heard[-1].cursor)) as told:
        again = await hear(told, *missed, server.say("Danach"))
    assert ids(again)[:90] == missed  # the oldest first
    assert [int(one.cursor) for one in again] == sorted(int(one.cursor) for one in again)


async def test_what_is_said_while_the_past_is_read_is_not_missing(server):
    before = server.say("Vorher")
    async with aclosing(server.listen(before)) as told:
        first = asyncio.create_task(anext(told))
        await first
        said = [server.say(f"{number}") for number in range(5)]
        heard = await hear(told, *said)
    assert set(ids(heard)) == set(said)


async def test_events_in_pieces_comments_garbage_and_other_events_are_read_past(server):
    async with aclosing(server.listen(phrases=())) as told:
        await anext(told)
        status = json.dumps({**server.standin._status(server.standin.store("2", {"status": ["x"]})), "id": "999999"})
        for piece in (b":thump\n", b"event: upd", b"ate\r\nda", f"ta: {status}".encode(), b"\r\n\r\n"):
            server.standin.tell(piece)
        for wild in (
            b"event: update\ndata: {\n\n",
            b"event: update\ndata: []\n\n",
            b"event: update\ndata: \xff\xfe\n\n",
            b"event: delete\ndata: 5\n\n",
            b"event: status.update\ndata: {}\n\n",
            b"nonsense\n\n\n\n",
            b"event: update\ndata: " + b"x" * (LARGEST + 10) + b"\n\n",
        ):
            server.standin.tell(wild)
        heard = await hear(told, "999999", server.say("Ende"))
    assert len(ids(heard)) == 3


async def test_the_future_is_not_believed(server):
    async with aclosing(server.listen(phrases=())) as told:
        await anext(told)
        server.standin.clock.advance(timedelta(days=30))
        said = server.standin.store("2", {"status": ["x"]})
        server.standin.clock.advance(timedelta(days=-30))
        [one] = await hear(told, said.id)
    assert one.at == NOW


async def test_a_server_that_closes_its_public_timeline_is_heard_by_hashtag(server):
    server.standin.streams_closed = frozenset({""})
    async with aclosing(server.listen()) as told:
        await anext(told)
        server.say("Ohne Hashtag")
        heard = await hear(told, server.say("Mit #prüfanlage"))
    assert len(ids(heard)) == 1


async def test_a_server_that_streams_nothing_says_so_once_and_for_all(server):
    server.standin.streams_closed = frozenset({"", "prüfanlage"})
    with pytest.raises(Refused):
        await anext(server.listen())


@pytest.mark.parametrize(
    ("trouble", "error"),
    [(Trouble.RATE_LIMITED, RateLimited), (Trouble.SIGNED_OUT, SignInExpired), (Trouble.BROKEN, Unreachable)],
)
async def test_troubles_become_our_errors(server, trouble, error):
    server.standin.troubles.add(trouble)
    with pytest.raises(error):
        await anext(server.listen())


async def test_when_nobody_listens_any_more_every_connection_is_closed(server):
    async with aclosing(server.listen(phrases=("Prüfanlage", "Messe"))) as told:
        await anext(told)
        assert len(server.standin.streams) == 3
    server.say("Noch etwas")  # the server notices when it writes
    async with asyncio.timeout(10):
        while server.standin.streams:
            server.standin.tell(b":\n" * 50_000)
            await asyncio.sleep(0)


def test_each_hashtag_is_one_connection_and_there_are_not_too_many():
    phrases = ["Werk Nord", "#WerkNord", "werk nord", *(f"Wort{number}" for number in range(50))]
    told = timelines(phrases)
    assert [one.params.get("tag") for one in told[:3]] == [None, "werknord", "wort0"]
    assert len(told) == 1 + STREAM_HASHTAGS_MAX


@pytest.mark.parametrize(
    ("told", "believed"),
    [
        ("wss://streaming.social.example", "https://streaming.social.example"),
        ("wss://social.example", None),
        ("wss://evil.example", None),
        ("ws://streaming.social.example", None),
        ("wss://socialxexample", None),
        ("", None),
    ],
)
def test_a_server_may_stream_from_below_its_own_name_and_from_nowhere_else(told, believed):
    instance = {"configuration": {"urls": {"streaming": told}}}
    facts = translate.streaming_of(instance, "https://social.example")
    assert facts.get("streaming") == believed
    assert translate.stream_hosts(facts) == (("streaming.social.example",) if believed else ())
