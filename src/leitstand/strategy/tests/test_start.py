"""The start: self-assessment, the guide's order, starter mode with further parts, the sparring partner."""

from datetime import timedelta

import pytest
from django.urls import reverse

from leitstand.house.actor import NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Notification, Workspace
from leitstand.strategy.actions.keep_start import have_talked, keep_start, switch_module
from leitstand.strategy.actions.remind_of_sparring import remind_of_sparring
from leitstand.strategy.core.guide_facts import guide_facts
from leitstand.strategy.core.start import first_modules, hidden, maturity_of, next_of, open_duties
from leitstand.strategy.core.start_files import start_file
from leitstand.strategy.models import Duty, Fact, Start
from leitstand.strategy.queries.start import Next, next_for

TOLD = start_file()
ORDER = ["goals", "groups", "networks", "content", "influencers", "metrics", "law"]


def page(actor, name: str, *more: object) -> str:
    return reverse(name, args=[actor.workspace.slug, *more])


def words(browser, address: str) -> str:
    return " ".join(browser.get(address).content.decode().split())


def fields(**changed):
    return {
        "business": "b2b", "team_size": 1, "maturity_yes": [], "hurdles": [], "mode": "starter", "sparring": "",
        "sparring_with": "", "sparring_weeks": 4, "duties": {}, **changed,
    }  # fmt: skip


# ── the core ──


def test_the_number_of_yes_gives_the_level() -> None:
    levels = [maturity_of([str(number) for number in range(count)]) for count in range(6)]
    assert levels == ["basics", "basics", "next", "next", "expert", "expert"]


@pytest.mark.guide("G0-02")
def test_the_way_goes_in_the_guides_order_after_the_hurdles() -> None:
    assert [step.id for step in TOLD.steps] == ORDER
    assert next_of(TOLD, [], {}) == ("step", "goals")
    assert next_of(TOLD, ["criticism", "capacity"], {}) == ("hurdle", "capacity")
    assert next_of(TOLD, ["capacity"], {"hurdle.capacity": True, "step.goals": True}) == ("step", "groups")
    assert next_of(TOLD, [], {f"step.{name}": True for name in ORDER}) == ("", "")


def test_the_starter_hides_what_is_not_on_and_the_full_mode_nothing() -> None:
    everything = hidden(TOLD.modules, [], mode="starter")
    assert everything == {"inbox", "approval", "results", "library", "strategy.*", "fields.reasons"}
    assert hidden(TOLD.modules, ["inbox"], mode="starter") == everything - {"inbox"}
    assert hidden(TOLD.modules, [], mode="full") == frozenset()
    assert first_modules(TOLD.modules, business="b2b", team=1) == frozenset()
    assert first_modules(TOLD.modules, business="b2c", team=2) == {"inbox", "library", "approval"}


def test_duties_nobody_has_are_named() -> None:
    assert open_duties(["a", "b", "c"], {1: ["a", "c"]}) == ("b",)
    assert open_duties(["a"], {}) == ("a",)


# ── the pages ──


@pytest.mark.guide("G0-01")
def test_the_hurdles_that_apply_open_their_paths_and_the_studys_figures_stand_in_the_library(owner, signed_in) -> None:
    browser = signed_in(owner)
    told = {
        "business": "b2b", "team_size": "1", "mode": "full", "hurdles": ["reluctance", "capacity", "benefit", "criticism"],
        "sparring": "", "sparring_weeks": "4",
    }  # fmt: skip
    assert browser.post(page(owner, "strategy_start_answers"), told).status_code == 302
    shown = words(browser, page(owner, "strategy_start"))
    for name, more in (
        ("strategy_capacity", ()), ("measurement_case", ()), ("strategy_facts", ()), ("strategy_sheet", ("criticism",)),
    ):  # fmt: skip
        address = page(owner, name, *more)
        assert f'href="{address}"' in shown
        assert browser.get(address).status_code == 200
    values = {fact.id: (fact.value, fact.as_of.year) for fact in guide_facts() if fact.source}
    assert (values["internet-users"], values["companies"]) == (("70 %", 2022), ("36 %", 2022))
    library = words(browser, page(owner, "strategy_facts"))
    assert "36 Prozent der Unternehmen" in library
    assert "Mai 2022" in library
    # The first hurdle is the next step until it is done.
    assert next_for(owner.workspace) == Next("hurdle", "reluctance")


@pytest.mark.guide("G0-02")
def test_the_business_preselects_parts_and_examples(owner, signed_in, now) -> None:
    browser = signed_in(owner)
    shown = words(browser, page(owner, "strategy_start"))
    places = [shown.index(f"{number}. ") for number in range(1, 8)]
    assert places == sorted(places)
    keep_start(owner, fields(business="b2c"), now=now)
    assert set(Start.objects.get().modules) == {"inbox", "library"}
    shown = words(browser, page(owner, "strategy_start"))
    assert "Die vier Klassiker" in shown
    assert "Kleines Team im B2B" not in shown
    keep_start(owner, fields(business="both"), now=now)
    shown = words(browser, page(owner, "strategy_start"))
    assert "Die vier Klassiker" in shown
    assert "Kleines Team im B2B" in shown


