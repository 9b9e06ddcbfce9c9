"""Local times stay right through both clock changes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.planning.core.local_time import (
    bounds,
    clock_change,
    hours_of,
    moved_by,
    moved_into,
    moved_to,
    resolve,
    start_of,
)

BERLIN = ZoneInfo("Europe/Berlin")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
ZONES = [
    BERLIN,
    ZoneInfo("America/New_York"),
    ZoneInfo("Australia/Lord_Howe"),
    ZoneInfo("Asia/Beirut"),
    ZoneInfo("UTC"),
]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def wall(*parts: int) -> datetime:
    """A time as the clock on the wall shows it, without a zone."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)


def test_a_winter_morning_in_berlin_is_one_hour_ahead_of_utc():
    resolved = resolve(wall(2026, 11, 2, 9, 0), BERLIN)
    assert (resolved.moment, resolved.adjustment) == (utc(2026, 11, 2, 8, 0), "")


def test_a_time_that_does_not_exist_in_spring_moves_on_by_the_missing_hour_and_says_so():
    resolved = resolve(wall(2026, 3, 29, 2, 30), BERLIN)
    assert resolved.moment == utc(2026, 3, 29, 1, 30)
    assert resolved.local.replace(tzinfo=None) == wall(2026, 3, 29, 3, 30)
    assert resolved.adjustment == "skipped"


def test_a_time_that_exists_twice_in_autumn_is_the_first_of_the_two_and_says_so():
    resolved = resolve(wall(2026, 10, 25, 2, 30), BERLIN)
    assert (resolved.moment, resolved.adjustment) == (utc(2026, 10, 25, 0, 30), "twice")


@pytest.mark.parametrize(("day", "count"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 11, 2), 24)])
def test_a_day_has_the_hours_it_really_has(day, count):
    hours = hours_of(day, BERLIN)
    assert len(hours) == count
    assert clock_change(day, BERLIN) == timedelta(hours=count - 24)


def test_the_spring_day_lacks_two_o_clock_and_the_autumn_day_has_it_twice():
    assert [hour.hour for hour in hours_of(SPRING, BERLIN)][:4] == [0, 1, 3, 4]
    assert [(hour.hour, hour.is_second) for hour in hours_of(AUTUMN, BERLIN)][1:5] == [
        (1, False),
        (2, False),
        (2, True),
        (3, False),
    ]


def test_a_day_begins_later_where_midnight_does_not_exist():
    # Lebanon puts the clock forward at midnight: 29 March 2026 begins at 01:00.
    start = start_of(date(2026, 3, 29), ZoneInfo("Asia/Beirut"))
    assert start.astimezone(ZoneInfo("Asia/Beirut")).hour == 1


def test_moving_over_the_autumn_change_keeps_the_time_on_the_wall():
    friday = utc(2026, 10, 23, 7, 0)  # 09:00 in Berlin, summer
    monday = moved_by(friday, days=3, zone=BERLIN)
    assert monday.moment == utc(2026, 10, 26, 8, 0)  # 09:00 in Berlin, winter


def test_moving_over_the_spring_change_keeps_the_time_on_the_wall():
    saturday = utc(2026, 3, 28, 8, 0)  # 09:00 in Berlin, winter
    assert moved_to(saturday, day=SPRING, zone=BERLIN).moment == utc(2026, 3, 29, 7, 0)


def test_an_item_dropped_into_the_second_two_o_clock_lies_in_the_second():
    noon = utc(2026, 10, 24, 10, 15)
    first = moved_into(noon, day=AUTUMN, hour=2, is_second=False, zone=BERLIN)
    second = moved_into(noon, day=AUTUMN, hour=2, is_second=True, zone=BERLIN)
    assert (first.moment, first.adjustment) == (utc(2026, 10, 25, 0, 15), "twice")
    assert (second.moment, second.adjustment) == (utc(2026, 10, 25, 1, 15), "")


def test_a_local_time_with_a_zone_of_its_own_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        resolve(utc(2026, 1, 1), BERLIN)


days = st.dates(min_value=date(2000, 1, 2), max_value=date(2036, 12, 30))
moments = st.datetimes(min_value=wall(2000, 1, 3), max_value=wall(2036, 12, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)


@given(st.sampled_from(ZONES), days)
def test_the_days_of_a_zone_lie_edge_to_edge(zone, day):
    start, end = bounds(day, day, zone)
    assert start < end
    assert end == bounds(day + timedelta(days=1), day + timedelta(days=1), zone)[0]
    assert start.astimezone(zone).date() == day
    assert (end - timedelta(seconds=1)).astimezone(zone).date() == day


@given(st.sampled_from(ZONES), moments)
def test_moving_there_and_back_is_no_move_unless_the_clock_change_was_told(zone, moment):
    there = moved_by(moment, days=7, zone=zone)
    back = moved_by(there.moment, days=-7, zone=zone)
    if not there.adjustment and not back.adjustment and not moment.astimezone(zone).fold:
        assert back.moment == moment


@given(st.sampled_from(ZONES), moments, st.integers(-400, 400))
def test_a_move_by_days_lands_on_that_day_at_the_same_time_or_says_why_not(zone, moment, days_on):
    local = moment.astimezone(zone)
    moved = moved_by(moment, days=days_on, zone=zone)
    assert moved.moment.astimezone(zone) == moved.local
    if moved.adjustment != "skipped":
        assert moved.local.date() == local.date() + timedelta(days=days_on)
        assert moved.local.time() == local.time().replace(fold=moved.local.fold)
