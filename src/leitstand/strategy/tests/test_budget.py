"""The budget through its pages: planned, told, compared, given out."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.strategy.actions.keep_budget import keep_entry, plan_staff, tell_spending
from leitstand.strategy.actions.keep_seats import keep_seat
from leitstand.strategy.models import BudgetEntry, ChannelTime

MARCH = date(2027, 3, 1)


def page(actor, name: str, *more: object) -> str:
    return reverse(name, args=[actor.workspace.slug, *more])


def seen(browser, address: str) -> str:
    return " ".join(browser.get(address).content.decode().split())


def fields(**changed):
    return {
        "month": MARCH, "line": "software", "component": "", "channel": "", "what": "Planungswerkzeug",
        "planned": Decimal(79), "actual": None, "planned_hours": None, "actual_hours": None, "rate": None, **changed,
    }  # fmt: skip


def hours(actor, now, *, cost: str | None = "50", **changed):
    keep_seat(
        actor,
        {"person": actor.person, "name": "", "hours_a_week": Decimal(10), "content_percent": 60,
         "cost_per_hour": Decimal(cost) if cost else None, **changed},
        now=now,
    )  # fmt: skip


@pytest.mark.guide("G2.2-06")
def test_six_lines_are_planned_by_month_told_and_compared_with_hours_in_euro(owner, signed_in, now) -> None:
    browser = signed_in(owner)
    hours(owner, now)
    told = {
        "line": "staff",
        "what": "Olga",
        "month": "2027-03",
        "months": "1",
        "planned_hours": "40",
        "component": "content",
    }
    assert browser.post(page(owner, "strategy_new_budget_entry"), told).status_code == 302
    for line, euro in (
        ("purchases", "1.200"),
        ("media", "300"),
        ("software", "79"),
        ("agency", "2.500"),
        ("training", "450"),
    ):
        told = {"line": line, "what": f"Für {line}", "month": "2027-03", "months": "2", "planned": euro}
        assert browser.post(page(owner, "strategy_new_budget_entry"), told).status_code == 302
    staff = BudgetEntry.objects.get(workspace=owner.workspace, line="staff")
    assert (staff.planned, staff.rate) == (Decimal("2000.00"), Decimal("50.00"))
    spent = {f"spent-{one.pk}": "" for one in BudgetEntry.objects.filter(workspace=owner.workspace, month=MARCH)}
    media = BudgetEntry.objects.get(workspace=owner.workspace, line="media", month=MARCH)
    month = page(owner, "strategy_budget_month", 2027, 3)
    assert browser.post(month, {**spent, f"spent-{staff.pk}": "44", f"spent-{media.pk}": "412,50"}).status_code == 302
    staff.refresh_from_db()
    assert (staff.actual_hours, staff.actual) == (44, 2200)
    assert 'value="412,5' in seen(browser, month)
    shown = seen(browser, page(owner, "strategy_budget") + "?jahr=2027")
    for word in ("Personalstunden", "Anschaffungen", "Bezahlte Medien", "Software", "Agentur", "Schulung"):
        assert word in shown
    # March: 2000 + 1200 + 300 + 79 + 2500 + 450; April without staff: 4529; the year: 11,058
    for sum_ in ("6.529", "4.529", "11.058"):
        assert sum_ in shown
    # told: 2200 + 412.50 against 2000 + 300
    assert "+312 €" in shown or "+313 €" in shown
    assert "Mehr ausgegeben als geplant" in shown
    assert "Bezahlte Medien: 112 € mehr" in shown or "Bezahlte Medien: 113 € mehr" in shown


@pytest.mark.guide("G2.2-06")
def test_the_year_goes_out_as_table_and_workbook_and_holds_no_formula(owner, signed_in, now) -> None:
    keep_entry(owner, fields(what="=HYPERLINK(1)", actual=Decimal("81.50")), now=now, months=1)
    browser = signed_in(owner)
    table = browser.get(page(owner, "strategy_budget_csv") + "?jahr=2027").getvalue().decode("utf-8-sig")
    assert table.splitlines()[1] == "03/2027;Software;'=HYPERLINK(1);Alle drei;;;;;79,00;81,50;2,50"
    book = openpyxl.load_workbook(io.BytesIO(browser.get(page(owner, "strategy_budget_xlsx") + "?jahr=2027").content))
    row = [cell.value for cell in list(book.active.rows)[1]]
    assert row[8:] == [79, 81.5, 2.5]
    assert book.active["C2"].data_type == "s"


@pytest.mark.guide("G4.1-04")
def test_hours_everybody_has_become_staff_money_and_split_over_the_three_components(owner, signed_in, now) -> None:
    browser = signed_in(owner)
    hours(owner, now)
    assert browser.post(page(owner, "strategy_budget_staff"), {"jahr": "2027"}).status_code == 302
    # 43.3 hours a month: 26.0 for content, 17.3 for the community, at 50 €
    content = BudgetEntry.objects.get(workspace=owner.workspace, month=MARCH, component="content")
    community = BudgetEntry.objects.get(workspace=owner.workspace, month=MARCH, component="community")
    assert (content.planned_hours, content.planned) == (Decimal("26.0"), 1300)
    assert (community.planned_hours, community.planned) == (Decimal("17.3"), 865)
    keep_entry(owner, fields(line="media", component="ads", channel="linkedin", planned=Decimal(835)), now=now)
    tell_spending(owner, MARCH, {community.pk: Decimal(20)}, now=now)
    shown = seen(browser, page(owner, "strategy_budget") + "?jahr=2027")
    part = shown[shown.index("<h2>Die drei Bausteine") :]
    # the year: content 12 · 1300 = 15,600; community 12 · 865 = 10,380; ads 835; of 26,815: 58, 39 and 3 %
    for words in ("15.600 €", "58 %", "10.380 €", "39 %", "835 €", "3 %", "+135 €"):
        assert words in part


def test_planning_the_staff_again_replaces_it_and_keeps_told_months(owner, now) -> None:
    hours(owner, now)
    plan_staff(owner, 2027, now=now)
    first = BudgetEntry.objects.filter(workspace=owner.workspace, month=MARCH).first()
    tell_spending(owner, MARCH, {first.pk: Decimal(30)}, now=now)
    plan_staff(owner, 2027, now=now)
    assert BudgetEntry.objects.filter(workspace=owner.workspace).count() == 24
    first.refresh_from_db()
    assert first.actual_hours == 30


def test_without_a_cost_per_hour_the_staff_line_is_refused_with_the_reason(owner, now) -> None:
    hours(owner, now, cost=None)
    with pytest.raises(Impossible):
        plan_staff(owner, 2027, now=now)
    with pytest.raises(Invalid) as told:
        keep_entry(owner, fields(line="staff", planned_hours=Decimal(3)), now=now)
    assert set(told.value.errors) == {"rate"}


def test_more_staff_hours_than_the_team_has_are_named(owner, signed_in, now) -> None:
    hours(owner, now)
    keep_entry(owner, fields(line="staff", planned_hours=Decimal(60)), now=now)
    shown = seen(signed_in(owner), page(owner, "strategy_budget") + "?jahr=2027")
    assert "Es sind mehr Personalstunden geplant, als das Team hat" in shown
    assert "März (60,0 / 43,3 h)" in shown


@pytest.mark.guide("G1.1-04")
def test_media_money_stands_beside_the_audiences_time_with_the_gap_and_its_source(owner, signed_in, now) -> None:
    browser = signed_in(owner)
    keep_entry(
        owner, fields(line="media", channel="linkedin", planned=Decimal(100), month=now.date().replace(day=1)), now=now
    )
    keep_entry(
        owner, fields(line="media", channel="print", planned=Decimal(300), month=now.date().replace(day=1)), now=now
    )
    told = {
        "zeit-TOTAL_FORMS": "3", "zeit-INITIAL_FORMS": "0",
        "zeit-0-channel": "linkedin", "zeit-0-amount": "30", "zeit-0-source": "Eigene Befragung", "zeit-0-as_of": "2026-10-01",
        "zeit-1-channel": "print", "zeit-1-amount": "20", "zeit-1-source": "Eigene Befragung", "zeit-1-as_of": "2026-10-01",
        "zeit-2-channel": "",
    }  # fmt: skip
    assert browser.post(page(owner, "strategy_budget_media"), told).status_code == 302
    shown = seen(browser, page(owner, "strategy_budget_media"))
    # LinkedIn: 100 of 400 = 25 %, 30 of 50 = 60 %
    assert "LinkedIn hat 60 % der Zeit und 25 % des Geldes" in shown
    assert "+35 Punkte" in shown
    assert "-35 Punkte" in shown
    assert "Eigene Befragung" in shown
    del told["zeit-1-source"]
    assert browser.post(page(owner, "strategy_budget_media"), told).status_code == 422


@pytest.mark.guide("G1.1-04")
def test_the_guides_minutes_are_taken_over_with_their_source_and_day(owner, signed_in) -> None:
    browser = signed_in(owner)
    assert browser.post(page(owner, "strategy_budget_facts"), {"alter": "25"}).status_code == 302
    tv = ChannelTime.objects.get(workspace=owner.workspace, channel="tv")
    # figure 2: people from 16 to 34 watch television for 1 hour 45 minutes
    assert (tv.amount, tv.as_of) == (105, date(2020, 12, 31))
    assert "GlobalWebIndex" in tv.source


def test_who_may_not_plan_sees_the_budget_and_changes_nothing(owner, dora, emil, signed_in, now) -> None:
    theirs = keep_entry(emil, fields(), now=now)[0]
    with pytest.raises(Foreign):
        keep_entry(owner, fields(), now=now, entry=theirs)
    with pytest.raises(NotAllowed):
        keep_entry(dora, fields(), now=now)
    assert tell_spending(owner, MARCH, {theirs.pk: Decimal(1)}, now=now) == 0
    keep_entry(owner, fields(), now=now)
    browser = signed_in(dora)
    assert "Planungswerkzeug" in seen(browser, page(owner, "strategy_budget_month", 2027, 3))
    assert browser.get(page(owner, "strategy_budget_month", 2027, 13)).status_code == 404


def test_the_reads_of_a_year_do_not_grow_with_its_entries(owner, signed_in, now, django_assert_max_num_queries) -> None:
    for _number in range(20):
        keep_entry(owner, fields(month=date(2027, 1, 1)), now=now, months=12)
    browser = signed_in(owner)
    browser.get(page(owner, "strategy_budget") + "?jahr=2027")
    with django_assert_max_num_queries(15):
        browser.get(page(owner, "strategy_budget") + "?jahr=2027")
