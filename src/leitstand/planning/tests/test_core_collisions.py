"""Two posts too close on a channel, and the same text twice, are pointed out."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.planning.core.collisions import Slot, clashes, likeness, plain, repeats

NINE = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
TEXT = "Am Montag zeigen wir auf der Messe in Stuttgart unsere neue Prüfanlage für Schweißnähte am Stand 7 in Halle 3"


def slot(number: int, minutes: int, *channels: int, text: str = "") -> Slot[int]:
    return Slot(number, NINE + timedelta(minutes=minutes), frozenset(channels), text)


def test_two_items_within_half_an_hour_on_one_channel_clash():
    (clash,) = clashes([slot(1, 0, 7), slot(2, 20, 7, 8)])
    assert (clash.first, clash.second, clash.channels, clash.apart) == (1, 2, frozenset({7}), timedelta(minutes=20))


@pytest.mark.parametrize("others", [slot(2, 30, 7), slot(2, 5, 8), slot(2, 5)])
def test_half_an_hour_apart_or_on_other_channels_nothing_clashes(others):
    assert clashes([slot(1, 0, 7), others]) == []


def test_three_in_a_row_clash_pair_by_pair():
    found = clashes([slot(3, 20, 7), slot(1, 0, 7), slot(2, 10, 7)])
    assert {(clash.first, clash.second) for clash in found} == {(1, 2), (2, 3), (1, 3)}


slots = st.lists(
    st.builds(
        lambda number, minutes, channels: Slot(number, NINE + timedelta(minutes=minutes), frozenset(channels)),
        st.integers(0, 9999),
        st.integers(0, 300),
        st.sets(st.integers(1, 3), max_size=2),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


@given(slots, st.integers(1, 120))
def test_every_close_pair_is_found_and_no_other(some, minutes):
    close = timedelta(minutes=minutes)
    wanted = {
        frozenset((one.id, other.id))
        for one in some
        for other in some
        if one.id < other.id and abs(one.at - other.at) < close and one.channels & other.channels
    }
    assert {frozenset((clash.first, clash.second)) for clash in clashes(some, close=close)} == wanted


@pytest.mark.parametrize(
    "other",
    [
        TEXT.upper(),
        f"  {TEXT} !!! ",
        f"{TEXT} https://example.org/messe?utm_source=x",
        TEXT.replace("Montag", "Dienstag"),
    ],
)
def test_case_signs_links_and_one_changed_word_leave_a_text_the_same(other):
    assert likeness(TEXT, other) >= 0.9
    (repeat,) = repeats(slot(1, 0, 7, text=TEXT), [slot(2, 60 * 24, 7, text=other)])
    assert repeat.second == 2


@pytest.mark.parametrize(
    "other", ["", "Unsere Ausbildung beginnt im September, jetzt bewerben", TEXT[: len(TEXT) // 2]]
)
def test_other_texts_are_other_texts(other):
    assert repeats(slot(1, 0, 7, text=TEXT), [slot(2, 60, 7, text=other)]) == []


def test_the_same_text_after_more_than_a_month_or_on_another_channel_is_no_repeat():
    mine = slot(1, 0, 7, text=TEXT)
    assert repeats(mine, [slot(2, 60 * 24 * 31, 7, text=TEXT), slot(3, 60, 8, text=TEXT)]) == []


def test_an_item_is_no_repeat_of_itself():
    mine = slot(1, 0, 7, text=TEXT)
    assert repeats(mine, [mine]) == []


def test_two_empty_texts_share_nothing():
    assert likeness("", "") == 0
    assert likeness("🎉", "https://example.org") == 0


@given(st.text(), st.text())
def test_likeness_works_both_ways_round_and_stays_between_nothing_and_all(one, other):
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) in (0, 1)
    assert plain(plain(one)) == plain(one)
