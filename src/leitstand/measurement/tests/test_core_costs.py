"""What the sums of money promise: nothing lost, nothing twice, nothing guessed; each expected figure is reckoned by hand."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from leitstand.measurement.core.attribution import Rule, shares
from leitstand.measurement.core.cost_table import parse_amount, read_costs
from leitstand.measurement.core.costs import (
    NEEDED,
    PEOPLE,
    Kind,
    Line,
    Slice,
    cents,
    full_cost,
    rest_of_budget,
    weight,
    within,
)
from leitstand.measurement.core.funnel import Count, funnel, leaks
from leitstand.measurement.core.multiples import Growth, in_band, share_of, times, times_as_fast
from leitstand.measurement.core.roi import LeadValue, Roi, sensitivity

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
EURO = st.decimals(0, 100_000, places=2, allow_nan=False)
WHOLE = Slice(date(2026, 10, 1), date(2026, 10, 31))


def bill(kind: Kind, amount: str, first: date = date(2026, 10, 1), last: date | None = None, **told: object) -> Line:
    return Line(kind, Decimal(amount), first, last or first, **told)  # type: ignore[arg-type]


def test_the_guides_case_is_a_return_of_100_percent_and_a_ratio_of_200() -> None:
    found = Roi(Decimal(1000), Decimal(500))
    assert (found.factor, found.percent, found.ratio, found.gain, found.verdict) == (1, 100, 200, 500, "pays")


def test_without_cost_or_revenue_there_is_no_return_yet_and_zero_revenue_is_a_whole_loss() -> None:
    assert Roi(Decimal(1000), None).percent is None
    assert Roi(Decimal(1000), Decimal(0)).percent is None
    assert Roi(Decimal(1000), Decimal(0)).verdict == "unknown"
    assert Roi(None, Decimal(500)).percent is None
    assert Roi(None, Decimal(500)).verdict == "no_revenue"
    assert Roi(Decimal(0), Decimal(500)).percent == -100
    assert Roi(Decimal(500), Decimal(500)).verdict == "even"


@given(st.lists(st.integers(1, 5), max_size=9), st.sampled_from(Rule))
def test_the_shares_of_a_deal_always_add_up_to_one(touches: list[int], rule: Rule) -> None:
    found = shares(touches, rule)
    assert sum(found.values()) == (1 if touches else 0)
    assert set(found) <= set(touches)
    assert all(share > 0 for share in found.values())


@given(st.integers(), st.integers(1, 7))
def test_one_contact_gets_all_by_every_rule_however_often_it_came(touch: int, often: int) -> None:
    assert all(shares([touch] * often, rule) == {touch: 1} for rule in Rule)


def test_each_rule_shares_out_as_its_name_says() -> None:
    way = ["linkedin", "blog", "xing", "linkedin"]
    assert shares(way, Rule.FIRST) == {"linkedin": 1}
    assert shares(["blog", *way[:3]], Rule.LAST) == {"xing": 1}
    assert shares(way, Rule.LINEAR) == {"linkedin": Fraction(1, 2), "blog": Fraction(1, 4), "xing": Fraction(1, 4)}
    assert shares(way, Rule.POSITION) == {"linkedin": Fraction(4, 5), "blog": Fraction(1, 10), "xing": Fraction(1, 10)}
    assert shares(["a", "b"], Rule.POSITION) == {"a": Fraction(1, 2), "b": Fraction(1, 2)}
    assert shares(["a", "b", "c"], Rule.POSITION) == {"a": Fraction(2, 5), "b": Fraction(1, 5), "c": Fraction(2, 5)}


@given(DAYS, st.integers(0, 500), st.integers(-200, 700), EURO)
def test_a_bill_cut_anywhere_adds_up_to_itself(first: date, long: int, cut: int, amount: Decimal) -> None:
    line = Line(Kind.TOOLS, amount, first, first + timedelta(days=long))
    far, at = timedelta(days=2000), first + timedelta(days=cut)
    assert within(line, first - far, at) + within(line, at + timedelta(days=1), first + far) == Fraction(amount)


@given(st.integers(2024, 2027), st.integers(1, 12), st.integers(1, 30), EURO)
def test_what_recurs_each_month_costs_its_amount_in_each_whole_month(
    year: int, month: int, count: int, amount: Decimal
) -> None:
    line = Line(Kind.TOOLS, amount, date(2024, 1, 1), None, monthly=True)
    place = year * 12 + month - 1 + count - 1
    last = date(place // 12, place % 12 + 1, monthrange(place // 12, place % 12 + 1)[1])
    assert within(line, date(year, month, 1), last) == Fraction(amount) * count


def test_a_bill_is_spread_over_its_days() -> None:
    # 310 euro for the 31 days of October: ten for each day.
    line = bill(Kind.AGENCY, "310", last=date(2026, 10, 31))
    assert within(line, date(2026, 10, 30), date(2026, 12, 31)) == 20
    # 280 a month from 15 February: 14 of 28 days.
    line = Line(Kind.TOOLS, Decimal(280), date(2026, 2, 15), None, monthly=True)
    assert within(line, date(2026, 1, 1), date(2026, 2, 28)) == 140


def test_what_serves_more_is_shared_by_posts_and_says_when_nothing_shares_it() -> None:
    lines = [
        bill(Kind.ADVERTS, "500", campaign=1, channel=7),
        bill(Kind.AGENCY, "90", campaign=1),
        bill(Kind.TOOLS, "100"),
        bill(Kind.ADVERTS, "70", campaign=2),
        bill(Kind.HOURS, "40", channel=8),
    ]
    # Campaign 1: two posts on channel 7, one on 8; campaign 2: one on 7; without a campaign: six on 8. Ten in all.
    posts = {(1, 7): 2, (1, 8): 1, (2, 7): 1, (None, 8): 6}
    cost = full_cost(lines, Slice(date(2026, 10, 1), date(2026, 10, 31), campaign=1), posts)
    # Adverts 500 and agency 90 are its own; tools 100 × 3/10; hours of channel 8: 40 × 1/7 = 5.71.
    assert {kind: (part.own, part.shared) for kind, part in cost.parts.items()} == {
        Kind.HOURS: (0, Decimal("5.71")),
        Kind.AGENCY: (90, 0),
        Kind.TOOLS: (0, 30),
        Kind.ADVERTS: (500, 0),
    }
    assert cost.total == Decimal("625.71")
    assert cost.is_whole
    on_seven = full_cost(lines, Slice(date(2026, 10, 1), date(2026, 10, 31), channel=7), posts)
    # 500 + 90 × 2/3 + 100 × 3/10 + 70 × 1/1.
    assert on_seven.total == 660
    assert on_seven.lacks_hours
    silent = full_cost(lines, Slice(date(2026, 10, 1), date(2026, 10, 31), channel=7), {})
    assert (silent.total, silent.unplaced) == (500, 260)
    assert full_cost(lines, WHOLE, {}).total == 800


COUNTS = st.dictionaries(
    st.tuples(st.sampled_from([None, 1, 2]), st.sampled_from([7, 8])), st.integers(1, 20), min_size=1, max_size=6
)


@given(COUNTS, st.sampled_from([None, 1, 2]), st.sampled_from([None, 7, 8]))
def test_the_slices_by_channel_add_up_to_the_whole(
    posts: dict[tuple[int | None, int], int], campaign: int | None, channel: int | None
) -> None:
    line = bill(Kind.TOOLS, "100", campaign=campaign, channel=channel)
    found = [weight(line, Slice(line.first, line.first, channel=one), posts) for one in (7, 8)]
    assume(None not in found)
    assert sum(one for one in found if one is not None) == 1


def test_the_costs_are_whole_only_when_every_kind_that_is_forgotten_easily_is_told() -> None:
    lines = [bill(Kind.ADVERTS, "500")]
    assert full_cost(lines, WHOLE, {}).missing == (PEOPLE, frozenset({Kind.AGENCY}), frozenset({Kind.TOOLS}))
    assert full_cost(lines, WHOLE, {}).lacks_hours
    # Told as 0 is told.
    lines += [bill(Kind.SALARIES, "900"), bill(Kind.AGENCY, "0"), bill(Kind.TOOLS, "0")]
    assert full_cost(lines, WHOLE, {}).is_whole
    assert full_cost([], WHOLE, {}).total is None
    assert full_cost([], WHOLE, {}).missing == NEEDED
    assert full_cost([bill(Kind.TOOLS, "0")], WHOLE, {}).total == 0


def test_a_bill_that_is_part_of_the_budget_counts_once() -> None:
    month = {"first": date(2026, 10, 1), "last": date(2026, 10, 31)}
    budget = [bill(Kind.ADVERTS, "600", **month), bill(Kind.ADVERTS, "200", **month), bill(Kind.HOURS, "1000", **month)]
    others = [bill(Kind.ADVERTS, "500", campaign=1), bill(Kind.SALARIES, "1200")]
    # 800 less 500 is 300, by 6 to 2; salaries of 1,200 are more than the 1,000 of the budget, which adds nothing.
    assert [one.amount for one in rest_of_budget(budget, others)] == [225, 75, 0]
    assert [one.amount for one in rest_of_budget([bill(Kind.TOOLS, "0", **month)], [])] == [0]


@given(st.lists(EURO, min_size=1, max_size=5), EURO)
def test_budget_and_bills_together_are_never_less_than_either(amounts: list[Decimal], paid: Decimal) -> None:
    month = {"first": date(2026, 10, 1), "last": date(2026, 10, 31)}
    budget = [bill(Kind.ADVERTS, str(one), **month) for one in amounts]
    left = rest_of_budget(budget, [bill(Kind.ADVERTS, str(paid))])
    assert sum(one.amount for one in left) + paid == max(sum(amounts), paid)
    assert all(one.amount >= 0 for one in left)


@given(st.fractions(-1_000_000, 1_000_000))
def test_rounding_is_never_off_by_more_than_half_a_cent(number: Fraction) -> None:
    assert abs(Fraction(cents(number)) - number) <= Fraction(1, 200)


def test_a_lead_is_worth_the_average_order_times_the_rate_of_deals() -> None:
    # 400 euro at 10 percent: 40 euro a lead; 1,000 euro for 200 leads: 5 euro each (the guide's advert).
    lead = LeadValue(Decimal(400), Decimal(10), Decimal(1000), 200)
    assert (lead.value, lead.each, lead.left, lead.needed, lead.verdict) == (40, 5, 35, 25, "pays")
    assert LeadValue(Decimal(400), Decimal(1), Decimal(1000), 200).verdict == "loses"
    assert LeadValue(Decimal(400), None, Decimal(1000), 200).verdict == "unknown"
    assert LeadValue(Decimal(400), Decimal(10), Decimal(1000), 0).each is None
    assert LeadValue(Decimal(400), Decimal(0), Decimal(1000), 10).needed is None


def test_sensitivity_moves_each_input_by_a_fifth_and_names_the_widest_swing_first() -> None:
    def result(of: dict[str, Decimal]) -> Roi:
        return Roi(of["leads"] * of["value"], of["cost"] + of["tools"])

    inputs = {"leads": Decimal(50), "value": Decimal(20), "cost": Decimal(400), "tools": Decimal(100)}
    swings = {one.name: (one.low, one.high) for one in sensitivity(inputs, result)}
    # Revenue 1,000, cost 500. Leads −20 %: 800 → 60 %; +20 %: 1,200 → 140 %. Cost 320 + 100: 1,000/420 − 1 = 138.1 %.
    assert swings == {
        "leads": (60, 140),
        "value": (60, 140),
        "cost": (Decimal("138.1"), Decimal("72.4")),
        "tools": (Decimal("108.3"), Decimal("92.3")),
    }
    assert [one.name for one in sensitivity(inputs, result)] == ["leads", "value", "cost", "tools"]
    assert (
        sensitivity({"leads": Decimal(0), "value": Decimal(0), "cost": Decimal(0), "tools": Decimal(0)}, result) == ()
    )


def test_the_funnel_tells_what_is_lost_and_what_nobody_has_counted() -> None:
    stages = funnel(
        [
            Count("impressions", 10_000, "posts"),
            Count("clicks", 400, "posts"),
            Count("visits", None, ""),
            Count("leads", 20, "typed"),
            Count("conversations", 25, "steps"),
            Count("deals", 5, "deals"),
        ]
    )
    assert [(one.step, one.kept, one.lost) for one in stages] == [
        ("impressions", None, None), ("clicks", 4, 96), ("visits", None, None),
        ("leads", 5, 95), ("conversations", None, None), ("deals", 20, 80),
    ]  # fmt: skip
    assert (stages[3].after, stages[3].skips) == ("clicks", 1)
    assert stages[4].is_more
    assert [one.step for one in leaks(stages)] == ["clicks", "leads", "deals"]
    earlier = funnel([Count("impressions", 100, ""), Count("clicks", 5, ""), Count("leads", 1, "")])
    # Clicks: 96 where 95 was usual; leads: 95 where 80 was usual, 15 points worse.
    assert [one.step for one in leaks(stages, usual=earlier)] == ["leads", "clicks"]


@given(st.lists(st.one_of(st.none(), st.integers(0, 10_000)), max_size=6))
def test_no_funnel_loses_more_than_all(counts: list[int | None]) -> None:
    for stage in funnel([Count(str(at), count, "") for at, count in enumerate(counts)]):
        assert stage.lost is None or 0 <= stage.lost <= 100
        assert stage.count is not None or stage.lost is None


def test_the_guides_multiples_and_its_band() -> None:
    assert times(Decimal(1000), Decimal(2300)) == Decimal("2.3")
    assert times(Decimal(0), Decimal(2300)) is None
    # 100 in 50 days before, 200 in 50 days since: twice as fast.
    before, now = Growth(Decimal(1000), Decimal(1100), 50), Growth(Decimal(1100), Decimal(1300), 50)
    assert times_as_fast(before, now) == 2
    assert times_as_fast(now, Growth(Decimal(1300), Decimal(1260), 10)) == -1
    assert times_as_fast(Growth(Decimal(5), Decimal(5), 9), now) is None
    assert share_of(Decimal(18_000), Decimal(100_000)) == 18
    assert share_of(Decimal(18_000), None) is None
    low, high = Decimal(13), Decimal(24)
    assert [in_band(Decimal(one), low, high) for one in ("12.9", "13", "24", "24.1")] == [
        "below", "within", "within", "above",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "amount"),
    [
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("12,5 €", "12.5"),
        ("0", "0"),
        (99.9, "99.90"),
        (500, "500.00"),
        ("-5", None),
        ("12,3456", None),
        ("1.23.4", None),
        ("zwölf", None),
        ("", None),
        (None, None),
        (True, None),
        ("١٢", None),
        (float("nan"), None),
    ],
)
def test_amounts_are_read_as_both_languages_write_them(told: object, amount: str | None) -> None:
    assert parse_amount(told) == (None if amount is None else Decimal(amount))  # type: ignore[arg-type]


def test_a_table_of_bills_is_read_and_every_fault_is_named_by_its_line() -> None:
    read = read_costs(
        [
            ["Rechnungen 2026"],
            [
                "Von",
                "Bis",
                "Art",
                "Betrag",
                "Stunden",
                "Stundensatz",
                "Wofür",
                "Kampagne",
                "Kanal",
                "Monatlich",
                "Beleg",
            ],
            ["2026-10", "", "Agentur", "1.200,00", "", "", "Betreuung", "Messe", "", "", "R-1"],
            ["01.10.2026", "", "Stunden", "", "12,5", "48", "", "", "Firma", "", ""],
            [date(2026, 1, 1), None, "Tools", 59, None, None, "Planung", None, None, "ja", None],
            ["15.10.2026", "", "Umsatz", "900", "", "", "Shop", "Messe", "", "", ""],
            ["gestern", "", "Agentur", "5", "", "", "", "", "", "", ""],
            ["2026-10-01", "", "Kekse", "5", "", "", "", "", "", "", ""],
            ["2026-10-01", "", "Agentur", "fünf", "", "", "", "", "", "", ""],
            ["2026-10-01", "2026-09-01", "Agentur", "5", "", "", "", "", "", "", ""],
            ["2026-10-01", "", "Agentur", "", "", "", "", "", "", "", ""],
            ["2026-10-01", "", "Stunden", "50", "", "", "", "", "", "", ""],
        ]
    )
    assert [(one.kind, one.first, one.last, one.monthly, one.amount) for one in read.rows] == [
        (Kind.AGENCY, date(2026, 10, 1), date(2026, 10, 31), False, Decimal(1200)),
        (Kind.HOURS, date(2026, 10, 1), date(2026, 10, 1), False, Decimal(600)),
        (Kind.TOOLS, date(2026, 1, 1), None, True, Decimal(59)),
        (None, date(2026, 10, 15), date(2026, 10, 15), False, Decimal(900)),
    ]
    assert (read.rows[1].hours, read.rows[1].rate, read.rows[1].channel) == (Decimal("12.5"), Decimal(48), "Firma")
    assert [(one.line, one.code) for one in read.faults] == [
        (7, "bad_day"), (8, "bad_kind"), (9, "bad_amount"), (10, "ends_before"), (11, "no_amount"), (12, "no_hours"),
    ]  # fmt: skip
    assert read.ignored == ("beleg",)
    assert read_costs([["Art", "Betrag"]]).faults[0].code == "no_cost_columns"
    assert read_costs([["Datum", "Art"]]).faults[0].code == "no_amount_column"


@given(
    st.lists(st.lists(st.one_of(st.none(), st.text(), st.integers(), st.floats(), st.dates()), max_size=5), max_size=6)
)
def test_no_table_of_bills_breaks_the_reader(lines: list[list[object]]) -> None:
    read = read_costs([["Von", "Bis", "Art", "Betrag", "Wofür"], *lines])  # type: ignore[list-item]
    assert all(one.amount >= 0 and (one.last is None or one.last >= one.first) for one in read.rows)
