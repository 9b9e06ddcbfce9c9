"""Objectives, budget, pace, plausibility and practice, by the guide's figures and sums worked by hand."""

from datetime import date
from decimal import Decimal

import pytest

from leitstand.advertising.core.checklists import checklists, progress
from leitstand.advertising.core.creatives import fill, placeholders_in
from leitstand.advertising.core.numbers import number, numbers
from leitstand.advertising.core.objectives import fits, objectives
from leitstand.advertising.core.pacing import Money, pacing
from leitstand.advertising.core.plausible import ceiling_of, cost_of_thousand, implied, outcome, reach_for
from leitstand.advertising.core.practice import Booked, month
from leitstand.advertising.core.readiness import readiness, state_of
from leitstand.advertising.core.results import Figures, Row, cost_of_one, sums
from leitstand.advertising.core.targeting import is_too_small, lines, problem_of, targeting

OCTOBER = Money(Decimal(310), None, date(2026, 10, 1), date(2026, 10, 31))
WIDE = Decimal(15)


def test_the_guides_eleven_objectives_stand_in_three_stages_and_meta_calls_them_by_six_names():
    known = objectives()
    guide = [one for one in known.objectives if one.source == "2.1"]
    assert [sum(1 for one in guide if one.stage == stage.id) for stage in known.stages] == [2, 6, 3]
    meta = known.network("meta")
    assert meta is not None
    assert {one.id for one in guide} == set(meta.objectives)
    assert {said.en for said in meta.objectives.values()} == {
        "Awareness", "Traffic", "Engagement", "Leads", "App promotion", "Sales",
    }  # fmt: skip
    assert all(network.source and network.as_of for network in known.networks)
    assert all(told.source and told.as_of for told in numbers().values())


def test_a_leading_figure_belongs_to_stages():
    known = objectives()
    reach, revenue, brand = known.kpi("reach"), known.kpi("revenue"), known.objective("brand_awareness")
    assert reach is not None
    assert revenue is not None
    assert brand is not None
    assert fits(brand, reach)
    assert not fits(brand, revenue)
    assert {one.funnel for one in known.kpis} == {"upper", "middle", "lower"}


@pytest.mark.parametrize(
    ("spent", "until", "state", "should", "forecast"),
    [
        (Decimal(100), date(2026, 10, 10), "even", 100, 310),
        (Decimal(50), date(2026, 10, 10), "slow", 100, 155),
        (Decimal(200), date(2026, 10, 10), "fast", 100, 310),
        (Decimal(310), date(2026, 10, 20), "used_up", 200, 310),
        (Decimal(320), date(2026, 10, 20), "over", 200, 320),
    ],
)
def test_spending_is_held_against_an_even_course(spent, until, state, should, forecast):
    found = pacing(OCTOBER, spent, until, today=date(2026, 10, 12), tolerance=WIDE)
    assert (found.state, found.should, found.forecast) == (state, should, forecast)


def test_too_fast_says_the_day_on_which_nothing_is_left():
    # 20 a day: the remaining 110 last for 5.5 days after the tenth.
    found = pacing(OCTOBER, Decimal(200), date(2026, 10, 10), today=date(2026, 10, 12), tolerance=WIDE)
    assert found.gone_on == date(2026, 10, 16)
    assert found.off == 100


def test_a_report_of_friday_says_nothing_of_the_weekend():
    found = pacing(OCTOBER, Decimal(50), date(2026, 10, 5), today=date(2026, 10, 12), tolerance=WIDE)
    assert (found.until, found.should, found.state) == (date(2026, 10, 5), 50, "even")
    assert pacing(OCTOBER, None, None, today=date(2026, 10, 12), tolerance=WIDE).state == "untold"
    assert pacing(OCTOBER, None, None, today=date(2026, 9, 12), tolerance=WIDE).state == "ahead"


def test_a_daily_budget_caps_what_can_be_spent_at_all():
    money = Money(Decimal(500), Decimal(10), date(2026, 10, 1), date(2026, 10, 31))
    assert money.can_be_spent == 310
    assert pacing(money, Decimal(100), date(2026, 10, 10), today=date(2026, 10, 12), tolerance=WIDE).state == "even"


def test_500_euro_for_100000_contacts_cost_5_euro_per_thousand():
    assert cost_of_thousand(Decimal(500), 100_000) == 5
    assert number("cost_of_thousand") == 5
    assert reach_for(Decimal(500), benchmark=Decimal(5)) == 100_000
    bench = number("cost_of_thousand")
    for low, high, verdict in [
        (100_000, 180_000, "plausible"),
        (80_000, 120_000, "partly"),
        (20_000, 40_000, "dear"),
    ]:
        found = implied(Decimal(500), low, high, benchmark=bench)
        assert found is not None
        assert found.verdict == verdict
    assert implied(Decimal(500), None, None, benchmark=bench) is None
    assert cost_of_thousand(Decimal(5), 0) is None


