"""Target groups, personas, the tone sheet's page, the fact library: through the pages and actions people use."""

from datetime import date

import pytest
from django.urls import reverse

from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Invalid
from leitstand.strategy.actions.keep_fact import drop_fact, keep_fact
from leitstand.strategy.actions.keep_group import end_group, keep_group
from leitstand.strategy.core.guide_facts import for_age, guide_facts, leading
from leitstand.strategy.models import Fact, Persona, TargetGroup
from leitstand.strategy.queries.audiences import groups_of, stale_facts

GROUP = {
    "name": "Qualitätsleitung", "description": "Verantworten Reklamationen in der Zulieferung", "concerns": "Nacharbeit",
    "platforms": ["linkedin"], "address": "sie", "formality": "plain", "emoji": "none", "jargon": "explained",
    "words_to_use": ["Prüfzelle"], "words_to_avoid": ["revolutionär"], "glossary": {"SPC": "statistische Prozesslenkung"},
}  # fmt: skip
FACT = {
    "statement": "Jede fünfte Reklamation entsteht erst beim Verpacken.", "value": "20", "unit": "%",
    "population": "312 Zulieferer", "period": "2025", "source": "Verband der Prüftechnik", "link": "",
    "retrieved_on": date(2026, 10, 1), "stale_after": date(2027, 10, 1),
}  # fmt: skip


def page(actor, name: str, *more: object) -> str:
    return reverse(name, args=[actor.workspace.slug, *more])


def test_a_group_is_described_on_its_page_with_everything_its_tone_sheet_holds(owner, signed_in) -> None:
    told = {
        **GROUP, "words_to_use": "Prüfzelle, Stichprobe\nLinie", "words_to_avoid": "revolutionär",
        "glossary": "SPC: statistische Prozesslenkung\nOEE: Gesamtanlageneffektivität",
    }  # fmt: skip
    browser = signed_in(owner)
    assert browser.post(page(owner, "strategy_new_group"), told).status_code == 302
    kept = TargetGroup.objects.get(workspace=owner.workspace)
    assert kept.words_to_use == ["Prüfzelle", "Stichprobe", "Linie"]
    assert kept.glossary == {"SPC": "statistische Prozesslenkung", "OEE": "Gesamtanlageneffektivität"}
    shown = browser.get(page(owner, "strategy_group", kept.pk)).content.decode()
    assert "OEE: Gesamtanlageneffektivität" in shown
    assert "Qualitätsleitung" in browser.get(page(owner, "strategy_groups")).content.decode()


def test_a_name_that_comes_twice_and_a_word_in_both_lists_are_refused_at_their_fields(owner, now) -> None:
    keep_group(owner, GROUP, now=now)
    with pytest.raises(Invalid) as wrong:
        keep_group(owner, {**GROUP, "name": " qualitätsleitung ", "words_to_avoid": ["PRÜFZELLE"]}, now=now)
    assert set(wrong.value.errors) == {"name", "words_to_avoid"}


