"""Working together: notes, drafts, who is there, second persons, putting off, spam, saved views and replies."""

import uuid
from datetime import timedelta

import pytest

from leitstand.community.actions.answer import answer
from leitstand.community.actions.be_there import be_there, keep_draft, let_go_of_presence
from leitstand.community.actions.keep_reply import keep_reply
from leitstand.community.actions.keep_rules import LaneFields, RulesFields, keep_lanes, keep_rules
from leitstand.community.actions.keep_view import keep_view
from leitstand.community.actions.mark_spam import mark_spam
from leitstand.community.actions.review_answer import approve_answer, return_answer
from leitstand.community.actions.send_answers import send_answers
from leitstand.community.actions.snooze import snooze, wake_due
from leitstand.community.actions.write_note import drop_note, write_note
from leitstand.community.models import Answer, Case, Draft, Presence, SavedView
from leitstand.community.queries.inbox import Wish, conversations, count_waiting
from leitstand.community.tests.desk_kit import HOUR, talk_of, wrote
from leitstand.house.actor import NotAllowed
from leitstand.house.errors import Impossible, Invalid, Stale
from leitstand.house.models import Notification

AT = "/w/werk/postfach/"
SECOND = timedelta(seconds=1)


@pytest.fixture
def incoming(net, channel, now):
    return wrote(net, "Was kostet die Pumpe?", now)


def checked(*roles: str, people=()) -> RulesFields:
    return RulesFields(True, roles, tuple(people), 1, 60, None)


def test_a_note_is_kept_for_the_team_and_tells_whom_it_names(incoming, cem, ada, now):
    note = write_note(cem, talk_of(incoming), "@Ada, weißt du das?", now=now)
    assert list(Notification.objects.filter(kind="community.named").values_list("person__name", flat=True)) == ["Ada"]
    with pytest.raises(NotAllowed):
        drop_note(ada, note, now=now)
    drop_note(cem, note, now=now)
    assert not talk_of(incoming).notes.exists()


def test_readers_neither_see_notes_nor_write_any(incoming, dora, cem, signed_in, now):
    write_note(cem, talk_of(incoming), "nur unter uns", now=now)
    assert "nur unter uns" not in signed_in(dora).get(f"{AT}{incoming.conversation_id}/").content.decode()
    assert signed_in(dora).post(f"{AT}{incoming.conversation_id}/notiz", {"text": "x"}).status_code == 403


def test_what_is_typed_saves_itself_is_there_again_and_goes_when_it_is_sent(incoming, cem, signed_in, now):
    browser, address = signed_in(cem), f"{AT}{incoming.conversation_id}/"
    assert browser.post(f"{address}entwurf", {"text": "Die Pumpe kos", "version": "0"}).json() == {"version": 1}
    shown = browser.get(address).content.decode()
    assert "Die Pumpe kos" in shown
    assert 'name="version" value="1"' in shown
    other_window = browser.post(f"{address}entwurf", {"text": "anderes", "version": "0"})
    assert other_window.status_code == 409
    browser.post(f"{address}antworten", {"text": "200 Euro.", "once": str(uuid.uuid4()), "seen": ""})
    assert not Draft.objects.exists()


def test_an_older_draft_never_overwrites_a_newer_one(incoming, cem, now):
    keep_draft(cem, talk_of(incoming), "eins", version=0, now=now)
    keep_draft(cem, talk_of(incoming), "zwei", version=1, now=now)
    with pytest.raises(Stale):
        keep_draft(cem, talk_of(incoming), "alt", version=1, now=now)
    assert Draft.objects.get().text == "zwei"


def test_colleagues_see_who_is_there_and_who_writes_before_two_answer(incoming, cem, ada, signed_in, clock):
    address = f"{AT}{incoming.conversation_id}/da"
    signed_in(ada).post(address, {"types": "0", "seen": ""})
    assert "Ada" in signed_in(cem).post(address, {"types": "1", "seen": ""}).content.decode()
    clock.advance(5 * SECOND)
    assert "Cem schreibt" in signed_in(ada).post(address, {"types": "0", "seen": ""}).content.decode()
    clock.advance(timedelta(minutes=1))
    assert "Cem" not in signed_in(ada).post(address, {"types": "0", "seen": ""}).content.decode()
    answer(cem, incoming, "200 Euro.", now=clock.now(), once=uuid.uuid4())
    assert "inzwischen geantwortet" in signed_in(ada).post(address, {"types": "0", "seen": ""}).content.decode()


