"""What people write to us tells of the audience: who, where, what they ask, which words several of them use (guide 4.1)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from leitstand.community.core.themes import Said, Theme, numbers, themes, words_in
from leitstand.community.models import Conversation, Incoming
from leitstand.community.queries.listening import heard

STEMS = {"fehlalarm": "fehlalarm", "fehlalarme": "fehlalarm", "preis": "preis", "danke": "dank"}


def wrote(channel, who: str, text: str, at, *, kind: str = "comment", why: str = "") -> Incoming:
    number = Conversation.objects.count()
    talk = Conversation.objects.create(
        workspace=channel.workspace, channel=channel, kind=kind, key=f"{kind}:{number}", state="open", began_at=at,
        last_at=at, handed_over_why=why,
    )  # fmt: skip
    return Incoming.objects.create(
        workspace=channel.workspace, channel=channel, conversation=talk, external_id=f"c-{number}", kind=kind,
        author_key=who, text=text, at=at, received_at=at, fetched_at=at,
    )  # fmt: skip


def test_addresses_names_and_short_words_are_no_themes() -> None:
    assert words_in("@werk: Der Preis? https://k.example/preis info@k.example #Messe 2026") == ["Preis", "Messe"]


def test_a_theme_is_what_several_different_people_said_in_whichever_form() -> None:
    said = [
        Said("a", "Ein Fehlalarm! Danke."), Said("b", "Fehlalarme nerven"), Said("c", "fehlalarm"), Said("c", "Preis Preis"),
        Said("c", "Preis"), Said("a", "Fehlalarm"), Said("d", "Danke"), Said("b", "Danke"),
    ]  # fmt: skip
    # Three people spoke of false alarms, one alone of the price; thanks say nothing.
    assert themes(said, STEMS, numbers()) == (Theme("Fehlalarm", 3),)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.text(max_size=60))))
def test_no_theme_has_more_people_than_wrote(pairs) -> None:
    said = [Said(who, text) for who, text in pairs]
    stems = {word.lower(): word.lower() for one in said for word in words_in(one.text)}
    for theme in themes(said, stems, numbers()):
        assert 3 <= theme.people <= len({one.who for one in said})


@pytest.mark.guide("G4.1-01")
def test_the_audience_sheet_shows_what_was_heard_who_where_which_questions_and_which_themes(
    channel, ada, emil, now, signed_in
) -> None:
    wrote(channel, "p-1", "Wie oft kommt ein Fehlalarm vor?", now - timedelta(days=3))
    wrote(channel, "p-2", "Bei uns waren Fehlalarme das Problem.", now - timedelta(days=2))
    wrote(channel, "p-3", "Die Fehlalarme kosten uns Stunden!", now - timedelta(days=1), why="complaint")
    wrote(channel, "p-3", "Vertraulich: Kündigung? Fehlalarm?", now - timedelta(days=1), kind="message")
    wrote(channel, "p-4", "Was kostet das?", now - timedelta(days=91))
    page = reverse("strategy_sheet", args=[ada.workspace.slug, "audience_research"])
    shown = " ".join(signed_in(ada).get(page).content.decode().split())
    assert "3 Menschen haben Ihnen in 90 Tagen geschrieben, 3 davon zum ersten Mal." in shown
    assert f"{channel}: 4 Gespräche in 90 Tagen" in shown
    # One of three public texts asks; the private message is not counted and its words are nobody's theme.
    assert "Öffentliche Texte, die etwas fragen: 1 von 3. Gespräche, die nach einer Beschwerde klingen: 1." in shown
    assert "Worte, die in 90 Tagen mehrere benutzt haben, und wie viele: Fehlalarme (3)" in shown
    assert shown.index("Worüber reden sie?") < shown.index("Fehlalarme (3)")
    theirs = reverse("strategy_sheet", args=[emil.workspace.slug, "audience_research"])
    assert "Fehlalarm" not in signed_in(emil).get(theirs).content.decode()


def test_stop_words_of_both_languages_and_what_is_forgotten_are_no_themes(channel, now) -> None:
    for number in range(4):
        wrote(channel, f"p-{number}", "Nicht diese, sondern jene with those about them", now - timedelta(hours=1))
        wrote(channel, f"p-{number}", "", now - timedelta(hours=1))
    found = heard(channel.workspace, now, numbers())
    assert {theme.word.lower() for theme in found.themes} <= {"jene"}
    assert found.texts == 4


def test_the_reads_do_not_grow_with_what_was_written(channel, now, django_assert_max_num_queries) -> None:
    for number in range(30):
        wrote(channel, f"p-{number}", "Die Fehlalarme", now - timedelta(hours=number))
    with django_assert_max_num_queries(7):
        heard(channel.workspace, now, numbers())
