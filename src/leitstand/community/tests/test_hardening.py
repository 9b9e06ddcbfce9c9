"""Whatever comes in, however much and however wrong: it is stored once, in order, as plain text, and stops nothing."""

import hashlib
import hmac
from datetime import timedelta

import pytest

from leitstand.channels.webhooks import webhook_url
from leitstand.community.actions.take_in import take_in
from leitstand.community.models import Conversation, InboxChannel, Incoming
from leitstand.community.tests.network import SLUG
from leitstand.house.actor import Actor
from leitstand.house.models import AuditEntry, Notification
from leitstand.kernel.interaction import Author, Interaction

pytestmark = pytest.mark.django_db
MANY = 2_000
AT = "/w/werk/postfach/"
WHO = Author("p-1", "karla", "Karla")


@pytest.fixture
def call(client, workspace):
    """Send a genuine call, or one whose proof was made for other bytes."""

    def send(body: bytes, *, signed: bytes | None = None):
        address = webhook_url(workspace, SLUG)
        mark = hmac.new(b"secret-of-a-1", body if signed is None else signed, hashlib.sha256).hexdigest()
        headers = {"X-Netz-Signature": mark}
        return client.post(
            address[address.index("/nachrichten/") :], body, content_type="text/plain", headers=headers
        )  # fmt: skip

    return send


def told(channel, *said, now):
    return take_in(Actor.house(channel.workspace), channel, said, now=now)


def comment(number, at, text="Und die Lampen?", **more):
    return Interaction(f"c-{number}", "comment", WHO, at, text, **more)


def test_thousands_of_things_at_once_are_stored_once_each_however_often_they_are_told(call, channel):
    burst = "\n".join(f"a-1|m-{number}|Nachricht {number}" for number in range(MANY)).encode()
    assert call(burst).status_code == 200
    assert Incoming.objects.count() == MANY
    assert Conversation.objects.count() == 1
    assert call(burst).status_code == 200
    assert Incoming.objects.count() == MANY
    # One entry for a batch and one notice for the channel, not thousands.
    assert AuditEntry.objects.filter(verb="community.take_in").count() == MANY // 500
    assert Notification.objects.filter(kind="community.arrived").count() <= 1


def test_a_call_whose_bytes_were_changed_on_the_way_is_turned_away_whole(call, channel):
    assert call(b"a-1|m-1|Gut\na-1|m-2|Boese", signed=b"a-1|m-1|Gut").status_code == 403
    assert not Incoming.objects.exists()
    assert InboxChannel.objects.filter(heard_at__isnull=False).count() == 0


def test_what_comes_out_of_order_stands_in_the_order_it_was_written(channel, now):
    later, first = comment(2, now, parent_id="c-1"), comment(1, now - timedelta(hours=1))
    told(channel, later, now=now)
    told(channel, first, now=now)
    told(channel, later, first, now=now)
    ordered = Incoming.objects.order_by("at").values_list("external_id", flat=True)
    assert list(ordered) == ["c-1", "c-2"]
    assert Conversation.objects.count() == 1


def test_hostile_markup_stands_as_text_and_runs_nowhere(signed_in, cem, channel, now):
    wild = '<script>alert(1)</script><img src=x onerror="alert(2)"><svg/onload=alert(3)>{{ 7|add:7 }}'
    who = Author("p-6", wild, wild, "javascript:alert(4)")
    told(channel, Interaction("c-9", "comment", who, now, wild, "javascript:alert(5)"), now=now)
    browser = signed_in(cem)
    talk = Conversation.objects.get()
    for page in (AT, f"{AT}{talk.pk}/", f"{AT}?suche=alert"):
        shown = browser.get(page).content.decode()
        assert "<script>alert(1)" not in shown
        assert "<img src=x" not in shown
        assert "<svg/onload" not in shown
        assert 'href="javascript:' not in shown
        assert "{{ 7" in shown or page.endswith("alert")


def test_an_endless_text_is_stored_and_both_pages_stay_small_enough_to_read(signed_in, cem, channel, now):
    told(channel, comment(1, now, "Wort " * 200_000), now=now)
    browser = signed_in(cem)
    assert len(browser.get(AT).content) < 200_000
    assert browser.get(f"{AT}{Conversation.objects.get().pk}/").status_code == 200


@pytest.mark.parametrize(
    "text",
    ["\x00\x01Nul", "\ufeffMarke", "a\u202eb", "\ud7ff\ue000", "Zo\u0301e \U0001f9d1\u200d\U0001f680", "\u0000" * 50],
)
def test_letters_nobody_sees_or_that_turn_the_line_break_nothing(signed_in, cem, channel, now, text):
    told(channel, comment(1, now, text), now=now)
    found = Incoming.objects.get()
    assert "\x00" not in found.text
    browser = signed_in(cem)
    assert browser.get(AT).status_code == 200
    assert browser.get(f"{AT}{found.conversation_id}/").status_code == 200


def test_a_body_in_the_wrong_encoding_is_refused_and_stores_nothing(call, channel):
    assert call("a-1|m-1|Größe".encode("latin-1")).status_code in (400, 403)
    assert call(b"\xff\xfe\x00a").status_code in (400, 403)
    assert not Incoming.objects.exists()


def test_a_clock_that_is_years_ahead_neither_hides_others_nor_stops_the_clock_of_the_case(signed_in, cem, channel, now):
    told(channel, comment(1, now + timedelta(days=3650)), now=now)
    told(channel, comment(2, now), now=now)
    case = Conversation.objects.get(key="public:c-1").case
    assert case.opened_at <= now
    shown = signed_in(cem).get(AT)
    assert shown.status_code == 200
    assert len(shown.context["rows"]) == 2


def test_the_live_list_speaks_politely_and_what_it_announces_is_no_focus_trap(signed_in, cem, channel, now):
    told(channel, comment(1, now), now=now)
    shown = signed_in(cem).get(AT).content.decode()
    (news,) = [line for line in shown.split("<div") if "inbox-news" in line]
    assert 'role="status"' in news
    assert 'aria-live="polite"' in news
    assert "autofocus" not in shown
