"""Goals: five points, attainment, roll-up, months; by the guide's figures and by hand."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.strategy.core.goal_files import catalogue, read
from leitstand.strategy.core.goals import (
    Aim,
    attainment,
    checkpoints,
    in_months,
    in_tree_order,
    is_above,
    is_leads_only,
    pace,
    reminder,
    smart,
    stand,
    wants_target,
)

EXPECTED = catalogue().expectation
START = date(2026, 1, 15)
WHOLE = Aim(
    1, "Follower auf LinkedIn gewinnen", parent=9, metric="followers", baseline=Decimal(286), target=Decimal(500),
    starts_on=START, due_on=date(2026, 12, 31),
)  # fmt: skip


def lacks(aim: Aim) -> dict[str, tuple[str, ...]]:
    return {one.letter: one.lacks for one in smart(aim, vague=catalogue().vague) if not one.is_met}


def test_a_whole_goal_lacks_nothing() -> None:
    assert lacks(WHOLE) == {}


def test_each_point_names_what_is_missing() -> None:
    bare = Aim(1, "Bekanntheit steigern")
    assert lacks(bare) == {
        "S": ("vague",), "M": ("metric", "target"), "A": ("baseline",), "R": ("parent",), "T": ("date",)
    }  # fmt: skip
    assert lacks(Aim(1, "Follower", level="company"))["S"] == ("words",)


def test_a_company_goal_stands_at_the_top_and_a_target_below_today_is_none() -> None:
    assert "R" not in lacks(Aim(1, "Weltmarkt gewinnen", level="company"))
    small = Aim(
        1, "Follower auf X", parent=2, metric="followers", baseline=Decimal(500), target=Decimal(400), due_on=START
    )
    assert lacks(small) == {"A": ("small",)}


def test_what_its_parts_measure_needs_no_figure_of_its_own_and_a_part_no_target() -> None:
    top = Aim(1, "Bekanntheit steigern", level="company", due_on=START, has_parts=True)
    assert lacks(top) == {}
    assert lacks(Aim(2, "Kommentare von Fachleuten", level="part", parent=1, metric="comments", due_on=START)) == {}
    assert lacks(Aim(2, "Etwas Gutes", level="part", parent=1, due_on=START)) == {"M": ("metric",)}


def test_a_goal_that_watches_first_needs_neither_figure_nor_baseline() -> None:
    watching = Aim(1, "Mehr Reichweite verstehen", parent=2, metric="reach", mode="observe", due_on=date(2026, 12, 31))
    assert lacks(watching) == {}
    assert not wants_target(watching, today=date(2026, 12, 30))
    assert wants_target(watching, today=date(2026, 12, 31))


def test_286_of_500_followers_are_57_point_2_percent() -> None:
    assert attainment(Decimal(286), Decimal(500)) == Decimal("57.2")
    assert attainment(None, Decimal(500)) is None
    assert attainment(Decimal(5), Decimal(0)) is None
    assert attainment(Decimal(5), None) is None
    assert attainment(Decimal(0), Decimal(500)) == 0


def test_partial_goals_add_up_to_the_target_above_them() -> None:
    top = Aim(1, "Interaktionen", target=Decimal(1000))
    parts = [
        Aim(2, "Likes", parent=1, value=Decimal(300)), Aim(3, "Kommentare", parent=1, value=Decimal(60)),
        Aim(4, "Geteilt", parent=1),
    ]  # fmt: skip
    found = stand([top, *parts])[1]
    assert (found.value, found.attained, found.told, found.of) == (Decimal(360), Decimal("36.0"), 2, 3)
    assert found.is_rolled_up


def test_without_a_target_the_mean_of_the_parts_counts_and_none_of_them_for_more_than_all() -> None:
    aims = [
        Aim(1, "Bekanntheit", level="company"),
        Aim(2, "A", parent=1, value=Decimal(200), target=Decimal(100)),
        Aim(3, "B", parent=1, value=Decimal(10), target=Decimal(100)),
        Aim(4, "C", parent=3, value=Decimal(99), target=Decimal(100)),
    ]
    # 200 % counts as 100; B has a figure of its own, so C below it does not matter: (100 + 10) / 2
    assert stand(aims)[1].attained == Decimal("55.0")
    assert stand(aims)[2].attained == Decimal("200.0")


def test_three_levels_roll_up_to_the_top() -> None:
    aims = [
        Aim(1, "oben", level="company"), Aim(2, "mitte", parent=1),
        Aim(3, "unten", parent=2, value=Decimal(1), target=Decimal(4)),
    ]  # fmt: skip
    assert stand(aims)[1].attained == Decimal("25.0")


@given(st.lists(st.tuples(st.integers(1, 8), st.one_of(st.none(), st.integers(1, 8))), max_size=8))
def test_rings_and_orphans_lose_no_goal_and_never_hang(pairs: list[tuple[int, int | None]]) -> None:
    aims = list({number: Aim(number, str(number), parent=parent) for number, parent in pairs}.values())
    assert sorted(aim.id for aim, _depth in in_tree_order(aims)) == sorted(aim.id for aim in aims)
    assert stand(aims).keys() == {aim.id for aim in aims}


def test_a_goal_cannot_hang_under_what_hangs_under_it() -> None:
    parents = {1: None, 2: 1, 3: 2}
    assert is_above(3, 1, parents)
    assert is_above(1, 1, parents)
    assert not is_above(1, 3, parents)


def test_months_end_where_the_month_ends() -> None:
    assert in_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert in_months(date(2026, 1, 15), 9) == date(2026, 10, 15)
    assert in_months(date(2026, 6, 30), 6) == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("due", "told"),
    [
        (date(2026, 7, 14), "too_short"), (date(2026, 7, 15), "early"), (date(2026, 10, 14), "early"),
        (date(2026, 10, 15), "fitting"), (None, "open"),
    ],
)  # fmt: skip
def test_lasting_results_take_six_to_nine_months(due: date | None, told: str) -> None:
    assert (EXPECTED.months_from, EXPECTED.months_to) == (6, 9)
    assert pace(START, due, EXPECTED) == told


def test_checkpoints_stand_at_month_six_and_nine() -> None:
    found = checkpoints(START, EXPECTED, today=date(2026, 8, 1))
    assert [(one.month, one.on, one.is_past) for one in found] == [
        (6, date(2026, 7, 15), True), (9, date(2026, 10, 15), False),
    ]  # fmt: skip


def test_nobody_is_reminded_of_the_same_twice_or_of_what_is_overtaken() -> None:
    def told(day: date, last: str = "", aim: Aim = WHOLE) -> str:
        return reminder(aim, EXPECTED, last=last, today=day)

    assert told(date(2026, 7, 14)) == ""
    assert told(date(2026, 7, 15)) == "month_6"
    assert told(date(2026, 7, 16), "month_6") == ""
    assert told(date(2026, 11, 1)) == "month_9"
    assert told(date(2026, 12, 31), "month_9") == "due"
    assert told(date(2027, 1, 1), "due") == ""
    watching = Aim(1, "Reichweite", mode="observe", starts_on=START, due_on=date(2026, 12, 31))
    assert told(date(2026, 12, 31), "month_9", watching) == "target"


@pytest.mark.guide("G1.3-03")
def test_leads_alone_are_noticed() -> None:
    assert is_leads_only(["leads", "leads"])
    assert not is_leads_only(["leads", "reputation"])
    assert not is_leads_only([])
    assert {"awareness", "reputation", "interaction", "leads"} <= {kind.id for kind in catalogue().kinds}


def test_a_catalogue_that_is_not_whole_is_refused() -> None:
    said = {"en": "x", "de": "x"}
    raw = {
        "expectation": {"months_from": 6, "months_to": 9, "source": "L", "as_of": START},
        "vague": {"de": ["mehr"]},
        "kind": [{"id": "a", "words": said}],
        "metric": [{"id": "m", "counted": "last", "words": said, "suits": ["a"]}],
    }
    assert read(raw).metric("m") is not None
    for broken in (
        {"metric": [{"id": "m", "counted": "guessed", "words": said, "suits": ["a"]}]},
        {"metric": [{"id": "m", "counted": "last", "words": said, "suits": ["other"]}]},
        {"expectation": {"months_from": 6, "months_to": 9, "source": "", "as_of": START}},
        {"set": [{"id": "s", "name": said, "why": said, "source": "L", "goal": [
            {"key": "k", "under": "later", "name": said, "level": "social", "kind": "a", "area": "marketing"}]}]},
    ):  # fmt: skip
        with pytest.raises(ValueError, match=r"metric|expectation|set"):
            read({**raw, **broken})