def test_time_at_a_conversation_counts_as_work_on_the_case_and_for_nobody_by_name(incoming, cem, clock):
    for seconds in (0, 8, 8, 300, 8):  # a pause of five minutes is none
        clock.advance(seconds * SECOND)
        be_there(cem, talk_of(incoming), types=False, now=clock.now())
    assert Case.objects.get().handled_seconds == 24
    clock.advance(2 * HOUR)
    assert let_go_of_presence(now=clock.now()) == 1
    assert not Presence.objects.exists()


def test_an_answer_of_somebody_new_waits_for_a_second_person_and_then_goes_out(net, incoming, owner, cem, ben, clock):
    keep_rules(owner, checked("community"), now=clock.now())
    made = answer(cem, incoming, "200 Euro.", now=clock.now(), once=uuid.uuid4())
    assert made.state == "review"
    send_answers(clock=clock)
    assert net.said == []
    assert set(
        Notification.objects.filter(kind="community.answer_to_review").values_list("person__name", flat=True)
    ) == {
        "Olga",
        "Ben",
    }
    with pytest.raises(NotAllowed):
        approve_answer(cem, made, now=clock.now())
    approve_answer(ben, made, now=clock.now())
    send_answers(clock=clock)
    assert [text for _key, _to, text in net.said] == ["200 Euro."]
    made.refresh_from_db()
    assert (made.state, str(made.reviewed_by)) == ("sent", "Ben")


def test_what_is_sensitive_is_looked_at_by_somebody_else_than_who_wrote_it(incoming, owner, ben, clock):
    keep_lanes(owner, {"product": LaneFields(None, None, 60, 480, is_sensitive=True)}, now=clock.now())
    made = answer(ben, incoming, "200 Euro.", now=clock.now(), once=uuid.uuid4())
    assert made.state == "review"
    with pytest.raises(Impossible):
        approve_answer(ben, made, now=clock.now())
    approve_answer(owner, made, now=clock.now())


def test_an_answer_given_back_is_in_the_box_again_with_the_reason(net, incoming, owner, cem, ben, signed_in, clock):
    keep_rules(owner, checked(people=[cem.person]), now=clock.now())
    made = answer(cem, incoming, "200 Euro.", now=clock.now(), once=uuid.uuid4())
    with pytest.raises(Invalid):
        return_answer(ben, made, " ", now=clock.now())
    signed_in(ben).post(f"{AT}antwort/{made.pk}/ansehen", {"act": "return", "why": "Der Preis gilt nicht mehr"})
    made.refresh_from_db()
    assert (made.state, made.review_note) == ("dropped", "Der Preis gilt nicht mehr")
    assert "200 Euro." in signed_in(cem).get(f"{AT}{incoming.conversation_id}/").content.decode()
    assert net.said == []
    assert Notification.objects.get(kind="community.answer_returned").person == cem.person


def test_what_is_put_off_comes_back_by_itself_and_at_once_when_they_write(net, incoming, cem, clock):
    snooze(cem, talk_of(incoming), clock.now() + 3 * HOUR, now=clock.now())
    assert count_waiting(cem) == 0
    assert [one.pk for one in conversations(cem, Wish(state="snoozed"))] == [incoming.conversation_id]
    assert wake_due(now=clock.now() + 2 * HOUR) == 0
    assert wake_due(now=clock.now() + 3 * HOUR) == 1
    assert count_waiting(cem) == 1
    assert Notification.objects.get(kind="community.woke").person == cem.person
    snooze(cem, talk_of(incoming), clock.now() + 9 * HOUR, now=clock.now())
    wrote(net, "Hallo?", clock.now() + HOUR)
    assert talk_of(incoming).snoozed_until is None
    with pytest.raises(Invalid):
        snooze(cem, talk_of(incoming), clock.now() - HOUR, now=clock.now())


def test_spam_waits_for_nobody_whatever_comes_in_there_and_counts_nowhere(net, incoming, cem, clock):
    mark_spam(cem, talk_of(incoming), spam=True, now=clock.now())
    wrote(net, "Gewinnen Sie jetzt!", clock.now() + HOUR)
    talk = talk_of(incoming)
    assert (talk.state, talk.case.counts, talk.case.due_at) == ("done", False, None)
    assert [one.pk for one in conversations(cem, Wish(state="spam"))] == [talk.pk]
    assert not conversations(cem, Wish(state="")).exists()
    mark_spam(cem, talk, spam=False, now=clock.now())
    assert talk_of(incoming).state == "open"


