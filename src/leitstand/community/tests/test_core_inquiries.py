"""The six kinds of inquiry and the way from following to service, told from words."""

import pytest

from leitstand.community.core.inquiries import book, intent_of, kind_of, stage_of, urgency_of
from leitstand.community.core.language import language_of


def test_the_kinds_are_the_guides_in_their_phases_with_its_shares():
    assert [(one.id, one.phase, one.share) for one in book().kinds.values()] == [
        ("general", "before", 84),
        ("product", "before", 81),
        ("purchase", "purchase", 74),
        ("appointment", "purchase", 71),
        ("support", "after", 76),
        ("comment", "after", 79),
    ]


@pytest.mark.parametrize("kind", list(book().kinds.values()), ids=lambda kind: kind.id)
def test_each_kind_is_told_from_its_good_examples_and_not_from_its_bad_ones(kind):
    for text in kind.good:
        assert kind_of(book(), text, on_network="message").id == kind.id, text
    for text in kind.bad:
        assert kind_of(book(), text, on_network="message").id != kind.id, text


def test_a_suggestion_says_by_which_words_it_came():
    told = kind_of(book(), "Die Pumpe ist defekt und das Paket fehlt", on_network="message")
    assert (told.id, set(told.cues)) == ("support", {"defekt*", "Paket"})


def test_without_words_a_question_is_general_a_review_an_opinion_and_all_else_is_left_to_people():
    assert kind_of(book(), "Und das da?", on_network="comment").why == "question"
    assert kind_of(book(), "Naja.", on_network="review").id == "comment"
    assert kind_of(book(), "Aha.", on_network="comment").id == ""


def test_the_step_of_the_way_is_told_by_words_then_by_the_kind_then_by_the_network():
    assert stage_of(book(), "Ich folge euch schon lange", kind="support", on_network="message").id == "follow"
    assert stage_of(book(), "Was kostet das?", kind="product", on_network="comment").id == "inform"
    assert stage_of(book(), "Aha.", kind="", on_network="mention").id == "discover"
    assert stage_of(book(), "Aha.", kind="", on_network="comment").why == "network"


def test_what_of_a_sale_is_talked_about_is_told():
    assert intent_of(book(), "Wann kommt mein Paket?").id == "delivery"
    assert intent_of(book(), "Welches Modell empfehlen Sie?").id == "advice"
    assert intent_of(book(), "Schönen Tag").id == ""


def test_what_cannot_wait_is_urgent():
    assert urgency_of(book(), "Dringend! Die Anlage steht still.").id == "urgent"
    assert urgency_of(book(), "Wann haben Sie offen?").id == "normal"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Haben Sie am Samstag offen?", "de"),
        ("Is this still in stock? Thanks!", "en"),
        ("👍", ""),
        ("", ""),
    ],
)
def test_the_language_is_told_or_nothing_is_said(text, language):
    assert language_of(text) == language
