"""Playbooks, turns and the ladder: what is suggested, and why."""

import tomllib
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.community.core.escalation import Rung, Situation, called, due, first_from, gaps
from leitstand.community.core.playbooks import Signs, fill, playbook_of, suggest
from leitstand.community.core.turns import Move, Said, suggested, turns
from leitstand.community.crisis_plan import roles, statements
from leitstand.community.moderation import number, playbooks
from leitstand.community.netiquette import blocks, compose

MONDAY = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("name", list(playbooks()))
def test_a_playbook_fits_its_good_examples_and_not_its_bad_one(name: str) -> None:
    one = playbooks()[name]
    for text in one.good:
        assert name in [fit.playbook.id for fit in suggest(playbooks().values(), text, Signs())], text
    for text in one.bad:
        assert name not in [fit.playbook.id for fit in suggest(playbooks().values(), text, Signs())], text


def test_all_eight_situations_have_a_playbook_with_words_in_three_forms() -> None:
    assert set(playbooks()) == {
        "praise", "question", "complaint", "insult", "illegal", "rumour", "endless", "shitstorm"
    }  # fmt: skip
    for one in playbooks().values():
        assert all((one.steps, one.never, one.templates, one.source))
        for template in one.templates:
            assert all((template.words.said("de-du"), template.words.said("en")))


def test_the_gravest_comes_first_and_says_why() -> None:
    first, *_rest = suggest(playbooks().values(), "Ihr Idioten, man sollte euch umbringen!", Signs())
    assert (first.playbook.id, first.words) == ("illegal", ("umbringen",))


def test_turns_and_a_wave_speak_without_any_word() -> None:
    fits = suggest(playbooks().values(), "Aha.", Signs(turns=4, most_turns=4, wave=10, most_wave=10))
    assert [(fit.playbook.id, fit.signs) for fit in fits] == [("shitstorm", ("wave",)), ("endless", ("turns",))]


def test_a_playbook_that_is_not_whole_is_refused_with_its_place() -> None:
    with pytest.raises(ValueError, match=r"halb\.toml"):
        playbook_of(tomllib.loads('id = "halb"'), "halb.toml")


def test_a_template_without_a_name_leaves_no_gap_and_keeps_what_is_to_be_filled() -> None:
    words = playbooks()["complaint"].templates[0].words.de
    assert fill(words, {}).startswith("Guten Tag, danke")
    assert "bis …" in fill(words, {"name": "Ina"})
    assert fill(words, {"name": "Ina", "until": "morgen"}).startswith("Guten Tag Ina, danke")


def talk(told: str) -> list[Said]:
    return [Said({"w": None}.get(one, one)) for one in told]


@pytest.mark.guide("G2.3-11")
@pytest.mark.parametrize(
    ("told", "count"),
    [("a", 0), ("awa", 1), ("aawaa", 1), ("awawa", 2), ("awba", 1), ("awwa", 1), ("bwb", 0), ("awawawawa", 4)],
)
def test_a_turn_is_coming_back_after_an_answer_of_ours(told: str, count: int) -> None:
    assert turns(talk(told), "a") == count


@given(st.text(alphabet="abw", max_size=30))
def test_there_are_never_more_turns_than_answers_or_texts_of_the_person(told: str) -> None:
    assert 0 <= turns(talk(told), "a") <= min(told.count("w"), told.count("a"))


@pytest.mark.guide("G2.3-11")
def test_after_so_many_turns_private_is_suggested_where_allowed_and_then_the_end() -> None:
    most = number("turns")
    assert suggested(most - 1, most, is_public=True, may_private=True) is Move.GO_ON
    assert suggested(most, most, is_public=True, may_private=True) is Move.PRIVATE
    assert suggested(most, most, is_public=True, may_private=False) is Move.CLOSE
    assert suggested(most, most, is_public=False, may_private=True) is Move.CLOSE
    assert suggested(most + 1, most, is_public=True, may_private=True) is Move.CLOSE


RUNGS = [
    Rung(1, 30, time(9), time(17), weekdays_only=True, triggers={"negative": 5}),
    Rung(2, 60, triggers={"keyword": ["streik*"], "reach": 10000}),
    Rung(3, 60, triggers={"illegal": True}),
]


@pytest.mark.parametrize(
    ("situation", "found"),
    [
        (Situation(negative=4), None),
        (Situation(negative=5), (1, "negative")),
        (Situation(negative=9, text="Streikbruch"), (2, "keyword")),
        (Situation(reach=None), None),
        (Situation(reach=10000), (2, "reach")),
        (Situation(negative=5, is_illegal=True), (3, "illegal")),
    ],
)
def test_the_highest_level_that_is_called_is_told(situation: Situation, found: object) -> None:
    answer = called(RUNGS, situation)
    assert (answer and (answer[0].number, answer[1])) == found


def test_who_is_not_there_is_passed_over_unless_nobody_is() -> None:
    saturday = MONDAY + timedelta(days=5, hours=4)
    assert first_from(RUNGS, 1, MONDAY.replace(hour=10)).number == 1  # type: ignore[union-attr]
    assert first_from(RUNGS, 1, MONDAY.replace(hour=17)).number == 2  # type: ignore[union-attr]
    assert first_from(RUNGS, 1, saturday).number == 2  # type: ignore[union-attr]
    assert first_from(RUNGS[:1], 1, saturday).number == 1  # type: ignore[union-attr]
    assert first_from(RUNGS, 4, MONDAY) is None
    assert (due(RUNGS, RUNGS[0], MONDAY), due(RUNGS, RUNGS[2], MONDAY)) == (MONDAY + timedelta(minutes=30), None)


spans = st.lists(
    st.tuples(st.integers(0, 48), st.integers(1, 12)).map(lambda one: (one[0], one[0] + one[1])), max_size=6
)


@given(spans)
def test_gaps_are_exactly_the_hours_nobody_watches(told: list[tuple[int, int]]) -> None:
    def at(hour: int) -> datetime:
        return MONDAY + timedelta(hours=hour)

    found = gaps(at(10), at(30), [(at(a), at(b)) for a, b in told])
    missing = {hour for hour in range(10, 30) if not any(a <= hour < b for a, b in told)}
    assert {hour for hour in range(10, 30) if any(a <= at(hour) < b for a, b in found)} == missing
    assert all(a < b for a, b in found)


def test_a_netiquette_is_put_together_in_our_order_with_own_words_and_contact() -> None:
    text = compose(["law", "welcome"], own=" Wir sind werktags da. ", contact="info@werk.example", language="de")
    assert text.split("\n\n") == [
        blocks()["welcome"].de, blocks()["law"].de, "Wir sind werktags da.", "Kontakt: info@werk.example"
    ]  # fmt: skip
    assert compose([], own="", contact="x", language="de") == ""
    assert "sprecht" in compose(["respect"], own="", contact="", language="de-du")


def test_the_plan_has_roles_with_tasks_and_statements_with_their_gaps() -> None:
    assert next(iter(roles())) == "lead"
    assert all(role.tasks for role in roles().values())
    assert all("{topic}" in words.de and "{until}" in words.en for _name, words in statements().values())