def test_what_came_is_held_against_the_range():
    found = outcome(100_000, 140_000, 96_000)
    assert found is not None
    assert (found.share, found.verdict) == (80, "below")
    above, within = outcome(10, 20, 30), outcome(10, 20, 15)
    assert above is not None
    assert within is not None
    assert (above.verdict, within.verdict) == ("above", "within")
    assert outcome(10, 20, None) is None


def test_a_purchase_may_cost_no_more_than_the_ceiling():
    assert ceiling_of(Decimal(300), Decimal(10), Decimal(30)) == (30, "kept")
    assert ceiling_of(Decimal(300), Decimal(9), Decimal(30)) == (Decimal("33.33"), "passed")
    assert ceiling_of(Decimal(31), Decimal(0), Decimal(30)) == (None, "passed")
    assert ceiling_of(None, None, Decimal(30)) == (None, "untold")
    assert ceiling_of(Decimal(300), Decimal(10), None) == (30, "off")


def test_practising_counts_the_days_that_lie_in_the_month():
    cap = number("practice_cap")
    assert cap == 25
    # 30 over the ten days from 27 October to 5 November: 3 a day, 5 of them in November.
    rows = [
        Booked(date(2026, 10, 27), date(2026, 11, 5), Decimal(30)),
        Booked(date(2026, 11, 9), date(2026, 11, 9), cap),
    ]
    november = month(date(2026, 11, 20), cap, rows, [])
    assert (november.spent, november.state, november.over, november.left) == (40, "passed", 15, 0)
    october = month(date(2026, 10, 31), cap, rows[:1], [Booked(date(2026, 10, 1), date(2026, 10, 31), Decimal(31))])
    assert (october.spent, october.planned, october.state, october.left) == (15, 31, "will_pass", 10)
    assert month(date(2026, 11, 9), cap, rows[1:], []).state == "used_up"


def test_sums_of_reports_leave_out_what_does_not_add_up():
    days = [
        Row(
            "",
            date(2026, 10, day),
            date(2026, 10, day),
            Figures(spend=Decimal(10), impressions=100, reach=80, leads=None),
        )
        for day in (1, 2)
    ]
    found = sums(days)
    assert (found.figures.spend, found.figures.impressions) == (20, 200)
    assert found.figures.reach is None
    assert found.figures.leads is None
    assert (found.first, found.last) == (date(2026, 10, 1), date(2026, 10, 2))
    assert sums(days[:1]).figures.reach == 80
    assert sums([]).of("spend") is None
    assert cost_of_one(Decimal(20), Decimal(3)) == Decimal("6.67")
    assert cost_of_one(Decimal(20), Decimal(0)) is None


def test_one_text_becomes_many_by_naming_the_industry():
    text = "See how our solution significantly improves quality assurance in the [industry]"
    known = {"industry": "industry", "branche": "industry"}
    assert fill(text, {"industry": "food production"}, known).text.endswith("assurance in the food production")
    assert fill("[Branche]: weniger Ausschuss", {"industry": "textile"}, known).text == "Textile: weniger Ausschuss"
    gap = fill("[industry] [foo]", {}, known)
    assert (gap.missing, gap.unknown, gap.text) == (("industry",), ("foo",), "[industry] [foo]")
    assert placeholders_in(text) == ("industry",)
    assert fill("ä👍🏽", {}, known).length == 2


def test_a_segment_below_the_least_is_too_small():
    assert not is_too_small("linkedin", 2000)  # the guide's engineers of the food industry
    assert is_too_small("linkedin", 299)
    assert is_too_small("meta", 999)
    assert not is_too_small("meta", None)
    ages = next(one for one in targeting().criteria if one.id == "age")
    assert problem_of(ages, [18, 65]) == ""
    assert problem_of(ages, [65, 18]) == "order"
    assert problem_of(ages, [5, 18]) == "bounds"
    assert problem_of(ages, [18, None]) == ""
    words = next(one for one in targeting().criteria if one.id == "interests")
    assert problem_of(words, ["x" * 121]) == "long"
    assert problem_of(words, ["x"] * 101) == "many"
    assert lines(" Kaffee \n\nEspresso\nKaffee") == ["Kaffee", "Espresso"]


def test_a_kit_is_whole_and_stays_below_its_ceiling():
    kit = checklists()["kit"]
    assert number("kit_ceiling") == 5000
    done = progress(kit, ["kit_banner", "kit_texts"], {"kit_banner": Decimal(1200)}, ceiling=Decimal(5000))
    assert (done.is_whole, done.cost, done.left, done.is_over) == (True, 1200, 3800, False)
    assert progress(kit, [], {"kit_agency": Decimal(5001)}, ceiling=Decimal(5000)).is_over


def test_a_part_is_ready_only_when_everything_that_must_be_is():
    data = readiness().parts[0]
    must = {point.id: True for point in data.points if point.must}
    assert state_of(data, must) == "ready"
    assert state_of(data, {}) == "open"
    assert state_of(data, {**must, next(iter(must)): False}) == "missing"
    assert [part.id for part in readiness().parts] == ["data", "events", "catalogue", "creative"]
    assert set(readiness().controls) == {one.id for one in objectives().networks}
