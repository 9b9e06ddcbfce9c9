"""Business time between two instants: nights, free days, holidays and the hours the clock skips or repeats."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.community.core.business import Week, after, business_time, is_open, minutes
from leitstand.community.desk import is_holiday

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = Week({day: (time(9), time(17)) for day in range(5)}, BERLIN)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        ("2026-11-02T10:00", "2026-11-02T12:30", 2.5),  # a Monday
        ("2026-11-02T16:00", "2026-11-03T10:00", 2),  # over night: one hour each day
        ("2026-11-06T16:00", "2026-11-09T09:30", 1.5),  # over the weekend
        ("2026-11-07T08:00", "2026-11-08T20:00", 0),  # a weekend
        ("2026-11-02T07:00", "2026-11-02T08:00", 0),  # before anybody is there
        ("2026-11-02T12:00", "2026-11-02T11:00", 0),  # backwards
        ("2026-10-23T16:00", "2026-10-26T10:00", 2),  # the clock was put back between
    ],
)
def test_only_hours_in_which_somebody_answers_count(since, until, hours):
    assert business_time(OFFICE, at(since), at(until)) == timedelta(hours=hours)


def test_an_hour_that_the_clock_skips_was_never_there_and_one_it_repeats_was_there_twice():
    night = Week({6: (time(1), time(4))}, BERLIN)
    assert business_time(night, at("2026-03-29T00:00"), at("2026-03-29T12:00")) == timedelta(hours=2)
    assert business_time(night, at("2026-10-25T00:00"), at("2026-10-25T12:00")) == timedelta(hours=4)


def test_a_holiday_of_the_federal_state_has_no_hours_and_elsewhere_it_is_a_working_day():
    # Thursday, 4 June 2026 is Corpus Christi: free in North Rhine-Westphalia, not in Berlin.
    def week(state: str) -> Week:
        return Week(OFFICE.hours, BERLIN, lambda day: is_holiday(state, day))

    since, until = at("2026-06-03T16:00"), at("2026-06-05T10:00")
    assert business_time(week("NW"), since, until) == timedelta(hours=2)
    assert business_time(week("BE"), since, until) == timedelta(hours=10)
    # A target of two hours set on the eve is due on the next working day.
    assert after(week("NW"), since, timedelta(hours=2)) == at("2026-06-05T10:00")
    assert is_holiday("", date(2026, 12, 25))
    assert not is_holiday("", date(2026, 12, 24))  # shops and offices are open on that morning


def test_without_service_hours_every_minute_counts():
    always = Week({}, BERLIN)
    assert business_time(always, at("2026-11-07T00:00"), at("2026-11-08T00:00")) == timedelta(days=1)
    assert after(always, at("2026-11-07T00:00"), timedelta(minutes=90)) == at("2026-11-07T01:30")
    assert is_open(always, at("2026-11-07T03:00"))


def test_a_year_without_any_opening_is_told_and_not_searched_for_ever():
    with pytest.raises(ValueError, match="nobody ever answers"):
        after(Week(OFFICE.hours, BERLIN, lambda _day: True), at("2026-11-02T10:00"), timedelta(minutes=1))


def slow(week: Week, since: datetime, until: datetime) -> int:
    """Count minute by minute, the way one would on fingers."""
    count, moment = 0, since
    while moment < until:
        count += is_open(week, moment)
        moment += timedelta(minutes=1)
    return count


spans = st.tuples(st.integers(0, 22 * 60), st.integers(30, 600)).map(
    lambda told: (
        time(told[0] // 60, told[0] % 60),
        time(min(told[0] + told[1], 1439) // 60, min(told[0] + told[1], 1439) % 60),
    )
)
weeks = st.dictionaries(st.integers(0, 6), spans, min_size=1, max_size=7).map(
    lambda hours: Week(hours, BERLIN, lambda day: day.day == 26)
)
# Around both changes of the clock in 2026, to the minute.
instants = st.sampled_from(["2026-03-27", "2026-10-23", "2026-06-10"]).flatmap(
    lambda day: st.integers(0, 5 * 24 * 60).map(
        lambda told: datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(minutes=told)
    )
)


@given(weeks, instants, st.integers(0, 3 * 24 * 60))
def test_business_time_is_what_counting_minutes_gives(week, since, span):
    until = since + timedelta(minutes=span)
    assert minutes(business_time(week, since, until)) == slow(week, since, until)


@given(weeks, instants, st.integers(0, 5000), st.integers(0, 5000))
def test_business_time_adds_up(week, since, first, second):
    middle, end = since + timedelta(minutes=first), since + timedelta(minutes=first + second)
    whole = business_time(week, since, end)
    assert whole == business_time(week, since, middle) + business_time(week, middle, end)


@given(weeks, instants, st.integers(1, 3000))
def test_when_a_span_is_over_exactly_that_span_has_passed_and_not_a_minute_before(week, since, span):
    due = after(week, since, timedelta(minutes=span))
    assert business_time(week, since, due) == timedelta(minutes=span)
    assert business_time(week, since, due - timedelta(minutes=1)) < timedelta(minutes=span)
