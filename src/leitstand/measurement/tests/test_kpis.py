"""KPIs are worked out from amounts, once, with how far they can be trusted; every result is worked out again by other means."""

import tomllib
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.measurement.core.kpi_files import catalogue, read
from leitstand.measurement.core.kpis import SILENT, Told, compute, offered, stage_of

D = Decimal
AMOUNTS = catalogue().amounts
KPIS = catalogue().kpis


def worked(kpi: str, variant: str = "", **told: object):
    formula = KPIS[kpi].variant(variant).formula
    return compute(
        formula,
        {name: Told(D(str(value)) if value is not None else None, 1, 1) for name, value in told.items()},
        AMOUNTS,
    )


@pytest.mark.parametrize("kpi", KPIS.values(), ids=lambda kpi: kpi.id)
def test_every_kpi_gives_its_worked_examples(kpi) -> None:
    for example in kpi.examples:
        told = {name: Told(value, 1, 1) for name, value in example.told.items()}
        assert compute(kpi.variants[0].formula, told, AMOUNTS).value == example.result


def test_the_guides_four_lists_are_whole() -> None:
    sizes = {name: len(catalogue().of_set(name)) for name in ("branding", "engagement", "roi", "marketing")}
    assert sizes == {"branding": 7, "engagement": 6, "roi": 7, "marketing": 14}  # guide 5.5
    assert {kpi.id for kpi in catalogue().of_set("marketing")} == {
        "engagement_rate", "roas", "impressions", "potential_reach", "impressions_per_reach", "cpm", "ctr", "cpl", "cpc",
        "conversions", "conversion_rate", "lead_to_deal", "ad_frequency", "roi",
    }  # fmt: skip


def test_twenty_clicks_on_a_thousand_displays_are_two_percent() -> None:
    assert worked("ctr", clicks=20, impressions=1000).value == 2
    assert worked("ctr", "adverts", ad_clicks=20, ad_impressions=1000).value == 2


def test_the_guides_first_formula_is_not_called_roi() -> None:
    told = {"revenue": 1000, "cost": 500}
    assert worked("roi", **told).value == 100  # (1,000 - 500) / 500 = 1, not "1 percent"
    assert worked("revenue_to_cost", **told).value == 200
    # A loss of a tenth: the first formula shows 90 %, which looks like a gain.
    assert worked("roi", revenue=90, cost=100).value == -10
    assert worked("revenue_to_cost", revenue=90, cost=100).value == 90
    assert "ROI" not in KPIS["revenue_to_cost"].name.de


def test_money_for_adverts_by_hand() -> None:
    assert worked("roas", ad_revenue=1810, ad_cost=1000).value == 181
    assert worked("roas", "factor", ad_revenue=1810, ad_cost=1000).value == D("1.81")
    assert worked("cpm", ad_cost=500, ad_impressions=100_000).value == 5
    assert worked("cpm", "tkp", ad_cost=500, ad_reach=50_000).value == 10  # the same money on fewer people


def test_nothing_is_divided_by_zero_and_nothing_told_is_never_zero() -> None:
    assert worked("cpl", ad_cost=250, leads=50).value == 5
    assert worked("cpc", ad_cost=120, ad_clicks=80).value == D("1.5")
    none_yet = worked("cpl", ad_cost=250, leads=0)
    assert (none_yet.value, none_yet.why) == (None, "not_yet")
    silent = worked("cpl", ad_cost=250, leads=None)
    assert (silent.value, silent.why, silent.missing) == (None, "silent", ("leads",))
    assert worked("cpl", ad_cost=0, leads=5).value == 0


def test_ways_to_work_out_one_figure_are_told_apart() -> None:
    told = {"interactions": 60, "followers": 2000, "reach": 1000, "impressions": 3000}
    found = [
        worked(
            "engagement_rate",
            one,
            **{name: told[name] for name in KPIS["engagement_rate"].variant(one).formula.amounts},
        ).value
        for one in ("", "reach", "impressions")
    ]
    assert found == [3, 6, 2]
    names = [variant.name.de for variant in KPIS["engagement_rate"].variants[1:] if variant.name]
    assert len(set(names)) == 2


def test_tonality_is_the_negative_share_of_what_is_classified() -> None:
    told = {"positive": 50, "neutral": 30, "negative": 20}
    assert worked("tonality", **told).value == 20
    assert worked("tonality", "net", **told).value == 30


figures = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False)


