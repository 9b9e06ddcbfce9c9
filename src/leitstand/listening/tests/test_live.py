"""What is said is heard while it is said: by one worker, each item once, and what was said in a break is not missing."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from leitstand.channels.models import Channel
from leitstand.connector_kit.contract import Heard
from leitstand.connector_kit.errors import NetworkError, RateLimited, Refused, Unreachable
from leitstand.house.models import AuditEntry
from leitstand.kernel.interaction import Author, Interaction
from leitstand.listening.actions import hold_stream, take_in
from leitstand.listening.actions.hold_stream import LEASE, Lost, claim_streams, keep_heard, let_go, renew
from leitstand.listening.actions.keep_search import pause_search
from leitstand.listening.actions.keep_stream import switch_live
from leitstand.listening.actions.plan_sources import plan_sources
from leitstand.listening.actions.work_off import work_all_off
from leitstand.listening.live import Live, Pace
from leitstand.listening.models import Intake, Mention, Source, Stream
from leitstand.listening.tests.factories import hear, make_item, make_search
from leitstand.listening.tests.test_sources import connect

pytestmark = pytest.mark.django_db(transaction=True)
# The order of things is the product's; only nobody has to wait.
QUICK = Pace(look=0.01, renew=0.05, waiting=20, batch=7)


@dataclass
class Net:
    """A network that keeps what was said, tells it from a cursor on, and breaks off when it is told to."""

    said: list[Interaction] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    error: NetworkError | None = None
    listeners: int = 0
    most: int = 0
    told: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def say(self, *posts: Interaction) -> None:
        self.said += posts
        self.news.set()

    def fail(self, error: NetworkError) -> None:
        self.error = error
        self.news.set()

    async def stream(
        self, *, phrases: Sequence[str], cursor: str, address: str = "", attempt: int = 0
    ) -> AsyncIterator[Heard]:
        self.asked.append({"phrases": phrases, "cursor": cursor, "address": address, "attempt": attempt})
        self.listeners += 1
        self.most = max(self.most, self.listeners)
        # Like any network it tells the last one once more.
        place = max(0, int(cursor) - 1) if cursor else len(self.said)
        try:
            yield Heard(cursor=cursor)
            while True:
                if self.error is not None:
                    error, self.error = self.error, None
                    raise error
                if place < len(self.said):
                    post, place = self.said[place], place + 1
                    self.told += 1
                    yield Heard((post,), str(place), post.at)
                else:
                    self.news.clear()
                    await self.news.wait()
        finally:
            self.listeners -= 1

    @asynccontextmanager
    async def open(self, held: object) -> AsyncIterator[Any]:
        yield SimpleNamespace(stream=self.stream)


class Worker(Live):
    """A worker at which one can look without waiting for the clock."""

    def __init__(self, net: Net, clock, name: str = "one") -> None:
        super().__init__(clock, pace=QUICK, name=name, opened=net.open)
        self.moved = asyncio.Condition()
        self.gate = asyncio.Event()
        self.gate.set()

    async def _in_thread(self, work):
        await self.gate.wait()
        try:
            return await super()._in_thread(work)
        finally:
            async with self.moved:
                self.moved.notify_all()

    async def until(self, look: Callable[[], bool]) -> None:
        async with asyncio.timeout(120):  # only so that a fault does not hang for ever
            while not await super()._in_thread(look):
                async with self.moved:
                    await self.moved.wait()

    async def kill(self, running: "asyncio.Task[None]") -> None:
        """End as if by SIGKILL: nothing is given up."""
        self._farewell = self._nothing
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    async def _nothing(self) -> None:
        await super()._in_thread(hold_stream.Stream.objects.none().delete)


@asynccontextmanager
async def working(worker: Worker) -> AsyncIterator["asyncio.Task[None]"]:
    running = asyncio.create_task(worker.run())
    try:
        yield running
    finally:
        worker.ending.set()
        await asyncio.gather(running, return_exceptions=True)


def post(number: int, now, text: str = "Werk Nord liefert") -> Interaction:
    return Interaction(id=f"p{number}", kind="post", author=Author(id="a1", name="Mia"), at=now, text=text)


@pytest.fixture
def search(cem, now):
    return make_search(cem, now - timedelta(days=9), name="Werk", query='"Werk Nord"', misspellings=False)


@pytest.fixture
def stream(cem, now, search) -> Stream:
    connect(cem.workspace, now, "mastodon")
    plan_sources(cem, now=now)
    return switch_live(cem, Stream.objects.get(), on=True, now=now)


def kept() -> list[str]:
    return [one["id"] for one in Intake.objects.order_by("pk").values_list("item", flat=True)]


def live() -> bool:
    return Stream.objects.filter(live_since__isnull=False).exists()


def test_only_what_a_search_could_want_is_stored_and_everything_is_counted(stream, clock, now):
    async def scenario() -> None:
        net = Net()
        worker = Worker(net, clock)
        async with working(worker):
            await worker.until(live)
            net.say(
                post(1, now), post(2, now, "Etwas ganz anderes"), post(3, now, "Im <b>Werk Nord</b>"), post(4, now, "")
            )
            await worker.until(lambda: Stream.objects.get().read == 4)

    asyncio.run(scenario())
    assert kept() == ["p1", "p3"]
    work_all_off(until=lambda: False)
    assert Mention.objects.count() == 2
    stream.refresh_from_db()
    assert (stream.cursor, stream.heard_until, stream.last_heard_at) == ("4", now, now)
    assert (stream.holder, stream.lease_until, stream.live_since) == ("", None, None)  # given up at the end


def test_what_is_told_again_and_what_a_search_has_found_already_is_kept_once(cem, stream, clock, now):
    polled = Source.objects.get(kind="search")
    hear(cem.workspace, polled, [make_item("p1", "Werk Nord liefert", now)], now)

    async def scenario() -> None:
        net = Net()
        worker = Worker(net, clock)
        async with working(worker):
            await worker.until(live)
            net.say(post(1, now), post(2, now), post(2, now), post(1, now))
            await worker.until(lambda: Stream.objects.get().read == 4)

    asyncio.run(scenario())
    assert kept() == ["p1", "p2"]


def test_after_a_break_it_goes_on_from_its_place_and_what_was_said_meanwhile_is_not_missing(stream, clock, now):
    async def scenario() -> None:
        net = Net()
        worker = Worker(net, clock)
        async with working(worker):
            await worker.until(live)
            net.say(post(1, now), post(2, now))
            await worker.until(lambda: len(kept()) == 2)
            net.fail(Unreachable("reset by peer"))
            await worker.until(lambda: Stream.objects.get().tries == 1)
            broken = await worker._in_thread(Stream.objects.get)
            assert (broken.problem, broken.next_at) == ("reset by peer", now + timedelta(seconds=2))
            net.say(post(3, now), post(4, now, "Anderes"), post(5, now))
            clock.advance(timedelta(seconds=2))
            await worker.until(lambda: len(kept()) == 4)
            await worker.until(lambda: Stream.objects.get().problem == "")
        assert [one["cursor"] for one in net.asked] == ["", "2"]
        assert [one["attempt"] for one in net.asked] == [0, 1]

    asyncio.run(scenario())
    assert kept() == ["p1", "p2", "p3", "p5"]


def test_a_network_that_asks_to_wait_is_left_alone_as_long_and_one_that_says_no_for_an_hour(stream, clock, now):
    async def scenario() -> None:
        net = Net()
        worker = Worker(net, clock)
        async with working(worker):
            await worker.until(live)
            net.fail(RateLimited("slow down", retry_at=now + timedelta(minutes=9)))
            await worker.until(lambda: Stream.objects.get().next_at == now + timedelta(minutes=9))
            clock.advance(timedelta(minutes=9))
            await worker.until(live)
            net.fail(Refused("not here"))
            await worker.until(lambda: Stream.objects.get().next_at == clock.now() + timedelta(hours=1))
        assert len(net.asked) == 2

    asyncio.run(scenario())
    assert Source.objects.get(kind="search").next_at == now  # asking goes on as before


def test_a_fault_of_a_connector_is_that_stream_s_alone_and_told(stream, clock, caplog):
    async def scenario() -> None:
        net = Net()
        net.stream = lambda **_: 1 / 0  # type: ignore[method-assign, assignment]
        worker = Worker(net, clock)
        async with working(worker):
            await worker.until(lambda: Stream.objects.get().problem == "ZeroDivisionError")

    asyncio.run(scenario())
    assert "failed" in caplog.text


def test_of_two_workers_one_holds_the_stream(stream, clock, now):
    async def scenario() -> None:
        net = Net()
        one, other = Worker(net, clock, "one"), Worker(net, clock, "other")
        async with working(one), working(other):
            await one.until(live)
            net.say(*(post(number, now) for number in range(60)))
            await other.until(lambda: len(kept()) == 60)
        assert net.most == 1

    asyncio.run(scenario())
    assert len(set(kept())) == 60


def test_when_a_worker_dies_another_takes_over_within_a_minute_from_the_place_that_was_kept(stream, clock, now):
    async def scenario() -> None:
        net = Net()
        one, other = Worker(net, clock, "one"), Worker(net, clock, "other")
        dying = asyncio.create_task(one.run())
        await one.until(live)
        net.say(post(1, now))
        await one.until(lambda: len(kept()) == 1)
        await one.kill(dying)
        net.say(post(2, now), post(3, now))
        async with working(other):
            await other.until(lambda: Stream.objects.get().holder == "one")  # its lease still runs
            clock.advance(LEASE + timedelta(seconds=1))
            await other.until(lambda: len(kept()) == 3)
            assert await other._in_thread(lambda: Stream.objects.get().holder) == "other"
        assert [one["cursor"] for one in net.asked] == ["", "1"]

    asyncio.run(scenario())
    assert LEASE + timedelta(seconds=Pace().look) < timedelta(minutes=1)


def test_a_worker_that_was_frozen_keeps_nothing_once_another_holds_its_stream(stream, now):
    [frozen] = claim_streams("frozen", now=now, most=5)
    assert claim_streams("other", now=now, most=5) == []
    later = now + LEASE + timedelta(seconds=1)
    [held] = claim_streams("other", now=later, most=5)
    keep_heard(held, [post(2, now)], cursor="2", at=now, read=1, now=later)
    for late in (
        lambda: keep_heard(frozen, [post(1, now)], cursor="1", at=now, read=1, now=later),
        lambda: renew(frozen, now=later),
    ):
        with pytest.raises(Lost):
            late()
    let_go(frozen, now=later, error=Unreachable("late"))
    stream.refresh_from_db()
    assert (kept(), stream.cursor, stream.holder, stream.problem) == (["p2"], "2", "other", "")


def test_while_too_much_waits_the_network_is_not_read_and_its_place_is_kept(stream, clock, now, monkeypatch):
    async def scenario() -> None:
        net = Net()
        worker = Worker(net, clock)
        async with working(worker):
            await worker.until(live)
            net.say(post(1, now))
            await worker.until(lambda: len(kept()) == 1)
            for module in (take_in, hold_stream):
                monkeypatch.setattr(module, "MOST_WAITING", 1)
            net.say(post(2, now), post(3, now))
            await worker.until(lambda: Stream.objects.get().next_at == now + hold_stream.FULL)
            full = await worker._in_thread(Stream.objects.get)
            assert (full.cursor, full.problem, full.tries) == ("1", "", 0)
            assert net.listeners == 0
            clock.advance(hold_stream.FULL)
            for module in (take_in, hold_stream):
                monkeypatch.setattr(module, "MOST_WAITING", 250_000)
            await worker.until(lambda: len(kept()) == 3)

    asyncio.run(scenario())
    assert kept() == ["p1", "p2", "p3"]


def test_a_burst_waits_at_the_network_and_not_in_our_memory(stream, clock, now):
    async def scenario() -> None:
        net = Net()
        worker = Worker(net, clock)
        async with working(worker):
            await worker.until(live)
            worker.gate.clear()
            net.say(*(post(number, now) for number in range(500)))
            for _ in range(3_000):  # everybody who can go on does
                await asyncio.sleep(0)
            assert QUICK.waiting <= net.told <= QUICK.waiting + QUICK.batch + 2
            worker.gate.set()
            await worker.until(lambda: len(kept()) == 500)

    asyncio.run(scenario())
    assert kept() == [f"p{number}" for number in range(500)]


def test_switched_off_it_ends_and_switched_on_it_hears_what_is_said_from_then_on(cem, stream, clock, now):
    async def scenario() -> None:
        net = Net()
        worker = Worker(net, clock)
        async with working(worker):
            await worker.until(live)
            net.say(post(1, now))
            await worker.until(lambda: len(kept()) == 1)
            await worker._in_thread(lambda: switch_live(cem, Stream.objects.get(), on=False, now=now))
            await worker.until(lambda: Stream.objects.get().holder == "")
            assert net.listeners == 0
            net.say(post(2, now))
            await worker._in_thread(lambda: switch_live(cem, Stream.objects.get(), on=True, now=now))
            await worker.until(live)
            net.say(post(3, now))
            await worker.until(lambda: len(kept()) == 2)

    asyncio.run(scenario())
    assert kept() == ["p1", "p3"]
    verbs = AuditEntry.objects.filter(verb__startswith="listening.").values_list("verb", flat=True)
    assert [one for one in verbs if one in ("listening.go_live", "listening.end_live")].count("listening.go_live") == 2


@pytest.mark.parametrize("reason", ["off", "disconnected", "no searches"])
def test_where_nobody_wants_to_listen_nobody_does(cem, stream, search, now, reason):
    if reason == "off":
        switch_live(cem, stream, on=False, now=now)
    elif reason == "disconnected":
        Channel.objects.update(state="disconnected")
    else:
        pause_search(cem, search, paused=True, now=now)
    assert claim_streams("one", now=now, most=5) == []


def test_what_ends_while_it_is_listened_to_is_noticed(cem, stream, search, clock, now):
    async def scenario() -> None:
        net = Net()
        worker = Worker(net, clock)
        async with working(worker):
            await worker.until(live)
            await worker._in_thread(lambda: Channel.objects.update(state="disconnected"))
            await worker.until(lambda: Stream.objects.get().holder == "")
            assert net.listeners == 0

    asyncio.run(scenario())


def test_a_new_search_is_heard_at_once_and_asked_for_where_the_network_wants_to_know(cem, stream, clock, now):
    async def scenario() -> None:
        net = Net()
        worker = Worker(net, clock)
        async with working(worker):
            await worker.until(live)
            net.say(post(1, now, "Das Südventil klemmt"), post(2, now))
            await worker.until(lambda: len(kept()) == 1)
            told = {"name": "Ventil", "query": "Südventil", "misspellings": False}
            await worker._in_thread(lambda: make_search(cem, now, **told))
            await worker.until(lambda: len(net.asked) == 2)
            await worker.until(live)
            net.say(post(3, now, "Das Südventil klemmt"))
            await worker.until(lambda: len(kept()) == 2)
        assert [one.strip('"').lower() for one in net.asked[1]["phrases"]] == ["südventil", "werk nord"]
        assert net.asked[1]["cursor"] == "2"

    asyncio.run(scenario())
    assert kept() == ["p2", "p3"]


def test_at_the_end_of_the_worker_the_connection_is_closed_and_the_stream_is_free(stream, clock, now):
    async def scenario() -> Net:
        net = Net()
        worker = Worker(net, clock)
        async with working(worker):
            await worker.until(live)
        return net

    assert asyncio.run(scenario()).listeners == 0
    [held] = claim_streams("other", now=now, most=5)
    assert held.holder == "other"
