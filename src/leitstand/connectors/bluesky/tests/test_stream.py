"""The stream of the whole network, against a real websocket server on this machine that misbehaves as servers do."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta

import pytest

from leitstand.connector_kit.contract import Heard
from leitstand.connector_kit.errors import NetworkError, RateLimited, Refused, Unreachable
from leitstand.connector_kit.sockets import LARGEST, Sockets
from leitstand.connectors.bluesky.limits import STREAM_FRAME_BYTES_MAX, STREAM_HOSTS, STREAM_REWIND
from leitstand.connectors.bluesky.stream import Jetstream as Listening
from leitstand.connectors.bluesky.stream import stream_url
from leitstand.connectors.bluesky.tests.jetstream import Jetstream, commit, microseconds, open_jetstream
from leitstand.kernel.clock import HandClock

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
ME = "did:plc:pruefwerk"


@pytest.fixture
async def server() -> AsyncIterator[Jetstream]:
    async with open_jetstream() as opened:
        yield opened


def listening(server: Jetstream, cursor: str = "", clock: HandClock | None = None) -> AsyncGenerator[Heard, None]:
    return Listening(Sockets(allow_private=True), clock or HandClock(NOW), ME).listen(cursor, server.address, 0)


async def hear(told: AsyncIterator[Heard], until: str) -> list[Heard]:
    """Listen until a text was heard."""
    heard = []
    async with asyncio.timeout(10):
        async for one in told:
            if one.posts or one.at is not None:  # the first only says that the connection stands
                heard.append(one)
            if any(post.text == until for post in one.posts):
                return heard
    raise AssertionError("it ended")


async def said_while_listening(server: Jetstream, *frames: str) -> list[Heard]:
    """Send frames to a listener, and one that ends it."""
    async with aclosing(listening(server)) as told:
        task = asyncio.create_task(hear(told, "Ende"))
        await server.listened_to()
        for frame in frames:
            server.frame(frame)
        server.say("Ende", NOW + timedelta(seconds=50))
        return await task


def ids(heard: list[Heard]) -> list[str]:
    return [post.id for one in heard for post in one.posts]


async def test_a_post_is_told_with_who_when_and_where_it_stands(server):
    async with aclosing(listening(server)) as told:
        task = asyncio.create_task(hear(told, "Die Prüfanlage läuft"))
        await server.listened_to()
        uri = server.say("Die Prüfanlage läuft", NOW)
        [one] = await task
    [post] = one.posts
    assert (post.id, post.kind, post.at, post.author.id) == (uri, "post", NOW, "did:plc:ben")
    assert post.url == f"https://bsky.app/profile/did:plc:ben/post/{uri.rpartition('/')[2]}"
    assert (one.cursor, one.at) == (str(microseconds(NOW)), NOW)
    assert server.asked == [
        {"wantedCollections": "app.bsky.feed.post", "maxMessageSizeBytes": str(STREAM_FRAME_BYTES_MAX)}
    ]


async def test_what_we_say_ourselves_changes_deletions_and_other_records_are_no_posts_of_others(server):
    place = microseconds(NOW)
    heard = await said_while_listening(
        server,
        json.dumps(commit(ME, "1", "Von uns", place)),
        json.dumps(commit("did:plc:ben", "2", "", place, operation="delete", record=None)),
        json.dumps(commit("did:plc:ben", "3", "Neu", place, operation="update")),
        json.dumps(commit("did:plc:ben", "4", "", place, collection="app.bsky.feed.like")),
        json.dumps({"did": "did:plc:ben", "time_us": place, "kind": "identity", "identity": {"handle": "ben.test"}}),
    )
    assert [post.text for one in heard for post in one.posts] == ["Ende"]
    assert heard[0].cursor == str(place)  # they move the place on all the same


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        "{",
        "null",
        "[]",
        '"text"',
        "{}",
        '{"time_us": "morgen"}',
        '{"time_us": -5}',
        "[" * 100_000,
        '{"time_us": true}',
    ],
)
async def test_frames_that_are_garbage_are_passed_over(server, garbage):
    assert len(ids(await said_while_listening(server, garbage))) == 1


@pytest.mark.parametrize("missing", ["record", "rkey", "collection", "operation"])
async def test_a_frame_that_says_nothing_of_a_post_where_one_should_be_is_passed_over(server, missing):
    wild = commit("did:plc:ben", "1", "x", microseconds(NOW), **{missing: ["?"]})
    assert len(ids(await said_while_listening(server, json.dumps(wild)))) == 1


async def test_a_huge_frame_is_passed_over_and_one_that_would_fill_the_memory_ends_the_connection(server):
    large = json.dumps(commit("did:plc:ben", "1", "x" * (STREAM_FRAME_BYTES_MAX + 1), microseconds(NOW)))
    assert len(ids(await said_while_listening(server, large))) == 1
    async with aclosing(listening(server)) as told:
        task = asyncio.create_task(hear(told, "nie"))
        await server.listened_to(2)
        server.frame("x" * (LARGEST + 1))
        with pytest.raises(Unreachable):
            await asyncio.wait_for(task, 10)


async def test_what_comes_out_of_order_is_told_and_takes_the_place_back_for_nobody(server):
    at = [NOW, NOW + timedelta(seconds=9), NOW + timedelta(seconds=4)]
    frames = [json.dumps(commit("did:plc:ben", str(n), f"{n}", microseconds(each))) for n, each in enumerate(at)]
    heard = await said_while_listening(server, *frames)
    assert len(ids(heard)) == 4
    assert [one.cursor for one in heard[:3]] == [str(microseconds(at[n])) for n in (0, 1, 1)]
    assert [post.at for one in heard[:3] for post in one.posts] == at


async def test_a_clock_in_the_future_is_not_believed_and_never_the_place_to_go_on_from(server):
    ahead = commit("did:plc:ben", "1", "Aus der Zukunft", microseconds(NOW + timedelta(days=400)))
    heard = await said_while_listening(server, json.dumps(ahead))
    assert (heard[0].posts[0].at, heard[0].cursor, heard[0].at) == (NOW, "", None)
    assert heard[1].cursor == str(microseconds(NOW + timedelta(seconds=50)))


async def test_after_a_break_in_the_middle_nothing_is_missing(server):
    clock = HandClock(NOW)
    async with aclosing(listening(server, clock=clock)) as told:
        task = asyncio.create_task(hear(told, "2"))
        await server.listened_to()
        said = [server.say(f"{number}", NOW + timedelta(seconds=number)) for number in range(3)]
        heard = await task
        server.cut()
        with pytest.raises(Unreachable):
            async with asyncio.timeout(10):
                await anext(told)
    clock.advance(timedelta(minutes=5))
    said += [server.say(f"{number}", NOW + timedelta(seconds=number)) for number in range(3, 6)]
    async with aclosing(listening(server, heard[-1].cursor, clock)) as told:
        heard += await hear(told, "5")
    assert set(ids(heard)) == set(said)
    again = int(server.asked[1]["cursor"])
    assert again == microseconds(NOW + timedelta(seconds=2) - STREAM_REWIND)


async def test_a_server_that_ends_the_stream_politely_is_not_the_end_of_listening(server):
    async with aclosing(listening(server)) as told:
        task = asyncio.create_task(hear(told, "nie"))
        await server.listened_to()
        server.end()
        with pytest.raises(Unreachable):
            await asyncio.wait_for(task, 10)


@pytest.mark.parametrize(
    ("status", "error"), [(429, RateLimited), (503, Unreachable), (404, Refused), (302, NetworkError)]
)
async def test_a_server_that_will_not_let_us_in_says_so_in_our_words(server, status, error):
    server.refuses = status
    with pytest.raises(error):
        await anext(listening(server))


async def test_a_server_that_sends_us_elsewhere_is_not_followed(server):
    server.refuses, server.elsewhere = 302, f"{server.address.replace('ws', 'http')}/subscribe?here=1"
    with pytest.raises(Refused) as refused:
        await anext(listening(server))
    assert refused.value.code == "moved"
    assert len(server.asked) == 1


async def test_nobody_there_is_known_to_be_nobody_there():
    with pytest.raises(Unreachable) as refused:
        await anext(Listening(Sockets(allow_private=True), HandClock(NOW), ME).listen("", "ws://127.0.0.1:9", 0))
    assert refused.value.before_sending


async def test_private_addresses_and_strangers_are_not_listened_to(server):
    for sockets in (Sockets(), Sockets(allow_private=True, hosts=("stream.example",))):
        with pytest.raises(Unreachable):
            await anext(Listening(sockets, HandClock(NOW), ME).listen("", server.address, 0))
    assert server.asked == []


def test_each_attempt_asks_the_next_of_the_network_s_servers_and_an_address_of_one_s_own_stays():
    hosts = {stream_url("", attempt, 0).split("/")[2] for attempt in range(len(STREAM_HOSTS))}
    assert hosts == set(STREAM_HOSTS)
    for typed in ("wss://stream.example", "wss://stream.example/", "wss://stream.example/subscribe"):
        assert stream_url(typed, 5, 0).startswith("wss://stream.example/subscribe?")


def test_a_cursor_from_a_clock_that_went_wrong_begins_now():
    told = stream_url("", 0, min(10**18, microseconds(NOW)))
    assert f"cursor={microseconds(NOW - STREAM_REWIND)}" in told