def test_what_was_typed_stays_on_the_page_beside_the_error(owner, signed_in) -> None:
    answer = signed_in(owner).post(
        page(owner, "strategy_new_group"), {**GROUP, "name": "", "words_to_use": "", "words_to_avoid": "", "glossary": "a: b"}
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Verantworten Reklamationen" in answer.content.decode()


def test_a_group_that_ended_is_no_longer_offered_but_not_lost(owner, now) -> None:
    group = keep_group(owner, GROUP, now=now)
    end_group(owner, group, now=now)
    assert list(groups_of(owner.workspace)) == []
    assert TargetGroup.objects.get(pk=group.pk).ended_at == now


def test_guests_read_groups_and_strangers_see_none(owner, dora, emil, now, signed_in) -> None:
    group = keep_group(owner, GROUP, now=now)
    assert signed_in(dora).get(page(owner, "strategy_group", group.pk)).status_code == 200
    assert signed_in(dora).post(page(owner, "strategy_group", group.pk), GROUP).status_code == 403
    assert signed_in(emil).get(page(owner, "strategy_group", group.pk)).status_code in (403, 404)
    with pytest.raises(NotAllowed):
        keep_group(dora, {**GROUP, "name": "Andere"}, now=now)
    with pytest.raises(Foreign):
        end_group(emil, group, now=now)


@pytest.mark.guide("G1.1-03")
def test_a_persona_says_why_and_in_which_context_somebody_uses_networks(owner, signed_in, now) -> None:
    group = keep_group(owner, GROUP, now=now)
    told = {
        "name": "Katrin Kontrolle", "role": "Leiterin Qualität", "age": 44, "motives": ["work", "advice"],
        "context": "professional", "goals": "Weniger Reklamationen", "worries": "Fehlende Zeit",
    }  # fmt: skip
    browser = signed_in(owner)
    assert browser.post(page(owner, "strategy_new_persona", group.pk), told).status_code == 302
    persona = Persona.objects.get(group=group)
    assert (persona.motives, persona.context, persona.age) == (["work", "advice"], "professional", 44)
    shown = browser.get(page(owner, "strategy_group", group.pk)).content.decode()
    for words in ("Katrin Kontrolle", "Rat suchen", "beruflich"):
        assert words.casefold() in shown.casefold()


def test_an_age_nobody_has_is_refused_at_its_field(owner, signed_in, now) -> None:
    group = keep_group(owner, GROUP, now=now)
    answer = signed_in(owner).post(
        page(owner, "strategy_new_persona", group.pk), {"name": "Kind", "age": 7, "context": "private"}
    )
    assert answer.status_code == 422
    assert not Persona.objects.exists()


@pytest.mark.guide("G1.1-02")
def test_at_25_social_networks_lead_with_133_minutes_against_105_of_television() -> None:
    lead = leading(25)
    assert lead is not None
    assert lead.medium == "social"
    minutes = {fact.medium: fact.number for fact in lead.facts if fact.measure == "minutes_a_day"}
    assert (minutes["social"], minutes["tv"]) == (133, 105)
    reach = {fact.medium: fact.number for fact in lead.facts if fact.measure == "reach_percent"}
    assert (reach["social"], reach["tv"]) == (96, 89)


@pytest.mark.guide("G1.1-02")
def test_a_persona_s_page_shows_the_leading_medium_with_its_figures_sources_and_their_age(
    owner, signed_in, now
) -> None:
    group = keep_group(owner, GROUP, now=now)
    Persona.objects.create(workspace=owner.workspace, group=group, name="Toni", age=25)
    shown = signed_in(owner).get(page(owner, "strategy_group", group.pk)).content.decode()
    assert "Soziale Netzwerke" in shown
    assert "GlobalWebIndex" in shown
    assert "veraltet" in shown  # figures of 2020, read in 2026


def test_no_medium_is_said_to_lead_where_no_figure_covers_the_age() -> None:
    assert leading(70) is None
    assert for_age(70) == ()


@pytest.mark.guide("G1.1-01")
def test_the_guide_s_figures_of_2020_are_in_the_library_with_their_source_and_marked_as_old(owner, signed_in) -> None:
    by_id = {fact.id: fact for fact in guide_facts()}
    assert by_id["mobile-minutes-35-64"].number == 102
    assert by_id["social-reach-35-64"].number == 86
    assert by_id["social-minutes-35-64"].number == 84
    assert all(fact.source and fact.as_of for fact in by_id.values())
    assert by_id["mobile-reach-35-64"].is_old(date(2026, 11, 26))
    assert not by_id["mobile-reach-35-64"].is_old(date(2022, 1, 1))
    shown = signed_in(owner).get(page(owner, "strategy_facts")).content.decode()
    assert "102 Minuten" in shown
    assert "GlobalWebIndex 2013–2020 DE" in shown


@pytest.mark.guide("G1.1-01")
def test_a_fact_of_one_s_own_carries_source_and_age_and_warns_once_it_is_old(owner, ada, signed_in, now) -> None:
    fact = keep_fact(ada, FACT, now=now)
    fresh = signed_in(owner).get(page(owner, "strategy_facts")).content.decode()
    assert "Verband der Prüftechnik" in fresh
    assert stale_facts(owner.workspace, on=now.date()) == 0
    Fact.objects.filter(pk=fact.pk).update(stale_after=now.date())
    assert stale_facts(owner.workspace, on=now.date()) == 1
    own = signed_in(owner).get(page(owner, "strategy_facts"), {"wort": "verpacken"}).content.decode()
    assert "bitte nachschlagen" in own
    assert "102 Minuten" not in own


def test_a_figure_without_a_source_is_no_fact(ada, now) -> None:
    with pytest.raises(Invalid) as wrong:
        keep_fact(ada, {**FACT, "source": " ", "retrieved_on": date(2030, 1, 1), "link": "javascript:x"}, now=now)
    assert set(wrong.value.errors) >= {"source", "retrieved_on", "link"}


def test_a_fact_goes_and_leaves_its_trace(ada, now) -> None:
    fact = keep_fact(ada, FACT, now=now)
    drop_fact(ada, fact, now=now)
    assert not Fact.objects.exists()


@pytest.mark.guide("G1.2-05")
def test_the_business_case_finds_who_buys_and_who_would_buy_through_networks(owner, signed_in) -> None:
    by_id = {fact.id: fact for fact in guide_facts()}
    assert by_id["social-shopping"].value.startswith("18")
    assert by_id["open-to-social-shopping"].value.startswith("22")
    shown = signed_in(owner).get(page(owner, "strategy_facts"), {"wort": "YouGov"}).content.decode()
    assert "18 %" in shown
    assert "22 %" in shown


@pytest.mark.parametrize("name", ["strategy_groups", "strategy_facts"])
def test_the_lists_ask_the_same_however_many_there_are(owner, signed_in, now, name, django_assert_num_queries) -> None:
    def grow(start: int, end: int) -> None:
        for place in range(start, end):
            group = keep_group(owner, {**GROUP, "name": f"Gruppe {place}"}, now=now)
            Persona.objects.create(workspace=owner.workspace, group=group, name="Wer", age=25)
            keep_fact(owner, FACT, now=now)

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = signed_in(owner)
    grow(0, 2)
    browser.get(page(owner, name))
    with CaptureQueriesContext(connection) as few:
        browser.get(page(owner, name))
    grow(2, 12)
    with django_assert_num_queries(len(few)):
        browser.get(page(owner, name))
