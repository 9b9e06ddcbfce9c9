"""Tools and platforms: the sheet, the report with Leitstand's own use, the four questions."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from leitstand.channels.core.platforms import platform
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Invalid
from leitstand.strategy.actions.keep_seats import keep_seat
from leitstand.strategy.actions.keep_tool import keep_tool
from leitstand.strategy.core.platform_choice import Known, choose
from leitstand.strategy.core.tools import Tool, is_patchwork, judge, use_of
from leitstand.strategy.models import Decision, WorkTool
from leitstand.strategy.queries.tools import own_use


def page(actor, name: str, *more: object) -> str:
    return reverse(name, args=[actor.workspace.slug, *more])


def seen(browser, address: str) -> str:
    return " ".join(browser.get(address).content.decode().split())


def tool(**changed) -> Tool:
    told = {
        "name": "Planer", "cost": Decimal(120), "users": 4, "able": 2, "functions": 10, "used": 6, "connections": 1,
        "silos": 0, "hours_saved": Decimal(8), "hours_needed": Decimal(3), "hours_available": Decimal(4), **changed,
    }  # fmt: skip
    return Tool(**told)


def fields(**changed):
    return {
        "product": "Planer", "purpose": "Planung", "cost": Decimal(120), "users": 4, "able": 2, "functions": ["A", "B"],
        "used": ["A"], "connections": ["CRM"], "silos": [], "hours_saved": None, "hours_needed": None,
        "hours_available": None, **changed,
    }  # fmt: skip


def test_a_tool_costs_per_head_and_is_worth_its_saved_hours_less_its_price() -> None:
    use = use_of(tool(), rate=Decimal(50))
    assert (use.share, use.cost_per_user, use.worth) == (60, 30, 280)  # 8 · 50 − 120
    assert use_of(tool(users=0, functions=0), rate=None).cost_per_user is None


@pytest.mark.parametrize(
    ("changed", "verdict", "finding"),
    [
        ({}, "keep", None),
        ({"used": 3}, "smaller", "fraction"),
        ({"used": 3, "hours_saved": Decimal(1)}, "drop", "loses_money"),
        ({"able": 1}, "train", "one_able"),
        ({"able": 0}, "train", "nobody_able"),
        ({"silos": 1}, "connect", "silo"),
        ({"hours_available": Decimal(2)}, "find_time", "no_time"),
        ({"functions": 0, "used": 0}, "unknown", "functions_unknown"),
        ({"hours_needed": None}, "unknown", "time_unknown"),
        ({"used": 4}, "keep", None),
    ],
)
def test_the_verdict_follows_the_gravest_finding(changed, verdict, finding) -> None:
    found = judge(tool(**changed), rate=Decimal(50))
    assert found.verdict == verdict
    assert finding is None or finding in found.findings


def test_three_tools_that_keep_data_to_themselves_are_a_patchwork() -> None:
    assert is_patchwork([tool(silos=1)] * 3)
    assert not is_patchwork([tool(silos=1), tool(silos=1), tool()])


@pytest.mark.guide("G2.2-19", "G4.5-21")
def test_a_sheet_says_what_speaks_against_a_tool_and_its_recommendation_becomes_a_dated_decision(
    owner, signed_in, now
) -> None:
    browser = signed_in(owner)
    told = {
        "product": "ProNetz", "purpose": "Leads finden", "cost": "89,90", "users": "2", "able": "1",
        "functions": "Suche *\nNachrichten\nWettbewerb\nBerichte\n", "connections": "", "silos": "Kontakte",
        "hours_saved": "", "hours_needed": "5", "hours_available": "1,5",
    }  # fmt: skip
    assert browser.post(page(owner, "strategy_new_tool"), told).status_code == 302
    kept = WorkTool.objects.get(workspace=owner.workspace)
    assert (kept.functions, kept.used) == (["Suche", "Nachrichten", "Wettbewerb", "Berichte"], ["Suche"])
    address = page(owner, "strategy_tool", kept.pk)
    shown = seen(browser, address)
    assert "Erst Stunden finden oder es lassen" in shown
    assert "Nötig sind 5 Stunden pro Woche, vorhanden 1,5." in shown
    for words in ("Nur ein Bruchteil der Funktionen", "Nur eine Person beherrscht es", "Es ist mit nichts verbunden"):
        assert words in shown
    assert "Ungenutzt: Nachrichten, Wettbewerb, Berichte" in shown
    assert 'value="89,9' in shown
    assert "Suche *" in shown
    later = (now + timedelta(days=90)).date()
    said = {"outcome": "Nicht verlängern", "reason": "Keine Zeit", "review_on": later.isoformat()}
    assert browser.post(page(owner, "strategy_tool_decision", kept.pk), said).status_code == 302
    decision = Decision.objects.get(workspace=owner.workspace, about="tool")
    assert (decision.basis["verdict"], decision.basis["share"], decision.review_on) == ("find_time", 25, later)
    assert "Nicht verlängern" in seen(browser, page(owner, "strategy_tools"))


@pytest.mark.guide("G2.2-21")
def test_the_report_says_what_is_used_what_it_saves_and_what_it_costs_per_head(owner, ada, signed_in, now) -> None:
    browser = signed_in(owner)
    keep_seat(
        owner,
        {
            "person": owner.person,
            "name": "",
            "hours_a_week": Decimal(10),
            "content_percent": 60,
            "cost_per_hour": Decimal(40),
        },
        now=now,
    )
    keep_tool(owner, fields(hours_saved=Decimal(10)), now=now)
    shown = seen(browser, page(owner, "strategy_tools"))
    for words in ("1 / 2", "50 %", "120 €", "30 €", "280 €"):  # per head 120 / 4; 10 · 40 − 120
        assert words in shown
    table = browser.get(page(owner, "strategy_tools_table")).getvalue().decode("utf-8-sig").splitlines()
    assert table[1].startswith("Planer;Planung;120,00;4;30,00;2;1;10,0;280,00;")
    # of the trail: keep_seat and keep_tool, by one of two people
    own = own_use(owner.workspace, now + timedelta(days=1))
    assert (own.used, own.people, own.members) == (2, 1, 2)
    assert "strategy" not in own.idle
    assert "community" in own.idle
    assert "1 von 2 Mitgliedern 2 von" in shown
    assert own_use(owner.workspace, now + timedelta(days=91)).used == 0


def test_wrong_sheets_are_named_and_strangers_kept_out(owner, dora, emil, now) -> None:
    with pytest.raises(Invalid) as told:
        keep_tool(owner, fields(product=" ", used=["C"], cost=Decimal(-1)), now=now)
    assert set(told.value.errors) == {"product", "used", "cost"}
    with pytest.raises(NotAllowed):
        keep_tool(dora, fields(), now=now)
    theirs = keep_tool(emil, fields(), now=now)
    with pytest.raises(Foreign):
        keep_tool(owner, fields(), now=now, tool=theirs)


def test_four_questions_give_up_to_three_points_each_and_an_open_one_gives_none() -> None:
    first, second = Known("a", "A", {"leads": 3, "awareness": 1, "b2b": 3, "text": 2}), Known("b", "B", {"leads": 1})
    choice = choose(
        [second, first],
        goals=["leads", "awareness"],
        audiences=["b2b"],
        interactions=["text"],
        contacts={"a": 1, "b": 3},
    )
    assert [(one.known.id, one.total) for one in choice.scores] == [("a", 8.0), ("b", 3.5)]  # 2+3+1+2; 0.5+0+3+0
    assert choice.outcome == "clear"
    assert (
        choose([first, second], goals=["leads"], audiences=["b2b"], interactions=["text"], contacts={"a": 1}).outcome
        == "open"
    )
    assert (
        choose([first], goals=["leads"], audiences=["b2b"], interactions=["text"], contacts={"a": 1}).outcome == "open"
    )


@pytest.mark.guide("G4.5-01")
def test_platforms_are_compared_on_four_questions_and_the_choice_is_kept(owner, signed_in) -> None:
    browser = signed_in(owner)
    asked = {
        "candidates": ["linkedin", "xing"], "goals": ["leads"], "audiences": ["b2b"], "interactions": ["article"],
        "contacts-linkedin": "3", "contacts-xing": "1",
    }  # fmt: skip
    answer = browser.get(page(owner, "strategy_platform_choice"), asked)
    shown = " ".join(answer.content.decode().split())
    best = platform("linkedin")
    assert best is not None
    total = best.suits["leads"] + best.suits["b2b"] + best.suits["article"] + 3
    assert f"<strong>{total}</strong>" in shown
    for question in ("Ziele", "Zielgruppe", "Weitere Kontakte", "Interaktionen"):
        assert question in shown
    said = asked | {"outcome": "LinkedIn", "reason": "Der Einkauf ist dort"}
    assert browser.post(page(owner, "strategy_platform_choice"), said).status_code == 302
    decision = Decision.objects.get(workspace=owner.workspace, about="platform")
    assert decision.outcome == "LinkedIn"
    assert decision.basis["scores"]["linkedin"]["contacts"] == 3
    assert "Der Einkauf ist dort" in seen(browser, page(owner, "strategy_platform_choice"))
    assert browser.post(page(owner, "strategy_platform_choice"), asked).status_code == 422
