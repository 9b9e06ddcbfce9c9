"""The budget's sums, its three components, and money against time: reckoned by hand."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from leitstand.strategy.core.budget import (
    Component,
    Entry,
    Line,
    attention,
    average_rate,
    components_of,
    in_euro,
    month_hours,
    year_of,
)

MARCH = date(2027, 3, 1)


def test_ten_hours_a_week_are_43_3_in_a_month_and_cost_what_an_hour_costs() -> None:
    assert month_hours(Decimal(10)) == Decimal("43.3")  # 10 · 52 / 12 = 43.33
    assert month_hours(Decimal(10), 60) == Decimal("26.0")
    assert in_euro(Decimal("26.0"), Decimal("48.50")) == Decimal("1261.00")


def test_an_average_hour_is_weighed_by_hours_and_leaves_out_those_without_a_cost() -> None:
    assert average_rate([(Decimal(30), Decimal(40)), (Decimal(10), Decimal(60)), (Decimal(20), None)]) == Decimal(
        "45.00"
    )  # (1200 + 600) / 40
    assert average_rate([(Decimal(20), None)]) is None


def test_the_deviation_compares_only_what_is_told() -> None:
    year = year_of(
        [
            Entry(MARCH, Line.SOFTWARE, Decimal(100), Decimal(130)),
            Entry(MARCH, Line.SOFTWARE, Decimal(900)),
            Entry(date(2028, 3, 1), Line.SOFTWARE, Decimal(1), Decimal(999)),
        ],
        2027,
    )
    line = year.by_line[Line.SOFTWARE]
    assert (line.planned, line.actual, line.deviation, line.percent) == (1000, 130, 30, 30)
    assert year.by_line[Line.AGENCY].deviation is None


def test_the_three_components_share_money_and_hours() -> None:
    community, content, ads = components_of(
        [
            Entry(MARCH, Line.STAFF, Decimal(500), Decimal(600), "community", "", Decimal(10), Decimal(12)),
            Entry(MARCH, Line.STAFF, Decimal(250), None, "content", "", Decimal(5)),
            Entry(MARCH, Line.MEDIA, Decimal(250), Decimal(200), "ads", "linkedin"),
            Entry(MARCH, Line.SOFTWARE, Decimal(4000)),
        ]
    )
    assert (community.component, content.component, ads.component) == tuple(Component)
    assert [one.planned_percent for one in (community, content, ads)] == [50, 25, 25]
    assert [one.actual_percent for one in (community, content, ads)] == [75, 0, 25]
    assert (community.hours.planned, community.hours.actual, community.hours.deviation) == (10, 12, 2)
    assert ads.hours.planned == 0


def test_money_that_lags_behind_the_audience_comes_first() -> None:
    gaps = attention(
        [
            Entry(MARCH, Line.MEDIA, Decimal(300), None, "", "print"),
            Entry(MARCH, Line.MEDIA, Decimal(900), Decimal(100), "", "linkedin"),
        ],
        {"print": Decimal(25), "social": Decimal(75)},
        ["linkedin"],
    )
    # money: print 300 of 400 = 75 %, LinkedIn counts to social: 100 of 400 = 25 %; time: 25 % and 75 %
    assert [(one.channel, one.money, one.time, one.gap) for one in gaps] == [
        ("print", 75, 25, -50),
        ("social", 25, 75, 50),
    ]


def test_a_channel_whose_time_nobody_knows_has_no_gap() -> None:
    (one,) = attention([Entry(MARCH, Line.MEDIA, Decimal(300), None, "", "print")], {})
    assert (one.money, one.time, one.gap) == (100, None, None)


@given(st.lists(st.tuples(st.sampled_from(list(Line)), st.integers(0, 10**6), st.none() | st.integers(0, 10**6))))
def test_across_and_down_the_sums_are_the_same(told) -> None:
    year = year_of(
        [
            Entry(date(2027, 1 + n % 12, 1), line, Decimal(a), b if b is None else Decimal(b))
            for n, (line, a, b) in enumerate(told)
        ],
        2027,
    )
    assert (
        sum(one.planned for one in year.by_line.values())
        == year.total.planned
        == sum(one.planned for one in year.by_month.values())
    )
    assert sum(one.told for one in year.cells.values()) == year.total.told
