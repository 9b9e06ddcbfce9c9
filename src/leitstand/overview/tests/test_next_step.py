"""The one next best step: the first rung of the ladder that applies, said in both languages, leading somewhere."""

from dataclasses import replace

import pytest
from django.urls import resolve
from django.utils import translation

from leitstand.house.models import Workspace
from leitstand.overview.core.next_step import GAP_DAYS, Desk, NextStep, StepId, next_step
from leitstand.overview.steps import say

# A desk on which everything is done, of somebody who may do everything.
CLEAR = Desk(
    may_write=True,
    may_approve=True,
    may_decide=True,
    may_connect=True,
    may_type=True,
    is_stopped=False,
    channels=2,
    channels_needing_sign_in=0,
    posts_ever=1,
    unclear=0,
    held_or_refused=0,
    to_approve=0,
    to_mend=0,
    unwritten_today=0,
    unsubmitted_soon=0,
    days_without_plan=0,
    without_figures=0,
    may_manage=True,
)
# What puts each step on the desk, the most urgent first, the number it speaks of, and the right it takes.
LADDER = (
    (StepId.RESUME_SENDING, {"is_stopped": True}, 0, "may_decide"),
    (StepId.CONNECT_CHANNEL, {"channels": 0}, 0, "may_connect"),
    (StepId.DECIDE_UNCLEAR, {"unclear": 2}, 2, "may_decide"),
    (StepId.SIGN_IN_AGAIN, {"channels_needing_sign_in": 1}, 1, "may_connect"),
    (StepId.DECIDE_HELD, {"held_or_refused": 3}, 3, "may_decide"),
    (StepId.APPROVE, {"to_approve": 4}, 4, "may_approve"),
    (StepId.MEND, {"to_mend": 1}, 1, "may_write"),
    (StepId.WRITE_TODAY, {"unwritten_today": 2}, 2, "may_write"),
    (StepId.BEGIN_START, {"start_kind": "begin"}, 0, "may_manage"),
    (StepId.FIRST_POST, {"posts_ever": 0}, 0, "may_write"),
    (StepId.SUBMIT_SOON, {"unsubmitted_soon": 5}, 5, "may_write"),
    (StepId.EASE_PLAN, {"hours_missing": 5}, 5, "may_plan"),
    (StepId.WAKE_ACCOUNT, {"silent_accounts": 2}, 2, "may_plan"),
    (StepId.PLACE_FILLERS, {"days_without_plan": GAP_DAYS, "fillers": 4}, 4, "may_plan"),
    (StepId.FILL_GAP, {"days_without_plan": GAP_DAYS}, GAP_DAYS, "may_plan"),
    (StepId.DECIDE_IDEAS, {"ideas": 3}, 3, "may_plan"),
    (StepId.STOCK_UP, {"stock_missing": 2}, 2, "may_plan"),
    (StepId.ENTER_FIGURES, {"without_figures": 6}, 6, "may_type"),
    (StepId.SET_TARGET, {"goals_without_target": 2}, 2, "may_plan"),
)


def _desk(**lying: object) -> Desk:
    return replace(CLEAR, **lying)  # type: ignore[arg-type]


def test_a_clear_desk_leads_to_the_results() -> None:
    assert next_step(CLEAR) == NextStep(StepId.LOOK_AT_RESULTS)


@pytest.mark.parametrize(("step", "lying", "count", "right"), LADDER)
def test_each_thing_on_the_desk_is_a_step_for_those_who_may_take_it(
    step: StepId, lying: dict[str, object], count: int, right: str
) -> None:
    assert next_step(_desk(**lying)) == NextStep(step, count)
    assert next_step(_desk(**lying, **{right: False})) == NextStep(StepId.LOOK_AT_RESULTS)


@pytest.mark.parametrize("rung", range(len(LADDER)))
def test_the_more_urgent_thing_comes_first(rung: int) -> None:
    lying: dict[str, object] = {}
    for _, more, _, _ in LADDER[rung:]:
        lying |= more
    assert next_step(_desk(**lying)).id is LADDER[rung][0]


def test_two_empty_days_are_no_gap() -> None:
    assert next_step(_desk(days_without_plan=GAP_DAYS - 1)).id is StepId.LOOK_AT_RESULTS


def test_a_reader_is_led_to_the_results_whatever_lies_about() -> None:
    everything: dict[str, object] = {}
    for _, more, _, _ in LADDER:
        everything |= more
    rights = ("may_write", "may_approve", "may_decide", "may_connect", "may_type", "may_plan", "may_manage")
    none = dict.fromkeys(rights, False)
    assert next_step(_desk(**everything, **none)).id is StepId.LOOK_AT_RESULTS


@pytest.mark.parametrize("step", list(StepId))
def test_each_step_is_said_in_both_languages_and_leads_to_a_page(step: StepId) -> None:
    workspace = Workspace(slug="werk", name="Werk")
    said = {}
    for language in ("de", "en"):
        with translation.override(language):
            said[language] = [say(NextStep(step, count), workspace) for count in (1, 2)]
    for german, english in zip(said["de"], said["en"], strict=True):
        for words in (german, english):
            assert all((words.title, words.reason, words.button))
            assert "%(" not in words.title + words.reason
        assert german.title != english.title
        assert german.reason != english.reason
        assert german.button != english.button
        assert german.url == english.url
        resolve(german.url)
        assert "!" not in german.title + german.reason


def test_the_number_is_told_and_bends_the_noun() -> None:
    workspace = Workspace(slug="werk", name="Werk")
    with translation.override("de"):
        assert say(NextStep(StepId.APPROVE, 1), workspace).title == "1 Beitrag freigeben"
        assert say(NextStep(StepId.APPROVE, 4), workspace).title == "4 Beiträge freigeben"


@pytest.mark.parametrize(("kind", "step"), [("hurdle", StepId.HURDLE), ("step", StepId.START_STEP)])
def test_the_way_of_the_start_comes_before_the_first_post_and_later_when_nothing_else_waits(
    kind: str, step: StepId
) -> None:
    begun = {"start_kind": kind, "start_id": "goals"}
    assert next_step(_desk(**begun, posts_ever=0)) == NextStep(step, 0, "goals")
    assert next_step(_desk(**begun, ideas=1)).id is StepId.DECIDE_IDEAS
    assert next_step(_desk(**begun)) == NextStep(step, 0, "goals")
    assert next_step(_desk(**begun, may_plan=False)).id is StepId.LOOK_AT_RESULTS
