"""Worksheets: every file is whole, each example finds what it says, answers are kept with their history."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from leitstand.house.actor import NotAllowed
from leitstand.house.errors import Invalid
from leitstand.strategy.actions.answer_sheet import answer_sheet
from leitstand.strategy.core.conditions import holds
from leitstand.strategy.core.sheet_files import sheet, sheets
from leitstand.strategy.core.sheets import due, judge, tame
from leitstand.strategy.models import SheetAnswer, TargetGroup

CANVAS = {"changes": "Buyers look first", "where": "LinkedIn", "evidence": "asked", "contacts": "Talks at fairs"}


@pytest.mark.parametrize("whole", sheets(), ids=lambda whole: whole.id)
def test_every_sheet_finds_in_its_examples_what_they_say(whole) -> None:
    assert whole.examples, "a sheet without examples proves nothing"
    for example in whole.examples:
        judgement = judge(whole, example.answers)
        assert {finding.id for finding in judgement.findings} == example.finds, example.answers
        assert (judgement.verdict.id if judgement.verdict else "") == example.verdict, example.answers
    found = set().union(*(example.finds for example in whole.examples))
    assert found == {finding.id for finding in whole.findings}, "each finding is shown by an example"
    assert {example.verdict for example in whole.examples} >= {verdict.id for verdict in whole.verdicts}


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 36))
def test_a_sheet_is_due_in_the_right_month_and_never_later_in_it_than_it_was_answered(day, months) -> None:
    again = due(day, months)
    assert again is not None
    assert (again.year * 12 + again.month) - (day.year * 12 + day.month) == months
    assert again.day <= day.day


def test_what_was_not_answered_fulfils_only_missing_and_not() -> None:
    assert holds({"missing": ["a"]}, {})
    assert holds({"not": {"is": {"a": True}}}, {})
    for condition in (
        {"is": {"a": 1}},
        {"is_not": {"a": 1}},
        {"below": {"a": 1}},
        {"above": {"a": "@b"}},
        {"has": {"a": "x"}},
    ):
        assert not holds(condition, {})
    assert holds({"above": {"a": "@b"}}, {"a": 3.0, "b": 2.0})
    assert not holds({"above": {"a": "@b"}}, {"a": 3.0})


def test_wrong_answers_are_named_and_right_ones_kept() -> None:
    whole = sheet("canvas")
    assert whole is not None
    right, wrong = tame(whole, {"changes": " Buyers ", "evidence": "hearsay", "colour": "blue"})
    assert right == {"changes": "Buyers"}
    assert {(problem.question, problem.code) for problem in wrong} == {("evidence", "choice"), ("colour", "unknown")}


@pytest.mark.guide("G1.3-01")
def test_the_three_strategic_questions_are_kept_with_their_day_and_asked_again_after_a_year(
    owner, signed_in, now
) -> None:
    browser = signed_in(owner)
    page = reverse("strategy_sheet", args=[owner.workspace.slug, "canvas"])
    shown = browser.get(page).content.decode()
    assert "Wo hält sich unsere Kundschaft auf?" in shown
    browser.post(page, {"where": "LinkedIn", "evidence": "guess"})
    shown = browser.get(page).content.decode()
    assert "Beantworten Sie alle drei" in shown
    assert "wird nur vermutet" in shown
    browser.post(page, CANVAS)
    kept = SheetAnswer.objects.get(workspace=owner.workspace, is_current=True)
    assert (kept.verdict, kept.review_on) == ("go_on", due(kept.answered_at.date(), 12))
    assert SheetAnswer.objects.filter(workspace=owner.workspace).count() == 2
    assert "Eine Grundlage" in browser.get(page).content.decode()
    SheetAnswer.objects.filter(pk=kept.pk).update(review_on=date(2020, 1, 1))
    assert "Zeit, noch einmal hinzusehen" in browser.get(page).content.decode()


def test_a_reader_sees_sheets_and_cannot_answer_them(dora, now) -> None:
    with pytest.raises(NotAllowed):
        answer_sheet(dora, name="canvas", answers=CANVAS, now=now)


def test_an_unknown_sheet_is_refused(owner, now) -> None:
    with pytest.raises(Invalid):
        answer_sheet(owner, name="horoscope", answers={}, now=now)


def test_answers_of_two_subjects_do_not_replace_each_other(owner, now) -> None:
    answer_sheet(owner, name="canvas", answers=CANVAS, now=now, subject="campaign:1")
    answer_sheet(owner, name="canvas", answers=CANVAS, now=now + timedelta(days=1), subject="campaign:2")
    assert SheetAnswer.objects.filter(workspace=owner.workspace, is_current=True).count() == 2


def research(**changed: str) -> dict[str, str]:
    """Return four answers with what each rests on."""
    told = {
        "who": "Qualitätsleitungen", "networks": "LinkedIn und ein Fachforum", "concerns": "Fehlalarme", "talk": "Rückrufe"
    }  # fmt: skip
    proof = {f"{name}_evidence": "data" for name in told} | {
        f"{name}_source": "48 Kommentare, Oktober" for name in told
    }
    return {**told, **proof, **changed}


@pytest.mark.guide("G4.1-01")
def test_the_audience_is_researched_by_four_questions_each_with_what_the_answer_rests_on(owner, signed_in, now) -> None:
    browser = signed_in(owner)
    page = reverse("strategy_sheet", args=[owner.workspace.slug, "audience_research"])
    shown = browser.get(page).content.decode()
    asked = ("Wer sind sie?", "Welche sozialen Netzwerke nutzen sie?", "Was beschäftigt sie?", "Worüber reden sie?")
    places = [shown.index(words) for words in asked]
    assert places == sorted(places)
    assert shown.count("Woher wissen wir das?") == 4
    browser.post(page, {"who": "Alle", "who_evidence": "guess"})
    shown = browser.get(page).content.decode()
    assert "Wer sie sind, wird nur vermutet." in shown
    assert "Beantworten Sie alle vier" in shown
    browser.post(page, research(talk_evidence="guess", talk_source=""))
    shown = browser.get(page).content.decode()
    assert "Worüber sie reden, wird nur vermutet." in shown
    assert "Prüfen Sie erst die Vermutungen" in shown
    browser.post(page, research(networks_source=""))
    assert "schreiben Sie noch auf, worauf das beruht" in browser.get(page).content.decode()
    browser.post(page, research())
    kept = SheetAnswer.objects.get(workspace=owner.workspace, is_current=True)
    assert (kept.verdict, kept.findings, kept.review_on) == ("adapt", ["listened"], due(kept.answered_at.date(), 6))
    assert "Richten Sie Inhalte, Ton und Wahl der Netzwerke danach aus" in browser.get(page).content.decode()


@pytest.mark.guide("G4.1-01")
def test_a_claim_without_what_it_rests_on_is_told_and_an_answer_without_evidence_counts_as_supposed(owner, now) -> None:
    told = research(concerns_source="")
    assert answer_sheet(owner, name="audience_research", answers=told, now=now).findings == ["unsourced"]
    told = research(concerns_evidence="", concerns_source="")
    kept = answer_sheet(owner, name="audience_research", answers=told, now=now)
    assert (kept.findings, kept.verdict) == (["concerns_guess"], "check_first")


@pytest.mark.guide("G4.1-01")
def test_beneath_a_question_stands_what_the_target_groups_say_of_it(owner, dora, emil, signed_in, now) -> None:
    TargetGroup.objects.create(
        workspace=owner.workspace, name="Qualität", description="Leiten die Prüfung", concerns="Fehlalarme",
        platforms=["linkedin", "fachforum"], created_at=now,
    )  # fmt: skip
    TargetGroup.objects.create(workspace=emil.workspace, name="Fremd", concerns="Geheim", created_at=now)
    page = reverse("strategy_sheet", args=[owner.workspace.slug, "audience_research"])
    shown = signed_in(dora).get(page).content.decode()
    who, networks, concerns = (
        shown.index(f"Zielgruppe Qualität: {words}") for words in ("Leiten die Prüfung", "LinkedIn, fachforum", "Fehlalarme")
    )  # fmt: skip
    assert shown.index("Wer sind sie?") < who < shown.index("Welche sozialen Netzwerke nutzen sie?") < networks
    assert shown.index("Was beschäftigt sie?") < concerns < shown.index("Worüber reden sie?")
    assert "Geheim" not in shown
    assert (
        "Zielgruppe Qualität" not in signed_in(dora).get(page.replace("audience_research", "canvas")).content.decode()
    )


def test_the_audience_sheet_is_answered_by_those_who_plan_and_never_from_outside(owner, dora, emil, signed_in) -> None:
    page = reverse("strategy_sheet", args=[owner.workspace.slug, "audience_research"])
    assert signed_in(dora).post(page, research()).status_code == 403
    assert signed_in(emil).get(page).status_code == 404
    answer = signed_in(owner).post(page, research(talk_evidence="rumour", who="x" * 4001))
    assert answer.status_code == 422
    assert not SheetAnswer.objects.exists()


def test_the_reads_of_the_audience_sheet_do_not_grow_with_target_groups(
    owner, signed_in, now, django_assert_max_num_queries
) -> None:
    for number in range(12):
        TargetGroup.objects.create(
            workspace=owner.workspace, name=f"Gruppe {number}", concerns="Viel", platforms=["linkedin"], created_at=now
        )
    page, browser = reverse("strategy_sheet", args=[owner.workspace.slug, "audience_research"]), signed_in(owner)
    browser.get(page)
    with django_assert_max_num_queries(24):
        browser.get(page)
