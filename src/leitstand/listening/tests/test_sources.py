"""What is connected is read when its turn comes: nothing twice, nothing lost, one network's failure stops no other."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from leitstand.channels.asking import Told
from leitstand.channels.models import Channel
from leitstand.connector_kit.contract import Gathered
from leitstand.connector_kit.errors import NetworkError, RateLimited, SignInExpired, Unreachable
from leitstand.kernel.interaction import Author, Interaction
from leitstand.listening.actions import fetch_sources as fetching
from leitstand.listening.actions import take_in as intake
from leitstand.listening.actions.fetch_sources import EVERY, OVERLAP, fetch_sources, plan_all_sources
from leitstand.listening.actions.hear_public import hear_public
from leitstand.listening.actions.keep_search import pause_search
from leitstand.listening.actions.plan_sources import plan_sources
from leitstand.listening.actions.tidy import forget_old_authors, forget_old_mentions, tidy
from leitstand.listening.actions.work_off import work_all_off
from leitstand.listening.models import Intake, Match, Mention, Passed, Source
from leitstand.listening.partitions import month_of, months_there
from leitstand.listening.tests.factories import hear, make_item, make_search, make_source

pytestmark = pytest.mark.django_db


def connect(workspace, now, network: str = "rss", number: int = 1) -> Channel:
    return Channel.objects.create(
        workspace=workspace, network=network, external_id=f"{network}{number}", handle=f"{network}{number}",
        name=f"{network} {number}", method="address", connected_at=now,
    )  # fmt: skip


def post(number: int | str, now, text: str = "Werk Nord liefert") -> Interaction:
    return Interaction(id=f"p{number}", kind="post", author=Author(id="a1", name="Mia"), at=now, text=text)


@dataclass
class Network:
    """A network that tells what it is given, by name of its channel; notes what it was asked."""

    tells: dict[str, object] = field(default_factory=dict)
    asked: list[tuple[str, object, object]] = field(default_factory=list)

    def __call__(self, questions, *, now):
        return {channel: asyncio.run(self._one(channel, question)) for channel, question in questions.items()}

    async def _one(self, channel: Channel, question) -> Told:
        try:
            return Told(await question(_Connector(self, channel.handle)))
        except NetworkError as error:
            return Told(error=error)


class _Connector:
    def __init__(self, network: Network, name: str) -> None:
        self._network, self._name = network, name
        self.read_source = self._read if name.startswith("rss") else None
        self.search = self._search if name.startswith("mastodon") else None

    async def _read(self, *, since, carried):
        return self._tell(self._name, since, dict(carried))

    async def _search(self, phrase, *, since):
        return self._tell(f"{self._name}:{phrase}", since, {})

    def _tell(self, name: str, since, carried):
        self._network.asked.append((name, since, carried))
        told = self._network.tells.get(name, self._network.tells.get(self._name, ()))
        if isinstance(told, NetworkError):
            raise told
        return told


@pytest.fixture
def network(monkeypatch) -> Network:
    found = Network()
    monkeypatch.setattr(fetching, "ask_all", found)
    return found


@pytest.fixture
def search(cem, now):
    return make_search(cem, now - timedelta(days=9), name="Werk", query='"Werk Nord"', misspellings=False)


@pytest.fixture
def feed(cem, now, search) -> Source:
    connect(cem.workspace, now)
    plan_sources(cem, now=now)
    return Source.objects.get(kind="feed")


def test_a_feed_is_read_once_and_what_it_carries_is_given_back_the_next_time(cem, feed, network, now):
    network.tells["rss1"] = Gathered((post(1, now), post(2, now)), {"etag": "abc"})
    assert fetch_sources(now=now) == 2
    assert fetch_sources(now=now + timedelta(minutes=1)) == 0  # not its turn
    network.tells["rss1"] = Gathered((post(2, now), post(3, now)), {"etag": "def"})
    assert fetch_sources(now=now + EVERY) == 1
    first, second = network.asked
    assert first == ("rss1", now - timedelta(days=7), {})
    assert second == ("rss1", now - OVERLAP, {"etag": "abc"})
    work_all_off(until=lambda: False)
    assert set(Mention.objects.values_list("external_id", flat=True)) == {"p1", "p2", "p3"}


def test_a_feed_that_wishes_to_be_left_alone_until_later_is(feed, network, now):
    network.tells["rss1"] = Gathered((), {}, not_before=now + timedelta(hours=6))
    fetch_sources(now=now)
    feed.refresh_from_db()
    assert feed.next_at == now + timedelta(hours=6)


def test_a_source_that_fails_is_asked_less_and_less_often_and_says_why(feed, network, now):
    network.tells["rss1"] = Unreachable("Name or service not known")
    waits = []
    at = now
    for _ in range(7):
        fetch_sources(now=at)
        feed.refresh_from_db()
        waits.append(feed.next_at - at)
        at = feed.next_at
    assert [wait // timedelta(minutes=1) for wait in waits] == [5, 15, 30, 60, 240, 240, 240]
    assert (feed.tries, feed.problem) == (7, "Name or service not known")
    network.tells["rss1"] = Gathered((post(1, now),))
    assert fetch_sources(now=at) == 1
    feed.refresh_from_db()
    assert (feed.tries, feed.problem, feed.next_at) == (0, "", at + EVERY)


def test_one_network_that_fails_stops_no_other(cem, search, network, now):
    for number in (1, 2):
        connect(cem.workspace, now, number=number)
    plan_sources(cem, now=now)
    network.tells = {"rss1": Unreachable("gone"), "rss2": Gathered((post(1, now),))}
    assert fetch_sources(now=now) == 1


def test_a_network_that_asks_to_wait_is_asked_nothing_more_and_waits_as_long_as_it_wants(cem, search, network, now):
    make_search(cem, now, name="Zwei", query="Südventil", misspellings=False)
    connect(cem.workspace, now, "mastodon")
    plan_sources(cem, now=now)
    assert Source.objects.filter(kind="search").count() == 2
    network.tells["mastodon1"] = RateLimited("slow down", retry_at=now + timedelta(hours=3))
    fetch_sources(now=now)
    assert len(network.asked) == 1
    asked = Source.objects.filter(kind="search")
    assert set(asked.values_list("next_at", flat=True)) == {now + timedelta(hours=3)}


def test_a_worker_that_dies_while_reading_leaves_the_source_for_later_and_nothing_is_lost(
    feed, network, now, monkeypatch
):
    network.tells["rss1"] = Gathered((post(1, now),), {"etag": "abc"})

    def die(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(fetching, "take_in", die)
    with pytest.raises(KeyboardInterrupt):
        fetch_sources(now=now)
    feed.refresh_from_db()
    assert (feed.carried, feed.read_until, feed.next_at) == ({}, None, now + timedelta(minutes=5))
    monkeypatch.setattr(fetching, "take_in", intake.take_in)
    assert fetch_sources(now=feed.next_at) == 1


def test_two_workers_never_read_one_source_at_the_same_time(feed, network, now):
    held = Source.objects.get(pk=feed.pk)
    assert fetching._claim(held, now)
    assert not fetching._claim(feed, now)


def test_while_too_much_waits_nothing_is_read_and_nothing_forgotten(feed, network, now, monkeypatch):
    network.tells["rss1"] = Gathered((post(1, now),), {"etag": "abc"})
    monkeypatch.setattr(fetching, "MOST_WAITING", 0)
    assert fetch_sources(now=now) == 0
    assert network.asked == []
    monkeypatch.setattr(fetching, "MOST_WAITING", 250_000)
    monkeypatch.setattr(intake, "MOST_WAITING", 0)  # it filled up in the meantime
    assert fetch_sources(now=now) == 0
    feed.refresh_from_db()
    assert feed.carried == {}
    monkeypatch.setattr(intake, "MOST_WAITING", 250_000)
    assert fetch_sources(now=feed.next_at) == 1


def test_a_disconnected_channel_is_not_read(feed, network, now):
    Channel.objects.update(state="disconnected")
    assert fetch_sources(now=now) == 0
    assert network.asked == []


def test_an_expired_sign_in_is_that_channels_alone(cem, search, network, now):
    connect(cem.workspace, now, "mastodon")
    connect(cem.workspace, now, "rss")
    plan_sources(cem, now=now)
    network.tells = {"mastodon1": SignInExpired("again"), "rss1": Gathered((post(1, now),))}
    assert fetch_sources(now=now) == 1
    assert Source.objects.get(kind="search").problem == "again"


def test_networks_are_asked_for_what_searches_need_and_rest_when_they_are_paused(cem, search, now):
    connect(cem.workspace, now, "mastodon")
    plan_all_sources(now=now)
    source = Source.objects.get(kind="search")
    assert (source.phrase.strip('"'), source.next_at) == ("Werk Nord".lower(), now) or source.phrase.strip(
        '"'
    ) == "Werk Nord"
    pause_search(cem, search, paused=True, now=now)
    plan_all_sources(now=now)
    source.refresh_from_db()
    assert source.next_at is None
    pause_search(cem, search, paused=False, now=now + timedelta(hours=1))
    plan_all_sources(now=now + timedelta(hours=1))
    source.refresh_from_db()
    assert source.next_at == now + timedelta(hours=1)


def test_the_inbox_tells_what_was_said_in_public_and_never_a_private_message(cem, search, now):
    channel = connect(cem.workspace, now, "mastodon")
    said = [
        post(1, now),
        Interaction(id="m1", kind="message", author=Author(id="a2", name="Kim"), at=now, text="Werk Nord, geheim"),
    ]
    hear_public(cem, channel, said, now=now)
    hear_public(cem, channel, said, now=now)
    work_all_off(until=lambda: False)
    assert [one.external_id for one in Mention.objects.all()] == ["p1"]
    assert not Passed.objects.filter(item__icontains="geheim").exists()


def test_without_any_search_the_inbox_tells_nothing(cem, now):
    hear_public(cem, connect(cem.workspace, now, "mastodon"), [post(1, now)], now=now)
    assert not Intake.objects.exists()


# ── letting go ───────────────────────────────────────────────────────────────


def test_old_mentions_go_and_those_of_another_workspace_stay(cem, emil, search, now):
    strangers = make_search(emil, now - timedelta(days=90), name="Werk", query='"Werk Nord"', misspellings=False)
    for actor in (cem, emil):
        source = make_source(actor.workspace)
        items = [make_item(f"{days}", f"Werk Nord Tag {days}", now - timedelta(days=days)) for days in (1, 40)]
        hear(actor.workspace, source, items, now)
    work_all_off(until=lambda: False)
    assert forget_old_mentions(cem.workspace, before=now - timedelta(days=30)) == 1
    assert [one.external_id for one in Mention.objects.filter(workspace=cem.workspace)] == ["1"]
    assert Mention.objects.filter(workspace=emil.workspace).count() == 2
    assert Match.objects.filter(search=strangers).count() == 2


def test_names_go_and_the_pseudonym_still_counts_one_person(cem, search, now):
    hear(
        cem.workspace,
        make_source(cem.workspace),
        [
            make_item(n, f"Werk Nord {n}", now, author_id="mia", author_handle="mia", author_name="Mia")
            for n in range(2)
        ],
        now,
    )
    work_all_off(until=lambda: False)
    assert forget_old_authors(cem.workspace, before=now + timedelta(days=1), now=now) == 2
    assert set(Mention.objects.values_list("author_handle", "author_name")) == {("", "")}
    assert Mention.objects.exclude(author_key="").values("author_key").distinct().count() == 1


def test_what_fitted_nothing_goes_after_a_month_and_empty_months_lose_their_parts(cem, search, now):
    source = make_source(cem.workspace)
    hear(cem.workspace, source, [make_item(1, "Ganz anderes", now), make_item(2, "Werk Nord", now)], now)
    work_all_off(until=lambda: False)
    assert Passed.objects.count() == 1
    tidy(now=now + timedelta(days=31))
    assert not Passed.objects.exists()
    forget_old_mentions(cem.workspace, before=now + timedelta(days=1))
    tidy(now=now + timedelta(days=70))
    assert month_of(now) not in months_there()
    assert month_of(now + timedelta(days=70)) in months_there()
    assert not Mention.objects.exists()
