"""The business case: facts with their source, others' results, a forecast whose method is said; read, taken along, decided."""

from datetime import timedelta
from decimal import Decimal

import pytest

from leitstand.house.actor import NotAllowed
from leitstand.house.errors import Invalid
from leitstand.measurement.core.forecast import forecast, per_post
from leitstand.measurement.tests.factories import make_channel
from leitstand.measurement.tests.test_goals import make_standing, page, words
from leitstand.strategy.actions.keep_case import keep_case
from leitstand.strategy.core.case_cards import card_of, case_cards
from leitstand.strategy.models import BusinessCase, Decision


def fields(**changed):
    return {
        "asks": "Zehn Stunden in der Woche für ein Jahr", "months": 12, "posts_a_month": 8, "hours_a_post": Decimal("1.5"),
        "cost_an_hour": Decimal(60), "other_a_month": Decimal(500), "reach_a_post": None, "interactions_a_post": None,
        "facts": ["guide:companies"], "cards": ["sodexo"], **changed,
    }  # fmt: skip


# ── the core ──


def test_a_post_brings_what_the_middle_half_of_the_own_ones_brought() -> None:
    found = per_post([500, 100, 300, 200, 400], None)
    assert found is not None
    assert (found.low, found.middle, found.high, found.basis, found.posts) == (200, 300, 400, "own", 5)
    # four values between the places: 100, 200, 300, 400, 500, 600 → quartiles 225, 350, 475
    between = per_post([100, 200, 300, 400, 500, 600], None)
    assert between is not None
    assert (between.low, between.middle, between.high) == (225, 350, 475)


def test_few_own_posts_say_nothing_and_an_assumption_is_called_one() -> None:
    assert per_post([1, 2, 3, 4], None) is None
    assumed = per_post([1, 2, 3, 4], 250)
    assert assumed is not None
    assert (assumed.low, assumed.high, assumed.basis) == (250, 250, "assumed")


def test_cost_and_reach_are_reckoned_by_hand() -> None:
    found = forecast(
        months=12, posts_a_month=8, hours_a_post=Decimal("1.5"), cost_an_hour=Decimal(60), other_a_month=Decimal(500),
        reach=per_post([100, 200, 300, 400, 500], None), interactions=per_post([], 10),
    )  # fmt: skip
    # 96 posts · 1.5 h = 144 h · 60 € = 8,640 €; 12 · 500 € = 6,000 €; together 14,640 €
    assert (found.posts, found.hours, found.work_cost, found.other_cost, found.cost) == (96, 144, 8640, 6000, 14640)
    assert found.reach is not None
    assert (found.reach.low, found.reach.middle, found.reach.high) == (19200, 28800, 38400)
    # 14,640 € / 28.8 thousand contacts; 14,640 € / 960 interactions
    assert (found.cost_per_thousand, found.cost_per_interaction) == (Decimal("508.33"), Decimal("15.25"))
    nothing = forecast(
        months=1, posts_a_month=1, hours_a_post=Decimal(1), cost_an_hour=Decimal(1), other_a_month=Decimal(0), reach=None,
        interactions=per_post([0] * 5, None),
    )  # fmt: skip
    assert nothing.reach is None
    assert nothing.cost_per_thousand is None
    assert nothing.cost_per_interaction is None  # of zero interactions nothing costs anything


def test_the_cards_say_where_they_stand() -> None:
    assert {card.id for card in case_cards()} >= {"otto", "vodafone", "milupa", "sodexo", "wsw"}
    with pytest.raises(ValueError, match="case x"):
        card_of({"id": "x", "company": "X", "for": "b2b", "figure": "1", "source": ""})


# ── the pages ──


@pytest.mark.guide("G1.3-13")
def test_the_case_joins_facts_others_results_and_a_forecast_and_is_taken_along(owner, signed_in, now) -> None:
    channel = make_channel(owner.workspace, now)
    for number in range(1, 6):
        make_standing(channel, now - timedelta(days=number), reach=number * 100, interactions=number * 10)
    make_standing(channel, now - timedelta(days=400), reach=90000)  # older than a year
    browser = signed_in(owner)
    told = {
        "asks": "Zehn Stunden in der Woche für ein Jahr", "months": "12", "posts_a_month": "8", "hours_a_post": "1,5",
        "cost_an_hour": "60", "other_a_month": "500", "facts": ["guide:companies", "guide:internet-users"],
        "cards": ["sodexo", "wsw"],
    }  # fmt: skip
    assert browser.post(page(owner, "measurement_case_form"), told).status_code == 302
    shown = words(browser, page(owner, "measurement_case"))
    file = browser.get(page(owner, "measurement_case_file"))
    assert file.headers["Content-Disposition"].startswith("attachment")
    taken = " ".join(file.content.decode().replace("\xa0", " ").split())
    for document in (shown, taken):
        for said in (
            "Zehn Stunden in der Woche", "36 %", "Bitkom, Studie, Mai 2022", "Sodexo", "Leitfaden 5.2", "19.200", "28.800",
            "38.400", "14.640", "508,33", "unteres Quartil 200", "aus 5 eigenen Beiträgen",
        ):  # fmt: skip
            assert said in document
    assert "Otto" not in shown
    assert "http" not in taken.split("</style>")[1].replace("https://", "")  # nothing is fetched from elsewhere
    said = {"outcome": "Genehmigt für ein Jahr", "reason": "Zahlen überzeugen"}
    browser.post(page(owner, "measurement_case_decided"), said)
    decision = Decision.objects.get(about="business_case")
    assert (decision.outcome, Decimal(decision.basis["cost"])) == ("Genehmigt für ein Jahr", 14640)
    assert "Genehmigt für ein Jahr" in words(browser, page(owner, "measurement_case"))


@pytest.mark.guide("G1.3-13")
def test_without_own_posts_the_forecast_says_that_it_is_assumed(owner, signed_in, now) -> None:
    browser = signed_in(owner)
    assert "Noch keine Nutzenrechnung" in words(browser, page(owner, "measurement_case"))
    assert browser.get(page(owner, "measurement_case_file")).status_code == 302
    keep_case(owner, fields(reach_a_post=250), now=now)
    shown = words(browser, page(owner, "measurement_case"))
    assert "250, angenommen" in shown
    assert "24.000" in shown  # 96 · 250
    assert "keine eigenen Beiträge und keine Annahme" in shown  # of interactions nothing is known


def test_a_case_quotes_only_what_is_there_and_readers_write_none(owner, dora, emil, now) -> None:
    with pytest.raises(Invalid) as told:
        keep_case(
            owner,
            fields(asks=" ", months=99, posts_a_month=0, cost_an_hour=Decimal(-1), facts=["own:1"], cards=["acme"]),
            now=now,
        )
    assert set(told.value.errors) == {"asks", "months", "posts_a_month", "cost_an_hour", "facts", "cards"}
    with pytest.raises(NotAllowed):
        keep_case(dora, fields(), now=now)
    assert not BusinessCase.objects.exists()
