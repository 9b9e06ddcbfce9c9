"""Checklists: what the machine sees by itself, held to the examples of the data; basics of channels."""

import pytest

from leitstand.kernel.post import Media, Part, PostPlan
from leitstand.publishing.checking import lists, usual
from leitstand.publishing.core.checklists import LOOKS, Basics, Facts, answers, check_basics

SEEN = [(one, question) for one in lists() for question in one.questions if question.good]


def plan(text: str, **more) -> PostPlan:
    return PostPlan("c", (Part(text),), **more)


@pytest.mark.parametrize(("listed", "question"), SEEN, ids=[f"{one.id}.{question.id}" for one, question in SEEN])
def test_the_good_example_is_seen_and_the_bad_one_is_not(listed, question) -> None:
    look = LOOKS[question.look]
    assert look(plan(question.good), Facts("facebook"))
    assert not look(plan(question.bad), Facts("facebook"))


def test_every_list_asks_in_both_languages_and_looks_only_for_what_is_known() -> None:
    for one in lists():
        assert one.title.de
        assert one.title.en
        for question in one.questions:
            assert question.text.de
            assert question.text.en
            assert not question.look or question.look in LOOKS


@pytest.mark.guide("G2.2-15")
def test_a_facebook_post_has_four_parts() -> None:
    (listed,) = [one for one in lists() if one.id == "facebook"]
    picture = Media("a", "a", "picture", "image/png", 1, 10, 10)
    text = "Webinar: Prüfen in der Cloud\nAm 15.9. um 10 Uhr, 45 Minuten. Jetzt anmelden: https://beispiel.de"
    whole = PostPlan("c", (Part(text, (picture,)),))
    assert list(answers(listed, whole, Facts("facebook"), frozenset()).values()) == [True] * 4
    assert list(answers(listed, plan("Es gibt etwas Neues."), Facts("facebook"), frozenset()).values()) == [False] * 4
    assert not listed.is_about(whole, Facts("linkedin"))


@pytest.mark.guide("G2.2-17")
def test_an_instagram_post_has_its_parts_seen_and_ticked() -> None:
    (listed,) = [one for one in lists() if one.id == "instagram"]
    told = answers(
        listed,
        plan("Montag, und alle lachen 😄 Schreiben Sie uns! #Team"),
        Facts("instagram"),
        frozenset({"instagram.people"}),
    )
    assert told == {"people": True, "caption": True, "action": True, "hashtags": True, "angle": False}


@pytest.mark.guide("G2.3-16", "G2.3-17")
def test_the_lists_of_figures_18_and_19_are_five_questions_each() -> None:
    told = {
        one.id: answers(one, plan("Wie prüfen Sie? Sagen Sie es uns. #Messe"), Facts("x"), frozenset())
        for one in lists()
    }
    assert told["shareability"] == {"others": False, "reason": False, "question": True, "easy": False, "personal": True}
    assert told["interaction"] == {"interact": False, "action": True, "share": False, "link": False, "comment": True}


def test_comments_that_are_closed_are_seen() -> None:
    closed = plan("Wie prüfen Sie?", options={"reply_control": "mentioned_only"})
    assert LOOKS["open_to_comments"](plan("x"), Facts("threads"))
    assert not LOOKS["open_to_comments"](closed, Facts("threads"))


def test_a_question_mark_in_an_address_asks_nobody() -> None:
    assert not LOOKS["question"](plan("Mehr: https://beispiel.de/?a=1"), Facts("x"))


@pytest.mark.guide("G2.2-14", "G2.2-18")
@pytest.mark.parametrize(
    ("network", "text", "found"),
    [
        ("facebook", "Das Webinar findet statt.", {"no_action"}),
        ("facebook", "Jetzt anmelden!", set()),
        ("instagram", "Unser Tag", {"no_hashtag"}),
        ("instagram", "Unser Tag #a1 #b2 #c3 #d4 #e5 #f6", {"more_hashtags_than_agreed"}),
        ("wordpress", "Wort " * 301, {"no_headings"}),
        ("wordpress", "## Eins\n" + "Wort " * 200 + "\n## Zwei\n" + "Wort " * 200, set()),
        ("bluesky", "Unser Tag", set()),
    ],
)
def test_each_channel_has_its_basics(network, text, found) -> None:
    assert {one.id for one in check_basics(plan(text), usual(network), same_elsewhere=False)} == found


@pytest.mark.guide("G4.1-09")
def test_the_same_text_as_elsewhere_is_named_where_people_expect_their_own() -> None:
    assert {one.id for one in check_basics(plan("Neu"), usual("tiktok"), same_elsewhere=True)} == {"same_text"}
    assert check_basics(plan("Neu"), usual("tiktok"), same_elsewhere=False) == ()


def test_nothing_is_asked_of_an_empty_text() -> None:
    assert check_basics(plan(""), Basics(action=True, hashtags=True), same_elsewhere=True) == ()