@given(st.dictionaries(st.sampled_from(sorted(AMOUNTS)), st.none() | figures))
def test_every_kpi_is_what_plain_arithmetic_says(told) -> None:
    for kpi in KPIS.values():
        for variant in kpi.variants:
            result = compute(variant.formula, {name: Told(value) for name, value in told.items()}, AMOUNTS)
            over = [(told.get(term.amount), -1 if term.minus else 1) for term in variant.formula.over]
            under = [(told.get(term.amount), 1) for term in variant.formula.under]
            if any(value is None for value, _sign in (*over, *under)):
                assert result.value is None
                assert result.missing
            elif under and sum(value for value, _sign in under) == 0:
                assert (result.value, result.why) == (None, "not_yet")
            else:
                top = sum(value * sign for value, sign in over) * variant.formula.times
                assert result.value == (top / sum(value for value, _sign in under) if under else top)


@given(st.lists(st.tuples(figures | st.none(), st.integers(0, 5), st.integers(0, 5)), max_size=8))
def test_what_is_told_adds_up_in_any_order(parts) -> None:
    told = [Told(value, min(a, b), max(a, b)) for value, a, b in parts]
    forward, back = SILENT, SILENT
    for one in told:
        forward = forward.plus(one)
    for one in reversed(told):
        back = back.plus(one)
    assert (forward.value, forward.told, forward.of) == (back.value, back.told, back.of)
    known = [one.value for one in told if one.value is not None]
    assert forward.value == (sum(known) if known else None)


def test_a_result_is_as_sure_as_the_least_known_of_its_amounts() -> None:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    formula = KPIS["engagement_rate"].variant("impressions").formula
    told = {"interactions": Told(D(10), 9, 10, now), "impressions": Told(D(100), 4, 10, now - timedelta(days=3))}
    result = compute(formula, told, AMOUNTS)
    assert (result.share, result.as_of, result.sure) == (0.4, now - timedelta(days=3), "partial")
    assert compute(formula, {**told, "interactions": Told(D(10), 1, 1, estimated=True)}, AMOUNTS).sure == "estimated"
    by_hand = {"interactions": Told(D(10), 2, 2, by_hand=True), "impressions": Told(D(100), 2, 2)}
    assert compute(formula, by_hand, AMOUNTS).sure == "typed"
    reach = compute(KPIS["reach"].variants[0].formula, {"reach": Told(D(10), 2, 2)}, AMOUNTS)
    assert reach.twice == ("reach",)  # a sum over posts counts people twice


@pytest.mark.parametrize(
    ("yes", "stage"),
    [
        ((), "basics"),
        (("goals", "regular"), "basics"),
        (("goals", "regular", "tracked"), "next"),
        (("goals", "regular", "tracked", "crm"), "next"),
        (("goals", "regular", "tracked", "crm", "cost"), "expert"),
        (("crm", "cost"), "basics"),
    ],
)
def test_a_stage_counts_only_where_the_one_before_is_reached(yes, stage) -> None:
    assert stage_of(dict.fromkeys(yes, True)) == stage


def test_each_stage_offers_what_the_ones_before_offer_and_more() -> None:
    basics, following, expert = (
        {kpi.id for kpi in offered(KPIS.values(), stage)} for stage in ("basics", "next", "expert")
    )
    assert basics < following < expert == set(KPIS)
    assert {"share_of_voice", "engagement_rate", "conversion_rate", "reach"} <= following  # guide 5.2


BAD = [
    ("kpi", 'unit = "count"', 'unit = "kilo"'),
    ("kpi", 'over = ["impressions"]', 'over = ["miles"]'),
    ("kpi", 'over = ["impressions"]', "over = []"),
    ("kpi", 'goals = ["awareness"]', "goals = []"),
    ("kpi", "told = { impressions", "told = { reach"),
    ("kpi", 'level = "low"', 'level = "low"\ncolour = "red"'),
    ("amount", 'from = "posts"', 'from = "stars"'),
]


@pytest.mark.parametrize(("where", "old", "new"), BAD)
def test_a_file_that_is_not_whole_is_refused_by_name(where, old, new) -> None:
    folder = files("leitstand.measurement").joinpath("kpis")
    texts = {name: folder.joinpath(f"{name}.toml").read_text("utf-8") for name in ("amounts", "catalogue")}
    name = "catalogue" if where == "kpi" else "amounts"
    assert old in texts[name]
    texts[name] = texts[name].replace(old, new, 1)
    with pytest.raises(ValueError, match=where):
        read(tomllib.loads(texts["amounts"]), tomllib.loads(texts["catalogue"]))
