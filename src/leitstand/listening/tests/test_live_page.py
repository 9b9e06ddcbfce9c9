"""The page of sources says how each stream does, and switches it."""

from datetime import timedelta

import pytest

from leitstand.channels.models import Channel
from leitstand.connector_kit.errors import Unreachable
from leitstand.house.core.roles import Role
from leitstand.house.tests.people import make_actor
from leitstand.listening.actions.hold_stream import LEASE, claim_streams, keep_heard, let_go, note_live
from leitstand.listening.actions.keep_search import pause_search
from leitstand.listening.actions.plan_sources import plan_sources
from leitstand.listening.models import Source, Stream
from leitstand.listening.tests.factories import make_search
from leitstand.listening.tests.test_sources import connect, post
from leitstand.listening.views import sources as page

pytestmark = pytest.mark.django_db
AT = "/w/werk/zuhoeren/quellen/"


@pytest.fixture
def search(cem, now):
    return make_search(cem, now - timedelta(days=9), name="Werk", query='"Werk Nord"', misspellings=False)


@pytest.fixture
def source(cem, now, search) -> Source:
    connect(cem.workspace, now, "bluesky")
    plan_sources(cem, now=now)
    return Source.objects.get(kind="stream")


def shown(browser) -> str:
    answer = browser.get(AT)
    assert answer.status_code == 200
    return answer.content.decode()


def state(browser) -> str:
    [(_row, told)] = browser.get(AT).context["live"]
    return told.state


def test_a_network_that_can_be_heard_live_stands_there_switched_off(signed_in, cem, source):
    page = shown(signed_in(cem))
    assert "Live mithören" in page
    assert not source.stream.is_on
    assert source.next_at is None  # it is never asked like the others


def test_a_stream_is_switched_on_shows_how_it_does_and_is_switched_off(signed_in, cem, source, clock, now):
    browser = signed_in(cem)
    assert state(browser) == "off"
    browser.post(f"{AT}{source.pk}/live/", {"on": "1"})
    assert state(browser) == "coming"
    [held] = claim_streams("one", now=now, most=5)
    note_live(held, now=now)
    keep_heard(held, [post(1, now)], cursor="1", at=now - timedelta(minutes=12), read=1_234, now=now)
    told = shown(browser)
    for words in (
        "live seit 02.11.2026 09:00",
        "zuletzt gehört 02.11.2026 09:00",
        "12 Minuten zurück",
        "1.234 gehört, 1 behalten",
    ):
        assert words in told
    assert state(browser) == "live"
    let_go(held, now=now, error=Unreachable("reset by peer"))
    assert state(browser) == "broken"
    assert "reset by peer" in shown(browser)
    browser.post(f"{AT}{source.pk}/live/", {"on": "0"})
    assert state(browser) == "off"
    assert "reset by peer" not in shown(browser)


def test_a_stream_whose_worker_died_is_not_called_live(signed_in, cem, source, clock, now):
    Stream.objects.update(is_on=True)
    [held] = claim_streams("one", now=now, most=5)
    note_live(held, now=now)
    clock.advance(LEASE + timedelta(seconds=1))
    assert state(signed_in(cem)) == "coming"


def test_a_stream_says_why_it_waits(signed_in, cem, source, search, now, monkeypatch):
    Stream.objects.update(is_on=True)
    browser = signed_in(cem)
    monkeypatch.setattr(page, "MOST_WAITING", 0)
    assert state(browser) == "full"
    pause_search(cem, search, paused=True, now=now)
    assert state(browser) == "idle"
    pause_search(cem, search, paused=False, now=now)
    Channel.objects.update(state="disconnected")
    assert state(browser) == "idle"


def test_the_owner_chooses_another_server_and_a_wrong_address_changes_nothing(signed_in, owner, source):
    browser = signed_in(owner)
    browser.post(f"{AT}{source.pk}/server/", {"address": " jetstream.example.org/ "})
    assert Stream.objects.get().address == "wss://jetstream.example.org"
    for wrong in ("ftp://x.example", "ws://outside.example.org", "kein Server", "wss://user:pw@x.example"):
        told = browser.post(f"{AT}{source.pk}/server/", {"address": wrong}, follow=True).content.decode()
        assert "wss://stream.example.org" in told
        assert Stream.objects.get().address == "wss://jetstream.example.org"
    browser.post(f"{AT}{source.pk}/server/", {"address": ""})
    assert Stream.objects.get().address == ""


def test_whoever_may_not_answer_cannot_switch_and_who_is_not_the_owner_cannot_choose_the_server(
    signed_in, workspace, cem, source
):
    guest = make_actor("Gina", workspace, Role.GUEST)
    assert signed_in(guest).post(f"{AT}{source.pk}/live/", {"on": "1"}).status_code == 403
    assert "Live mithören" not in shown(signed_in(guest))
    assert signed_in(cem).post(f"{AT}{source.pk}/server/", {"address": "x.example"}).status_code == 403
    assert not Stream.objects.get().is_on


def test_a_network_that_is_heard_at_its_own_server_only_is_offered_no_other(signed_in, owner, cem, search, now):
    connect(cem.workspace, now, "mastodon")
    plan_sources(cem, now=now)
    source = Source.objects.get(kind="stream")
    browser = signed_in(owner)
    assert "/server/" not in shown(browser)
    browser.post(f"{AT}{source.pk}/server/", {"address": "x.example.org"})
    assert Stream.objects.get().address == ""


def test_the_page_needs_few_questions_however_many_streams_there_are(
    signed_in, cem, search, now, django_assert_max_num_queries
):
    for number in range(6):
        connect(cem.workspace, now, "bluesky", number)
    plan_sources(cem, now=now)
    Stream.objects.update(is_on=True)
    browser = signed_in(cem)
    browser.get(AT)
    with django_assert_max_num_queries(21):
        assert len(browser.get(AT).context["live"]) == 6


def test_the_stream_of_another_workspace_is_not_there(signed_in, emil, source):
    elsewhere = f"/w/{emil.workspace.slug}/zuhoeren/quellen/{source.pk}/live/"
    assert signed_in(emil).post(elsewhere, {"on": "1"}).status_code == 404
    assert not Stream.objects.get().is_on
