"""What readings add up to, and when posts are measured."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.kernel.reading import Metric, Origin
from leitstand.measurement.core.figures import (
    Sureness,
    Told,
    change,
    interactions,
    latest,
    median,
    rate,
    total,
)
from leitstand.measurement.core.schedule import MOMENTS, asks_people, counts_as_measured, next_moment
from leitstand.measurement.core.table import Fault, parse_day, parse_figure, read_table

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


def told(value: int | None, hours: int = 0, origin: Origin = Origin.NETWORK) -> Told:
    return Told(None if value is None else Decimal(value), NOON + timedelta(hours=hours), origin)


def test_the_guides_click_through_rate_is_two_percent():
    assert rate(Decimal(20), Decimal(1000)) == 2


def test_the_guides_growth_from_500_to_1000_is_100_percent():
    assert change(Decimal(500), Decimal(1000)) == 100


@pytest.mark.parametrize(
    ("numerator", "denominator"), [(None, Decimal(1)), (Decimal(1), None), (Decimal(1), Decimal(0))]
)
def test_a_rate_without_ground_is_not_told(numerator, denominator):
    assert rate(numerator, denominator) is None


def test_not_told_is_never_counted_as_zero():
    figure = total([told(None), told(None)])
    assert figure.value is None
    assert figure.sureness is Sureness.NONE


@pytest.mark.guide("G5.1-02")
def test_a_sum_with_a_silent_part_says_that_it_is_incomplete():
    figure = total([told(3), told(None), told(4)])
    assert (figure.value, figure.sureness, figure.told, figure.of) == (7, Sureness.PARTIAL, 2, 3)


@pytest.mark.guide("G5.1-02")
def test_a_figure_says_when_it_is_old_or_estimated():
    assert total([told(3)], now=NOON + timedelta(days=5)).sureness is Sureness.OLD
    assert total([told(3)], now=NOON + timedelta(hours=1)).sureness is Sureness.FULL
    assert total([told(3, origin=Origin.ESTIMATED)], now=NOON).sureness is Sureness.ESTIMATED


def test_a_sum_is_only_as_fresh_as_its_oldest_part():
    assert total([told(1, hours=5), told(1, hours=2)]).as_of == NOON + timedelta(hours=2)


def test_only_what_the_network_tells_is_expected_of_it():
    figures = {Metric.LIKES: told(5), Metric.COMMENTS: told(2)}
    complete = interactions(figures, frozenset({Metric.LIKES, Metric.COMMENTS}))
    assert (complete.value, complete.sureness) == (7, Sureness.FULL)
    partial = interactions(figures, frozenset({Metric.LIKES, Metric.COMMENTS, Metric.SHARES}))
    assert (partial.value, partial.sureness) == (7, Sureness.PARTIAL)


def test_a_network_that_falls_silent_does_not_hide_what_a_person_typed():
    found = latest([(Metric.REACH, told(80, 1, Origin.TYPED)), (Metric.REACH, told(None, 2))])
    assert found[Metric.REACH].value == 80


def test_the_later_reading_holds_even_if_it_is_smaller():
    found = latest([(Metric.LIKES, told(9, 2)), (Metric.LIKES, told(10, 1))])
    assert found[Metric.LIKES].value == 9


def test_the_median_of_an_even_number_is_the_middle_of_two():
    assert median([Decimal(1), Decimal(9), Decimal(3), Decimal(5)]) == 4


@given(st.lists(st.integers(0, 10**9) | st.none(), max_size=30))
def test_a_sum_is_that_of_what_was_told(values):
    known = [value for value in values if value is not None]
    assert total([told(value) for value in values]).value == (sum(known) if known else None)


def test_fresh_posts_are_measured_often_and_old_ones_not_for_ever():
    assert next_moment(NOON, NOON) == NOON + timedelta(minutes=10)
    assert next_moment(NOON, NOON + timedelta(hours=9)) == NOON + timedelta(hours=24)
    assert next_moment(NOON, NOON + timedelta(days=400)) is None


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=120)))
def test_the_next_moment_lies_ahead(age):
    upcoming = next_moment(NOON, NOON + age)
    assert upcoming is None or NOON + age < upcoming <= NOON + MOMENTS[-1]


def test_a_figure_of_the_first_hours_does_not_stand_for_the_post():
    assert not counts_as_measured(NOON, NOON + timedelta(hours=23))
    assert counts_as_measured(NOON, NOON + timedelta(hours=24))


@pytest.mark.parametrize(
    ("days", "told_at_day", "asked"),
    [(1, None, False), (2, None, True), (6, 2, False), (7, 2, True), (40, 35, False), (40, 8, True)],
)
def test_people_are_asked_at_two_days_a_week_and_a_month(days, told_at_day, asked):
    last = None if told_at_day is None else NOON + timedelta(days=told_at_day)
    assert asks_people(NOON, last, NOON + timedelta(days=days)) is asked


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234", 1234),
        ("1.234", 1234),
        ("1,234", 1234),
        ("1.234.567", 1234567),
        ("1 234", 1234),
        ("0", 0),
        ("12,5", Decimal("12.5")),
    ],
)
def test_counts_are_read_as_germans_and_english_write_them(text, value):
    assert parse_figure(text) == value


@pytest.mark.parametrize("text", ["-1", "abc", "", "1e999", "NaN", "Infinity", "=1+1"])
def test_what_is_no_count_is_not_guessed(text):
    assert parse_figure(text) is None


def test_days_are_read_in_both_orders_of_writing():
    assert parse_day("2026-11-02") == parse_day("02.11.2026") == parse_day("2.11.26") == date(2026, 11, 2)
    assert parse_day("31.02.2026") is None


def test_a_german_table_is_understood():
    rows, faults = read_table("Beitrag;Datum;Impressionen;Gefällt mir\nhttps://x.example/1;02.11.2026;1.234;56\n")
    assert not faults
    assert rows[0].figures == {Metric.IMPRESSIONS: 1234, Metric.LIKES: 56}
    assert rows[0].day == date(2026, 11, 2)


def test_every_fault_is_named_by_its_line():
    _, faults = read_table("url,likes\nhttps://x.example/1,viele\n,3\n")
    assert faults == [Fault(2, "bad_figure", "viele"), Fault(3, "no_post")]


@given(st.text(max_size=300))
def test_no_text_makes_the_table_reader_fail(text):
    rows, faults = read_table(text)
    assert isinstance(rows, list)
    assert isinstance(faults, list)
