"""The month and the week have the shape people know; holidays and bands lie where they belong."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.planning.core.grid import Span, lanes, month_of, neighbour, week_named, week_of
from leitstand.planning.core.special_days import between, first_advent, is_workday, next_workday, of_year


def test_november_2026_begins_on_a_sunday_and_takes_six_weeks():
    month = month_of(2026, 11)
    assert (month.first, month.last) == (date(2026, 10, 26), date(2026, 12, 6))
    assert [week.number for week in month.weeks] == [44, 45, 46, 47, 48, 49]


def test_the_first_days_of_2027_belong_to_the_last_week_of_2026():
    assert (week_of(date(2027, 1, 1)).year, week_of(date(2027, 1, 1)).number) == (2026, 53)
    assert week_of(date(2027, 1, 1)).slug == "2026-W53"


def test_february_2027_fits_into_four_weeks():
    assert len(month_of(2027, 2).weeks) == 4


def test_a_week_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="week"):
        week_named(2025, 53)


def test_december_follows_november_and_january_december():
    assert neighbour(2026, 11, 1) == (2026, 12)
    assert neighbour(2026, 12, 1) == (2027, 1)
    assert neighbour(2026, 1, -1) == (2025, 12)


@given(st.integers(1900, 2100), st.integers(1, 12))
def test_every_month_consists_of_whole_weeks_from_monday_that_hold_all_its_days(year, month):
    drawn = month_of(year, month)
    assert 4 <= len(drawn.weeks) <= 6
    assert all(week.days[0].isoweekday() == 1 and len(week.days) == 7 for week in drawn.weeks)
    days = drawn.days
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(days))
    assert drawn.holds(days[0]) or drawn.holds(drawn.weeks[0].days[-1])
    assert sum(drawn.holds(day) for day in days) in (28, 29, 30, 31)


@pytest.mark.parametrize(
    ("state", "day", "name"),
    [
        ("NW", date(2026, 11, 1), "Allerheiligen"),
        ("BY", date(2026, 1, 6), "Heilige Drei Könige"),
        ("SN", date(2026, 11, 18), "Buß- und Bettag"),
        ("BE", date(2026, 3, 8), "Frauentag"),
        ("TH", date(2026, 9, 20), "Weltkindertag"),
        ("", date(2026, 10, 3), "Tag der Deutschen Einheit"),
    ],
)
def test_each_state_has_its_own_holidays(state, day, name):
    assert [special.name for special in between(day, day, state=state, language="de")[day]] == [name]


def test_a_holiday_of_another_state_is_none_here():
    assert between(date(2026, 11, 18), date(2026, 11, 18), state="NW", language="de") == {}


def test_holidays_are_named_in_english_too():
    day = date(2026, 12, 25)
    assert [special.name for special in between(day, day, state="NW", language="en")[day]] == ["Christmas Day"]


def test_the_assumption_of_mary_is_a_holiday_in_parts_of_bavaria_only():
    day = date(2026, 8, 15)
    assert [special.kind for special in between(day, day, state="BY", language="de")[day]] == ["partly"]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 12, 24), "Heiligabend"),
        (date(2026, 12, 31), "Silvester"),
        (date(2026, 11, 15), "Volkstrauertag"),
        (date(2026, 11, 22), "Totensonntag"),
    ],
)
def test_quiet_days_are_known_though_they_are_no_holidays(day, name):
    (special,) = between(day, day, state="NW", language="de")[day]
    assert (special.name, special.kind) == (name, "quiet")


@pytest.mark.parametrize(
    ("year", "day"), [(2022, date(2022, 11, 27)), (2025, date(2025, 11, 30)), (2026, date(2026, 11, 29))]
)
def test_advent_begins_on_the_fourth_sunday_before_christmas(year, day):
    assert first_advent(year) == day


def test_the_workday_after_christmas_eve_2026_is_the_monday():
    assert next_workday(date(2026, 12, 23), state="NW") == date(2026, 12, 28)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 1)), st.sampled_from(["", "NW", "BY", "SN"]))
def test_the_next_workday_is_one_and_lies_ahead(day, state):
    following = next_workday(day, state=state)
    assert following > day
    assert is_workday(following, state=state)


def test_a_year_across_the_turn_knows_both_years():
    found = between(date(2026, 12, 28), date(2027, 1, 3), state="NW", language="de")
    assert sorted(found) == [date(2026, 12, 31), date(2027, 1, 1)]
    assert of_year(2026, "NW", "de") is of_year(2026, "NW", "de")


WEEK = week_of(date(2026, 11, 4)).days


def test_two_campaigns_at_once_lie_beneath_each_other():
    laid = lanes(
        WEEK, [Span(1, date(2026, 11, 1), date(2026, 11, 4)), Span(2, date(2026, 11, 4), date(2026, 11, 30))], 2
    )
    wednesday = laid[date(2026, 11, 4)]
    assert [bar.id for bar in wednesday if bar] == [1, 2]
    assert (wednesday[0].is_first, wednesday[0].is_last) == (False, True)
    assert (wednesday[1].is_first, wednesday[1].names) == (True, True)
    assert [bar.id if bar else None for bar in laid[date(2026, 11, 5)]] == [None, 2]


spans = st.lists(
    st.tuples(st.dates(date(2026, 10, 20), date(2026, 11, 20)), st.integers(0, 20)).map(
        lambda pair: (pair[0], pair[0] + timedelta(days=pair[1]))
    ),
    max_size=8,
).map(lambda pairs: [Span(index, starts, ends) for index, (starts, ends) in enumerate(pairs)])


@given(spans, st.integers(1, 4))
def test_bands_never_cover_each_other_and_keep_their_lane_through_the_week(some, most):
    laid = lanes(WEEK, some, most)
    places: dict[int, set[int]] = {}
    for day, bars in laid.items():
        assert len(bars) <= most
        for lane, bar in enumerate(bars):
            if bar:
                assert bar.lane == lane
                span = some[bar.id]
                assert span.starts <= day <= span.ends
                places.setdefault(bar.id, set()).add(lane)
    assert all(len(found) == 1 for found in places.values())
