"""Automatic answers: what is always the same is answered at once, everything else goes to a person, and it says what it is."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.community.actions.fetch_due import fetch_due
from leitstand.community.actions.keep_answering import Manner as Wish
from leitstand.community.actions.keep_answering import Reply, keep_answering, keep_hours
from leitstand.community.core.bot import (
    HandOver,
    Manner,
    Rule,
    Say,
    Situation,
    Stay,
    Trigger,
    Why,
    compose,
    decide,
    says,
)
from leitstand.community.models import Answer, AutoReply, Conversation
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Invalid
from leitstand.house.models import Notification

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NOON = datetime(2026, 11, 2, 11, tzinfo=UTC)  # a Monday
WORDS = Rule(1, Trigger.KEYWORDS, "Werktags von neun bis fünf.", ("Öffnungszeit*", "geöffnet"))
GREETING = Rule(2, Trigger.FIRST, "Guten Tag.")
CLOSED = Rule(3, Trigger.OUTSIDE_HOURS, "Wir sind morgen wieder da.")
MANNER = Manner(
    is_on=True, in_public=False, rules=(WORDS, GREETING, CLOSED), human_words=("Mensch*",), complaint_words=("kaputt*",),
    hours={0: (time(9), time(17))},
)  # fmt: skip


def situation(text: str, **more: object) -> Situation:
    return Situation(
        **{"kind": "message", "text": text, "at": NOON, "local": NOON, "now": NOON, "is_first": True, **more}  # type: ignore[arg-type]
    )


@pytest.mark.guide("G1.2-09")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wann haben Sie geöffnet?", Say(WORDS)),
        ("Ihre ÖFFNUNGSZEITEN bitte", Say(WORDS)),
        ("Hallo", Say(GREETING)),
        ("Ich möchte mit einem Menschen sprechen", HandOver(Why.ASKED)),
        ("Das Gerät ist kaputtgegangen, wann haben Sie geöffnet?", HandOver(Why.COMPLAINT)),
    ],
)
def test_words_come_before_the_greeting_and_a_person_before_both(text, expected) -> None:
    assert decide(MANNER, situation(text)) == expected


@pytest.mark.guide("G1.2-09")
def test_after_two_messages_nothing_fits_a_person_takes_over() -> None:
    assert decide(MANNER, situation("Hm", is_first=False)) == Stay(missed=True)
    assert decide(MANNER, situation("Hm?", is_first=False, misses=1)) == HandOver(Why.NO_MATCH)


def test_outside_the_hours_it_says_so_and_each_rule_speaks_once() -> None:
    night = NOON.replace(hour=22)
    assert decide(MANNER, situation("Hallo", at=night, local=night, now=night)) == Say(CLOSED)
    again = situation("Hallo", at=night, local=night, now=night, used=frozenset({3}), is_first=False)
    assert decide(MANNER, again) == Stay(missed=True)


@pytest.mark.parametrize(
    "more",
    [
        {"has_person": True},
        {"handed_over": True},
        {"kind": "review"},
        {"kind": "comment"},
        {"now": NOON + 2 * HOUR},
    ],
)
def test_it_is_silent_where_a_person_speaks_in_public_and_where_it_comes_late(more) -> None:
    assert decide(MANNER, situation("geöffnet?", **more)) == Stay()


@given(st.text(max_size=80), st.booleans(), st.booleans(), st.integers(0, 5))
def test_once_a_person_has_taken_over_nothing_is_said_by_itself(text, is_first, in_public, misses) -> None:
    manner = Manner(True, in_public, (WORDS, GREETING, CLOSED), ("Mensch*",), ("kaputt*",))
    assert decide(manner, situation(text, is_first=is_first, misses=misses, handed_over=True)) == Stay()


def test_only_whole_words_count_and_a_star_stands_for_the_ending() -> None:
    assert says("Unmenschlich!", ["mensch*"]) is False
    assert says("Menschen da?", ["mensch*"])
    assert says("Menschen da?", ["mensch"]) is False
    assert says("Geld   zurück", ["geld zurück"])
    assert says("alles", ["*", " "]) is False


@given(st.text(max_size=200))
def test_no_automatic_answer_goes_without_its_notice(text: str) -> None:
    assert "Automatisch" in compose(text, "Automatische Antwort von Werk.")
    with pytest.raises(ValueError, match="automatic"):
        compose(text, "  ")


# ── the whole way ──


@pytest.fixture
def wish() -> Wish:
    return Wish(
        is_on=True, answers_in_public=False, language="de", human_words=("Mensch*",), complaint_words=("kaputt*",),
        hand_over_text="Gleich schreibt Ihnen jemand.",
    )  # fmt: skip


@pytest.fixture
def laid_down(cem, channel, wish, now):
    rules = [
        Reply("r0", Trigger.KEYWORDS, "Werktags von neun bis fünf.", ("geöffnet",)),
        Reply("r1", Trigger.FIRST, "Guten Tag, wir melden uns."),
    ]
    return keep_answering(cem, channel, wish, rules, now=now)


@pytest.mark.guide("G1.2-09")
def test_a_question_is_answered_by_itself_with_the_notice_and_is_settled(net, laid_down, now) -> None:
    net.write("Wann haben Sie geöffnet?", now - MINUTE)
    fetch_due(now=now)
    given_answer = Answer.objects.get()
    assert given_answer.is_automatic
    assert given_answer.settles
    assert given_answer.text.startswith("Werktags von neun bis fünf.")
    assert "Automatische Antwort von Werk" in given_answer.text
    assert "„Mensch“" in given_answer.text


@pytest.mark.guide("G1.2-09")
def test_a_complaint_goes_to_a_person_at_once_and_the_bot_falls_silent(net, laid_down, cem, now) -> None:
    net.write("Das Gerät ist kaputt", now - MINUTE)
    fetch_due(now=now)
    talk = Conversation.objects.get()
    assert (talk.handed_over_why, talk.state) == ("complaint", "open")
    assert Answer.objects.get().text.startswith("Gleich schreibt Ihnen jemand.")
    assert Notification.objects.filter(person=cem.person, kind="community.handed_over").exists()
    net.write("Wann haben Sie geöffnet?", now + MINUTE)
    fetch_due(now=now + 11 * MINUTE)
    assert Answer.objects.count() == 1


def test_a_greeting_bridges_the_time_and_leaves_the_conversation_waiting(net, laid_down, now) -> None:
    net.write("Hallo", now - MINUTE)
    fetch_due(now=now)
    assert not Answer.objects.get().settles


def test_what_was_read_late_is_left_to_people(net, laid_down, now) -> None:
    net.write("Wann haben Sie geöffnet?", now - 3 * HOUR)
    fetch_due(now=now)
    assert not Answer.objects.exists()


def test_nothing_answers_by_itself_until_somebody_switches_it_on(net, channel, now) -> None:
    net.write("Hallo", now - MINUTE)
    fetch_due(now=now)
    assert not Answer.objects.exists()


def test_rules_without_words_or_text_and_a_bot_without_a_way_out_are_refused(cem, channel, wish, now) -> None:
    from dataclasses import replace

    with pytest.raises(Invalid) as wrong:
        keep_answering(
            cem, channel, replace(wish, human_words=()), [Reply("r0", Trigger.KEYWORDS, ""), Reply("r1", Trigger.FIRST, "x" * 301)],
            now=now,
        )  # fmt: skip
    assert set(wrong.value.errors) == {"human_words", "r0-text", "r0-words", "r1-text"}
    assert not AutoReply.objects.exists()


def test_only_who_answers_lays_it_down(dora, emil, channel, wish, now) -> None:
    with pytest.raises(NotAllowed):
        keep_answering(dora, channel, wish, [Reply("r0", Trigger.FIRST, "Hallo")], now=now)
    with pytest.raises(Foreign):
        keep_answering(emil, channel, wish, [Reply("r0", Trigger.FIRST, "Hallo")], now=now)


def test_service_hours_end_after_they_begin(cem, now) -> None:
    with pytest.raises(Invalid):
        keep_hours(cem, {0: (time(17), time(9))}, now=now)
