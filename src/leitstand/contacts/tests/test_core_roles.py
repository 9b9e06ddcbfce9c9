"""Which part somebody plays, and how the parts move."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.contacts.core.roles import NONE, ORDER, ContactRole, RoleMove, report, standing_on, suggested

DAY = date(2026, 11, 2)


def moved(contact: int, days: int, before: str, after: str) -> RoleMove:
    return RoleMove(contact, DAY + timedelta(days=days), before, after)


# By hand: Anna bought, then rated, then spoke up; Ben commented and went silent again; Cora rated long before.
MOVES = [
    moved(3, -100, "", "rater"),
    moved(1, -30, "", "buyer"),
    moved(1, 0, "buyer", "rater"),
    moved(2, 1, "", "commenter"),
    moved(1, 5, "rater", "advocate"),
    moved(2, 9, "commenter", ""),
]


@pytest.mark.guide("G1.3-04")
def test_the_report_counts_parts_before_and_after_and_every_change_between():
    found = report(MOVES, DAY, DAY + timedelta(days=9))
    assert found.standing[ContactRole.BUYER] == (1, 0)
    assert found.standing[ContactRole.RATER] == (1, 1)
    assert found.standing[ContactRole.ADVOCATE] == (0, 1)
    assert found.standing[ContactRole.COMMENTER] == (0, 0)
    assert set(found.moves) == {
        ("buyer", "rater", 1),
        ("", "commenter", 1),
        ("rater", "advocate", 1),
        ("commenter", "", 1),
    }
    # Ben came and went: by where he ended he moved nowhere.
    assert (found.went_up, found.went_down) == (1, 0)


def test_the_first_and_the_last_day_belong_to_the_span():
    assert report(MOVES, DAY, DAY).moves == [("buyer", "rater", 1)]
    assert report(MOVES, DAY + timedelta(days=9), DAY + timedelta(days=9)).went_down == 1


@pytest.mark.parametrize(
    ("kinds", "now", "told"),
    [
        (["review"], "", ContactRole.RATER),
        (["comment", "review"], "buyer", ContactRole.COMMENTER),
        (["comment"], "advocate", None),
        (["comment"], "commenter", None),
        (["message"], "", None),
        ([], "", None),
    ],
)
def test_what_somebody_does_in_public_tells_a_more_active_part_and_never_a_lesser_one(kinds, now, told):
    assert suggested(kinds, now) is told


roles = st.sampled_from([NONE, *ORDER])


@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(0, 60), roles), max_size=40),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_the_change_of_every_part_is_what_came_in_less_what_went_out(steps, first, length):
    last_role: dict[int, str] = {}
    moves = []
    for contact, day, role in sorted(steps, key=lambda step: step[1]):
        if last_role.get(contact, NONE) != role:
            moves.append(RoleMove(contact, DAY + timedelta(days=day), last_role.get(contact, NONE), role))
            last_role[contact] = role
    start, end = DAY + timedelta(days=first), DAY + timedelta(days=first + length)
    found = report(moves, start, end)
    for role, (before, after) in found.standing.items():
        came = sum(count for _, new, count in found.moves if new == role)
        went = sum(count for old, _, count in found.moves if old == role)
        assert after - before == came - went
    assert sum(standing_on(moves, end).values()) <= len({move.contact for move in moves})
    assert found.went_up + found.went_down <= len({move.contact for move in moves})
