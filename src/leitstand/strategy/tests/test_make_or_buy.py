"""Make or buy: the cost of a piece by hand, the page's comparison, the decision with its reason."""

from decimal import Decimal

import pytest
from django.urls import reverse

from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Invalid
from leitstand.strategy.actions.weigh_make_or_buy import decide_make_or_buy, weigh_make_or_buy
from leitstand.strategy.core.make_or_buy import CRITERIA, Case, compare
from leitstand.strategy.models import Decision, MakeOrBuy

GOOD_AT_HOME = {"tone": (5, 3), "quality": (3, 5), "know_how": (5, 2), "trade": (5, 2)}


def page(actor, name: str, *more: object) -> str:
    return reverse(name, args=[actor.workspace.slug, *more])


def seen(browser, address: str) -> str:
    return " ".join(browser.get(address).content.decode().split())


def case(**changed) -> Case:
    told = {
        "pieces": 10, "hours": Decimal(6), "rate": Decimal(50), "material": Decimal(20), "training": Decimal(300),
        "price": Decimal(900), "steering_hours": Decimal(2), "ratings": GOOD_AT_HOME, **changed,
    }  # fmt: skip
    return Case(**told)


def test_a_piece_costs_its_hours_material_and_share_of_the_training_or_its_price_and_steering() -> None:
    found = compare(case())
    # 6 · 50 + 20 + 300 / 10 = 350; 900 + 2 · 50 = 1000
    assert (found.make, found.buy, found.saved) == (350, 1000, 650)
    assert (found.make_all, found.buy_all, found.make_hours, found.buy_hours) == (3500, 10_000, 60, 20)
    assert (found.make_points, found.buy_points) == (4.5, 3.0)
    assert found.advice == "make"


@pytest.mark.parametrize(
    ("changed", "free", "advice"),
    [
        ({}, 59, "hours"),
        ({}, 60, "make"),
        ({"price": Decimal(100), "steering_hours": Decimal(0)}, None, "weigh"),  # 100 € against 350 €, but 4.5 to 3
        ({"price": Decimal(340), "steering_hours": Decimal(0)}, None, "make"),  # as dear, but better
        ({"price": Decimal(100), "ratings": dict.fromkeys(CRITERIA, (3, 4))}, None, "buy"),
        ({"ratings": {"tone": (5, 1)}}, None, "unknown"),
        ({"price": Decimal(0), "steering_hours": Decimal(0)}, None, "unknown"),
    ],
)
def test_money_and_criteria_advise_together_or_leave_it_to_people(changed, free, advice) -> None:
    assert compare(case(**changed), free_hours=None if free is None else Decimal(free)).advice == advice


def test_weights_let_a_criterion_count_more() -> None:
    found = compare(case(weights={"quality": 5}))
    # (5 + 5·3 + 5 + 5) / 8 and (3 + 5·5 + 2 + 2) / 8
    assert (found.make_points, found.buy_points) == (3.75, 4.0)


@pytest.mark.guide("G2.1-13")
def test_the_page_compares_full_costs_and_keeps_the_decision_with_its_reason(owner, signed_in) -> None:
    browser = signed_in(owner)
    told = {
        "what": "Messefilm", "pieces": "10", "hours": "6", "rate": "50", "material": "20", "training": "300",
        "price": "900", "steering_hours": "2",
    }  # fmt: skip
    for name, (own, bought) in GOOD_AT_HOME.items():
        told |= {f"make-{name}": str(own), f"buy-{name}": str(bought), f"weight-{name}": "1"}
    assert browser.post(page(owner, "strategy_new_make_or_buy"), told).status_code == 302
    question = MakeOrBuy.objects.get(workspace=owner.workspace)
    address = page(owner, "strategy_make_or_buy_one", question.pk)
    shown = seen(browser, address)
    assert "Ein Stück kostet in eigener Arbeit 350,00 €, von der Agentur 1.000,00 €." in shown
    assert "Die Kriterien geben der eigenen Arbeit 4,5 und der Agentur 3 von 5." in shown
    assert "Selbst machen ist die bessere Wahl" in shown
    answer = page(owner, "strategy_make_or_buy_answer", question.pk)
    assert browser.post(answer, {"answer": "buy", "reason": ""}).status_code == 422
    assert browser.post(answer, {"answer": "buy", "reason": "Niemand hat im März Zeit"}).status_code == 302
    decision = Decision.objects.get(workspace=owner.workspace, about="make_or_buy")
    assert (decision.outcome, decision.reason) == ("Beauftragen", "Niemand hat im März Zeit")
    assert decision.basis["make"] == "350.00"
    shown = seen(browser, address)
    assert page(owner, "planning_new_brief") in shown
    assert "Niemand hat im März Zeit" in shown
    assert "Beauftragen" in seen(browser, page(owner, "strategy_make_or_buy"))


def test_wrong_figures_are_named_and_strangers_kept_out(owner, dora, emil, now) -> None:
    fields = {
        "what": " ", "pieces": 0, "hours": Decimal(0), "rate": Decimal(0), "material": Decimal(-1), "training": Decimal(0),
        "price": Decimal(1), "steering_hours": Decimal(0), "ratings": {"tone": (6, 1)}, "weights": {},
    }  # fmt: skip
    with pytest.raises(Invalid) as told:
        weigh_make_or_buy(owner, fields, now=now)
    assert set(told.value.errors) == {"what", "pieces", "hours", "rate", "material", "ratings"}
    good = fields | {
        "what": "Film", "pieces": 1, "hours": Decimal(1), "rate": Decimal(1), "material": Decimal(0), "ratings": {},
    }  # fmt: skip
    with pytest.raises(NotAllowed):
        weigh_make_or_buy(dora, good, now=now)
    theirs = weigh_make_or_buy(emil, good, now=now)
    with pytest.raises(Foreign):
        decide_make_or_buy(owner, theirs, answer="make", reason="weil", now=now)
