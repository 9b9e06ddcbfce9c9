"""Sums of what links brought, and the middle time until somebody bought, reckoned by hand."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from leitstand.leads.core.brought import Brought, Purchase, Wait, compared, happened, summed, waits

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)


def test_what_is_not_told_stays_untold_and_what_is_told_adds_up():
    sums = summed(
        [
            ("a", Brought(clicks=40)),
            ("a", happened("lead", 3, None)),
            ("a", happened("buy", 1, Decimal("129.90"))),
            ("b", happened("shop", 2, None)),
        ]
    )
    assert sums["a"] == Brought(clicks=40, leads=3, conversions=4, sales=1, value=Decimal("129.90"))
    assert (sums["b"].value, sums["b"].rate) == (None, None)
    assert sums["a"].rate == 10  # 4 of 40


def test_the_middle_time_is_the_median_for_each_campaign_and_says_of_how_many():
    seconds = {1: [30, 90, 86_400], 2: [60, 120]}
    told = [Purchase(key, AT, AT + timedelta(seconds=one)) for key, each in seconds.items() for one in each]
    told.append(Purchase(2, AT, AT - timedelta(seconds=1)))  # a click after the purchase led to nothing
    assert waits(told) == {1: Wait(timedelta(seconds=90), 3), 2: Wait(timedelta(seconds=90), 2)}
    assert waits(told)[1].is_thin


def test_own_answers_stand_beside_the_survey_with_the_points_between():
    lines = compared({"social": 6, "tv": 2}, 8, {"social": 43, "tv": 31, "radio": 14})
    assert [(one.name, one.share, one.points) for one in lines] == [
        ("social", 75, 32),
        ("tv", 25, -6),
        ("radio", 0, -14),
    ]
    assert compared({}, 0, {"social": 43})[0].points is None
