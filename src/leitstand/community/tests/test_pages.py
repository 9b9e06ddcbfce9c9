"""The inbox on screen: find, read, answer, hide, assign, decide; and what each role sees of it."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitstand.channels.models import Channel
from leitstand.community.actions.fetch_due import fetch_due
from leitstand.community.models import Answer, AutoAnswering, Conversation, Incoming, ServiceHours
from leitstand.community.tests.network import KERSTIN, duty
from leitstand.kernel.interaction import Author

HOUR = timedelta(hours=1)
AT = "/w/werk/postfach/"


@pytest.fixture
def talk(net, channel, now) -> Conversation:
    net.write("Haben Sie am Samstag offen?", now - HOUR)
    fetch_due(now=now)
    return Conversation.objects.get()


def page(browser, address: str = AT, **query: object) -> str:
    answer = browser.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_shows_who_waits_and_narrows_by_state_kind_words_and_person(signed_in, cem, net, channel, now) -> None:
    net.write("Haben Sie am Samstag offen?", now - 2 * HOUR)
    net.write("Tolle Anlage!", now - HOUR, kind="comment", author=Author("b-2", "bernd", "Bernd Otto", ""))
    fetch_due(now=now)
    browser = signed_in(cem)
    both = page(browser)
    assert both.index("Kerstin Vogt") < both.index("Bernd Otto")  # who waits longest stands first
    assert "Bernd Otto" not in page(browser, art="message")
    assert "Kerstin Vogt" not in page(browser, wort="anlage")
    assert "Kerstin Vogt" not in page(browser, wer="mine")
    assert "Kerstin Vogt" in page(browser, wer="nobody")
    assert "Niemand wartet" in page(browser, stand="answered") or "Alles beantwortet" in page(browser, stand="answered")


def test_an_empty_inbox_says_what_will_stand_there(signed_in, cem) -> None:
    assert "Noch ist nichts eingegangen" in page(signed_in(cem))


def test_what_waits_for_me_is_counted_on_the_rail_and_for_readers_nothing_is(signed_in, cem, dora, talk) -> None:
    from leitstand.community.queries.inbox import count_waiting

    assert count_waiting(cem) == 1
    assert count_waiting(dora) == 0


def test_an_answer_is_typed_sent_and_shown(signed_in, cem, talk) -> None:
    browser = signed_in(cem)
    address = f"{AT}{talk.pk}/"
    shown = page(browser, address)
    assert "Haben Sie am Samstag offen?" in shown
    assert "Nur diese Person liest" in shown
    told = {"text": "Ja, von neun bis zwölf.", "once": str(uuid.uuid4()), "seen": ""}
    assert browser.post(f"{address}antworten", told).status_code == 302
    assert browser.post(f"{address}antworten", told).status_code == 302  # pressed twice
    assert Answer.objects.get().text == "Ja, von neun bis zwölf."
    again = page(browser, address)
    assert "Ja, von neun bis zwölf." in again
    assert 'hx-trigger="every 3s"' in again


def test_a_text_that_does_not_fit_stays_in_the_box_with_the_reason(signed_in, cem, talk) -> None:
    told = {"text": "x" * 301, "once": str(uuid.uuid4()), "seen": ""}
    answer = signed_in(cem).post(f"{AT}{talk.pk}/antworten", told)
    assert answer.status_code == 422
    assert "x" * 301 in answer.content.decode()
    assert "eines zu viel" in answer.content.decode()
    assert not Answer.objects.exists()


def test_who_is_slower_sees_the_colleagues_answer_and_keeps_what_was_typed(signed_in, cem, ada, talk) -> None:
    first = {"text": "Ja.", "once": str(uuid.uuid4()), "seen": ""}
    signed_in(ada).post(f"{AT}{talk.pk}/antworten", first)
    answer = signed_in(cem).post(f"{AT}{talk.pk}/antworten", {"text": "Nein.", "once": str(uuid.uuid4()), "seen": ""})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Nein." in shown
    assert "Ja." in shown
    assert Answer.objects.count() == 1
    seen = str(Answer.objects.get().pk)
    assert f'value="{seen}"' in shown


def test_done_leads_to_the_next_that_waits_and_opens_again(signed_in, cem, net, talk, now) -> None:
    net.write("Und sonntags?", now, author=Author("b-2", "bernd", "Bernd", ""))
    fetch_due(now=now + HOUR)
    other = Conversation.objects.exclude(pk=talk.pk).get()
    browser = signed_in(cem)
    answer = browser.post(f"{AT}{talk.pk}/erledigt")
    assert answer["Location"].endswith(f"{other.pk}/")
    talk.refresh_from_db()
    assert talk.state == "done"
    browser.post(f"{AT}{talk.pk}/offen")
    talk.refresh_from_db()
    assert talk.state == "open"


def test_a_comment_is_hidden_shown_and_removed_on_the_network(signed_in, cem, net, channel, now) -> None:
    net.write("Schrott", now - HOUR, kind="comment")
    fetch_due(now=now)
    row = Incoming.objects.get()
    browser = signed_in(cem)
    browser.post(f"{AT}text/{row.pk}/verbergen", {"hidden": "1"})
    assert net.hidden == {row.external_id}
    row.refresh_from_db()
    assert row.visibility == "hidden"
    browser.post(f"{AT}text/{row.pk}/verbergen", {"hidden": "0"})
    assert net.hidden == set()
    browser.post(f"{AT}text/{row.pk}/entfernen")
    assert net.removed == [row.external_id]
    row.refresh_from_db()
    assert row.visibility == "removed"


def test_a_message_cannot_be_hidden_and_the_page_says_so(signed_in, cem, net, talk) -> None:
    row = Incoming.objects.get()
    assert "/verbergen" not in page(signed_in(cem), f"{AT}{talk.pk}/")
    answer = signed_in(cem).post(f"{AT}text/{row.pk}/verbergen", {"hidden": "1"}, follow=True)
    assert "Bitte tun Sie es dort" in answer.content.decode()
    assert net.hidden == set()


def test_it_is_given_to_a_colleague_who_may_answer_and_to_nobody_else(signed_in, cem, ada, dora, talk) -> None:
    browser = signed_in(cem)
    browser.post(f"{AT}{talk.pk}/zuweisen", {"person": ada.person.pk})
    talk.refresh_from_db()
    assert talk.assigned_to == ada.person
    browser.post(f"{AT}{talk.pk}/zuweisen", {"person": dora.person.pk})
    talk.refresh_from_db()
    assert talk.assigned_to == ada.person


def test_an_unclear_answer_is_decided_on_the_page(signed_in, cem, net, talk, clock) -> None:
    net.script, net.can_find = ["lost"], False
    browser = signed_in(cem)
    browser.post(f"{AT}{talk.pk}/antworten", {"text": "Ja.", "once": str(uuid.uuid4()), "seen": ""})
    from leitstand.community.actions.send_answers import send_answers

    send_answers(clock=clock)
    shown = page(browser, f"{AT}{talk.pk}/")
    assert "Sie steht dort" in shown
    assert "braucht zuerst eine Entscheidung" in shown
    browser.post(f"{AT}antwort/{Answer.objects.get().pk}/entscheiden", {"act": "there"})
    assert Answer.objects.get().state == "sent"


def test_readers_see_everything_and_change_nothing(signed_in, dora, talk) -> None:
    browser = signed_in(dora)
    shown = page(browser, f"{AT}{talk.pk}/")
    assert "Haben Sie am Samstag offen?" in shown
    assert "/antworten" not in shown
    for verb in ("antworten", "erledigt", "offen", "zuweisen", "neu-holen"):
        assert browser.post(f"{AT}{talk.pk}/{verb}").status_code == 403


def test_strangers_find_nothing(signed_in, emil, talk) -> None:
    assert signed_in(emil).get(f"{AT}{talk.pk}/").status_code in (403, 404)
    assert signed_in(emil).get(f"/w/fremd/postfach/{talk.pk}/").status_code == 404


def test_what_had_to_go_says_why_and_can_be_fetched_again(signed_in, cem, net, channel, clock, now) -> None:
    net.duties = (duty("interaction_text", 48), duty("profile", 24))
    net.write("Wie lange hält die Optik?", now - HOUR, kind="comment")
    fetch_due(now=now)
    from leitstand.community.actions.forget_due import forget_due

    forget_due(now=now + 49 * HOUR)
    talk = Conversation.objects.get()
    browser = signed_in(cem)
    shown = page(browser, f"{AT}{talk.pk}/")
    assert "Der Text wurde am" in shown
    assert "Kerstin" not in shown
    browser.post(f"{AT}{talk.pk}/neu-holen")
    assert "Wie lange hält die Optik?" in page(browser, f"{AT}{talk.pk}/")


def test_owners_forget_somebody_from_the_conversation(signed_in, owner, cem, talk) -> None:
    row = Incoming.objects.get()
    assert signed_in(cem).post(f"{AT}text/{row.pk}/vergessen").status_code == 403
    signed_in(owner).post(f"{AT}text/{row.pk}/vergessen")
    assert "Kerstin" not in page(signed_in(owner), f"{AT}{talk.pk}/")


@pytest.mark.guide("G1.2-09")
def test_automatic_answers_are_laid_down_for_a_channel_on_its_page(signed_in, cem, channel) -> None:
    browser = signed_in(cem)
    assert channel.name in page(browser, f"{AT}automatik/")
    address = f"{AT}automatik/{channel.pk}/"
    first = page(browser, address)
    assert "Automatische Antwort von Werk" in first
    assert "2024/1689" in first
    told = {
        "is_on": "on", "language": "de", "human_words": "Mensch*\nRückruf*", "complaint_words": "kaputt*", "hand_over_text": "",
        "r0-trigger": "keywords", "r0-words": "geöffnet, Öffnungszeit*", "r0-text": "Von neun bis fünf.",
        "r1-trigger": "first", "r1-words": "", "r1-text": "",
    }  # fmt: skip
    assert browser.post(address, told).status_code == 302
    kept = AutoAnswering.objects.get()
    assert kept.is_on
    assert kept.human_words == ["Mensch*", "Rückruf*"]
    assert [(reply.trigger, reply.words, reply.text) for reply in kept.replies.all()] == [
        ("keywords", ["geöffnet", "Öffnungszeit*"], "Von neun bis fünf.")
    ]
    wrong = browser.post(address, {**told, "r0-text": "y" * 200})
    assert wrong.status_code == 422
    assert "y" * 200 in wrong.content.decode()
    assert kept.replies.get().text == "Von neun bis fünf."


def test_service_hours_are_a_week_and_half_a_day_is_no_span(signed_in, cem) -> None:
    browser = signed_in(cem)
    told = {"opens-0": "09:00", "closes-0": "17:00"}
    assert browser.post(f"{AT}automatik/zeiten", told).status_code == 302
    assert ServiceHours.objects.get().weekday == 0
    assert browser.post(f"{AT}automatik/zeiten", {"opens-1": "09:00"}).status_code == 422
    assert browser.post(f"{AT}automatik/zeiten", {"opens-1": "19:00", "closes-1": "09:00"}).status_code == 422
    assert ServiceHours.objects.get().weekday == 0
    assert "09:00–17:00" in page(browser, f"{AT}automatik/")


def test_a_channel_whose_inbox_cannot_be_read_is_named_with_the_reason(signed_in, cem, net, channel, now) -> None:
    from leitstand.connector_kit.errors import Unreachable

    net.reading_error = Unreachable("the network is down")
    for hours in range(4):
        fetch_due(now=now + hours * 12 * HOUR)
    assert "the network is down" in page(signed_in(cem))


def test_letters_from_right_to_left_and_huge_texts_stand_as_they_came(signed_in, cem, net, channel, now) -> None:
    net.write("مرحبا، هل أنتم مفتوحون؟ 😀" + "x" * 20000, now - HOUR, author=KERSTIN)
    fetch_due(now=now)
    shown = page(signed_in(cem), f"{AT}{Conversation.objects.get().pk}/")
    assert "مرحبا" in shown
    assert 'dir="auto"' in shown


@pytest.mark.parametrize("what", ["list", "conversation"])
def test_the_pages_ask_the_same_however_much_there_is(signed_in, cem, net, channel: Channel, now, what) -> None:
    browser = signed_in(cem)

    def grow(start: int, end: int) -> None:
        for place in range(start, end):
            net.write(f"Frage {place}", now - HOUR, author=Author(f"p-{place}", f"p{place}", f"P {place}", ""))
            net.write(f"Noch etwas {place}", now - HOUR, author=KERSTIN)
        fetch_due(now=now + timedelta(hours=end))

    grow(0, 3)
    address = AT if what == "list" else f"{AT}{Conversation.objects.get(key__contains='talk-k-1').pk}/"
    page(browser, address)
    with CaptureQueriesContext(connection) as few:
        page(browser, address)
    grow(3, 15)
    with CaptureQueriesContext(connection) as many:
        page(browser, address)
    assert len(many) == len(few)