@pytest.mark.guide("G2.2-22")
def test_a_starter_sees_little_and_switches_further_parts_on_one_by_one(owner, signed_in, now) -> None:
    browser = signed_in(owner)
    inbox, results = page(owner, "community_inbox"), page(owner, "measurement_results")
    accounts = page(owner, "strategy_accounts")

    before = words(browser, page(owner, "strategy_start"))
    assert f'href="{inbox}"' in before
    assert f'href="{accounts}"' in words(browser, page(owner, "strategy_overview"))
    keep_start(owner, fields(), now=now)
    shown = words(browser, page(owner, "strategy_start"))
    for hidden_one in (inbox, results, accounts):
        assert f'href="{hidden_one}"' not in shown + words(browser, page(owner, "strategy_overview"))
    assert f'href="{page(owner, "planning_month")}"' in shown
    assert browser.get(accounts).status_code == 200  # hidden, not locked
    browser.post(page(owner, "strategy_module"), {"module": "inbox", "on": "1"})
    shown = words(browser, page(owner, "strategy_start"))
    assert f'href="{inbox}"' in shown
    assert f'href="{results}"' not in shown
    browser.post(page(owner, "strategy_module"), {"module": "inbox", "on": "0"})
    assert f'href="{inbox}"' not in words(browser, page(owner, "strategy_start"))
    keep_start(owner, fields(mode="full"), now=now)
    assert Workspace.objects.get(pk=owner.workspace.pk).hidden_places == []
    with pytest.raises(Impossible):
        switch_module(owner, "inbox", on=True, now=now)


@pytest.mark.guide("G2.2-01")
def test_one_person_wears_several_hats_and_what_nobody_wears_is_named(owner, ada, signed_in) -> None:
    browser = signed_in(owner)
    told = {
        "business": "b2b", "team_size": "2", "mode": "full", "sparring": "", "sparring_weeks": "4",
        f"duties_{owner.person.pk}": ["strategy", "approval", "events"], f"duties_{ada.person.pk}": ["content"],
    }  # fmt: skip
    assert browser.post(page(owner, "strategy_start_answers"), told).status_code == 302
    assert Duty.objects.filter(person=owner.person).count() == 3
    shown = words(browser, page(owner, "strategy_start"))
    assert "Strategie, Freigabe, Veranstaltungen" in shown
    assert "Antworten und Community, Zahlen" in shown  # nobody takes care of these


@pytest.mark.guide("G2.2-02")
def test_a_lone_marketer_is_reminded_of_the_sparring_partner_again_and_again(owner, signed_in, now) -> None:
    browser = signed_in(owner)
    with pytest.raises(Invalid) as wrong:
        keep_start(owner, fields(sparring="external"), now=now)
    assert set(wrong.value.errors) == {"sparring_with"}
    keep_start(
        owner, fields(sparring="external", sparring_with="Leiterin Marketing einer Gießerei", sparring_weeks=2), now=now
    )
    assert remind_of_sparring(now=now + timedelta(days=13)) == 0
    assert remind_of_sparring(now=now + timedelta(days=14)) == 1
    assert remind_of_sparring(now=now + timedelta(days=15)) == 0
    assert remind_of_sparring(now=now + timedelta(days=28)) == 1
    notices = Notification.objects.filter(person=owner.person, kind="strategy.sparring_due")
    assert {notice.params["name"] for notice in notices} == {"Leiterin Marketing einer Gießerei"}
    shown = words(browser, page(owner, "strategy_start"))
    assert "Leiterin Marketing einer Gießerei" in shown
    assert f'href="{page(owner, "house_people")}"' in shown  # the guest reader's way in
    assert browser.post(page(owner, "strategy_talked")).status_code == 302
    assert Start.objects.get().sparring_next_on == (now + timedelta(days=14)).date()
    keep_start(owner, fields(), now=now)
    with pytest.raises(Impossible):
        have_talked(owner, now=now)


def test_only_an_owner_answers_and_nonsense_is_told(owner, ada, emil, now) -> None:
    with pytest.raises(NotAllowed):
        keep_start(ada, fields(), now=now)
    with pytest.raises(Invalid) as told:
        keep_start(
            owner,
            fields(
                business="b2x",
                team_size=9,
                hurdles=["laziness"],
                sparring_weeks=0,
                duties={emil.person.pk: ["content"]},
            ),
            now=now,
        )
    assert set(told.value.errors) == {"business", "team_size", "hurdles", "sparring_weeks", "duties"}
    assert not Start.objects.exists()
    keep_start(owner, fields(), now=now)
    with pytest.raises(Invalid):
        switch_module(owner, "nothing", on=True, now=now)


def test_what_the_product_holds_is_done(owner, now) -> None:
    assert next_for(owner.workspace) == Next("begin")
    keep_start(owner, fields(hurdles=["reluctance"]), now=now)
    assert next_for(owner.workspace) == Next("hurdle", "reluctance")
    Fact.objects.create(
        workspace=owner.workspace, statement="x", value="1", source="y", retrieved_on=now.date(), stale_after=now.date(),
        added_at=now,
    )  # fmt: skip
    assert next_for(owner.workspace) == Next("step", "goals")