def test_a_view_is_saved_for_oneself_or_for_all_and_only_narrows(incoming, cem, ada, signed_in, now):
    browser = signed_in(cem)
    browser.post(f"{AT}ansicht", {"name": "Dringend", "query": "eile=urgent&page=3&next=//evil.example"})
    view = SavedView.objects.get()
    assert (view.query, view.person) == ("eile=urgent", cem.person)
    assert "Dringend" in browser.get(AT).content.decode()
    assert "Dringend</a>" not in signed_in(ada).get(AT).content.decode()
    with pytest.raises(NotAllowed):
        keep_view(cem, "Alle", "eile=urgent", for_all=True, now=now)
    keep_view(ada, "Alle", "eile=urgent", for_all=True, now=now)
    assert ">Alle</a>" in browser.get(AT).content.decode()
    assert browser.post(f"{AT}ansicht/{view.pk}/entfernen").status_code == 302
    assert SavedView.objects.count() == 1


@pytest.mark.guide("G4.2-02")
def test_advice_delivery_and_service_each_have_words_filled_with_name_and_order(net, channel, cem, signed_in, now):
    """Guide 4.2: advise in the purchase, tell the delivery time, help further; each with templates and the order."""
    browser = signed_in(cem)
    fields = {"title": "Lieferung verspätet", "inquiry": "", "intent": "delivery", "language": "de"}
    keep_reply(cem, {**fields, "text": "Guten Tag {name}, {order} kommt am Freitag. {agent}"}, now=now)
    wanted = {
        "delivery": ("Wann kommt mein Paket?", "Guten Tag Kerstin Vogt, B-4711 kommt am Freitag. Cem"),
        "advice": ("Welches Modell empfehlen Sie?", "dafür würden wir … nehmen"),
        "service": ("Die Pumpe ist defekt, ich brauche eine Reparatur", "Ihre Bestellung B-4711 angesehen"),
    }
    for intent, (text, offered) in wanted.items():
        incoming = wrote(net, text, now)
        address = f"{AT}{incoming.conversation_id}/"
        browser.post(f"{address}einordnen", {"intent": intent, "order_ref": "B-4711"})
        case = talk_of(incoming).case
        assert (case.intent, case.order_ref) == (intent, "B-4711")
        shown = browser.get(address).content.decode()
        assert offered in shown
        assert ("kommt am Freitag" in shown) == (intent == "delivery")
        assert 'value="B-4711"' in shown


def test_a_reply_with_a_variable_nobody_knows_is_refused_at_the_text(cem, now):
    with pytest.raises(Invalid) as refused:
        keep_reply(cem, {"title": "x", "text": "Hallo {nmae}", "inquiry": "", "intent": "", "language": ""}, now=now)
    assert "{nmae}" in refused.value.errors["text"]


@pytest.mark.guide("G5.3-01")
def test_one_inbox_holds_mentions_comments_messages_and_reviews_with_person_state_notes_and_a_warning(
    net, channel, cem, ada, signed_in, clock
):
    """Guide 5.3: all channels in one interface, with assignment, status, notes and a warning before two answer."""
    made = [
        wrote(net, f"Etwas als {kind}", clock.now(), kind=kind, rating=5 if kind == "review" else None)
        for kind in ("mention", "comment", "message", "review")
    ]
    browser = signed_in(cem)
    shown = browser.get(AT).content.decode()
    assert all(one.text in shown for one in made)
    address = f"{AT}{made[2].conversation_id}/"
    browser.post(f"{address}zuweisen", {"person": str(ada.person.pk)})
    browser.post(f"{address}notiz", {"text": "@Ada bitte übernehmen"})
    signed_in(ada).post(f"{address}da", {"types": "1", "seen": ""})
    assert "Ada schreibt" in browser.post(f"{address}da", {"types": "0", "seen": ""}).content.decode()
    told = {"text": "Gern!", "once": str(uuid.uuid4()), "seen": ""}
    assert signed_in(ada).post(f"{address}antworten", told).status_code == 302
    late = browser.post(f"{address}antworten", {**told, "once": str(uuid.uuid4())})
    assert late.status_code == 422
    assert Answer.objects.count() == 1
    browser.post(f"{address}erledigt")
    talk = talk_of(made[2])
    assert (talk.state, talk.assigned_to, talk.notes.get().text) == ("done", ada.person, "@Ada bitte übernehmen")


def test_news_are_told_without_moving_the_list(net, incoming, cem, signed_in, clock):
    browser = signed_in(cem)
    since = clock.now().timestamp()
    asked = {"seit": str(since), "zeilen": str(incoming.conversation_id)}
    before = browser.get(f"{AT}neues", asked).json()
    assert before["count"] == 0
    assert before["clocks"][str(incoming.conversation_id)][1] == "grey"
    wrote(net, "Noch etwas", clock.now() + HOUR)
    assert browser.get(f"{AT}neues", asked).json()["text"] == "Neues in 1 Gespräch."
    assert browser.get(f"{AT}neues", {"seit": "kaputt", "zeilen": "x,y"}).status_code == 200
