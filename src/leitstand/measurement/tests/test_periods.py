"""Quarters and months, reckoned by hand: leap years, turns of the year, summer time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from leitstand.measurement.core.periods import Period, lasts, next_due, period_by, period_of

BERLIN = ZoneInfo("Europe/Berlin")
CHATHAM = ZoneInfo("Pacific/Chatham")


@pytest.mark.parametrize(
    ("period", "first", "last", "days"),
    [
        (Period(2026, 1), date(2026, 1, 1), date(2026, 3, 31), 90),
        (Period(2024, 1), date(2024, 1, 1), date(2024, 3, 31), 91),  # leap year
        (Period(2026, 2), date(2026, 4, 1), date(2026, 6, 30), 91),
        (Period(2026, 3), date(2026, 7, 1), date(2026, 9, 30), 92),
        (Period(2026, 4), date(2026, 10, 1), date(2026, 12, 31), 92),
        (Period(2024, 2, "month"), date(2024, 2, 1), date(2024, 2, 29), 29),
        (Period(2100, 2, "month"), date(2100, 2, 1), date(2100, 2, 28), 28),  # a hundredth year is none
        (Period(2026, 12, "month"), date(2026, 12, 1), date(2026, 12, 31), 31),
    ],
)
def test_a_period_has_the_days_the_calendar_gives_it(period, first, last, days) -> None:
    assert (period.first, period.last, (period.last - period.first).days + 1) == (first, last, days)


def test_before_the_first_quarter_lies_the_fourth_of_the_year_before() -> None:
    assert Period(2026, 1).before() == Period(2025, 4)
    assert Period(2026, 3).before() == Period(2026, 2)
    assert Period(2026, 4).after() == Period(2027, 1)
    assert Period(2026, 1, "month").before() == Period(2025, 12, "month")


def test_a_year_before_a_leap_quarter_is_a_day_shorter_and_still_the_same_quarter() -> None:
    before = Period(2024, 1).year_before()
    assert (before.first, before.last) == (date(2023, 1, 1), date(2023, 3, 31))
    assert Period(2024, 2, "month").year_before().last == date(2023, 2, 28)


def test_each_day_lies_in_one_quarter_and_each_quarter_is_read_back_from_its_key() -> None:
    assert period_of(date(2026, 3, 31), "quarter") == Period(2026, 1)
    assert period_of(date(2026, 4, 1), "quarter") == Period(2026, 2)
    assert period_of(date(2024, 2, 29), "month") == Period(2024, 2, "month")
    for period in (Period(2026, 3), Period(2026, 9, "month"), Period(2026, 12, "month")):
        assert period_by(period.key) == period


@pytest.mark.parametrize(
    "key",
    ["", "2026", "2026-Q5", "2026-Q0", "2026-13", "2026-9", "0000-Q1", "9999-Q4", "२०२६-Q1", "2026-Q1x", "x-Q1"],
)
def test_what_no_calendar_has_is_no_period(key) -> None:
    assert period_by(key) is None


def test_the_last_periods_are_those_that_are_over() -> None:
    assert lasts(date(2026, 11, 2), "quarter", count=4) == (
        Period(2026, 3),
        Period(2026, 2),
        Period(2026, 1),
        Period(2025, 4),
    )
    assert lasts(date(2026, 1, 1), "month", count=2) == (Period(2025, 12, "month"), Period(2025, 11, "month"))


def test_a_report_is_due_three_days_after_the_end_at_seven_where_the_workspace_lives() -> None:
    period, at = next_due(datetime(2026, 11, 2, 8, tzinfo=UTC), "quarter", BERLIN)
    assert period == Period(2026, 4)
    assert at.astimezone(UTC) == datetime(2027, 1, 3, 6, tzinfo=UTC)  # winter: one hour ahead
    period, at = next_due(datetime(2026, 5, 1, tzinfo=UTC), "quarter", BERLIN)
    assert at.astimezone(UTC) == datetime(2026, 7, 3, 5, tzinfo=UTC)  # summer: two hours ahead


def test_what_is_over_but_not_yet_due_comes_next_and_nothing_comes_twice() -> None:
    first_day = datetime(2026, 10, 1, 12, tzinfo=UTC)
    period, at = next_due(first_day, "quarter", BERLIN)
    assert (period, at.date()) == (Period(2026, 3), date(2026, 10, 3))
    assert next_due(at, "quarter", BERLIN)[0] == Period(2026, 4)


def test_the_quarter_turns_at_midnight_of_the_workspace_not_of_greenwich() -> None:
    moment = datetime(2026, 9, 30, 12, tzinfo=UTC)  # 1 October 00:45 or later on the Chathams
    assert period_of(moment.astimezone(CHATHAM).date(), "quarter") == Period(2026, 4)
    assert period_of(moment.astimezone(BERLIN).date(), "quarter") == Period(2026, 3)
