"""Paid campaigns: an objective each, money that is held against its course, every change kept."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from leitstand.advertising.actions.keep_paid import drop_paid, keep_paid
from leitstand.advertising.models import AdFigures, PaidCampaign, PaidChange
from leitstand.advertising.tests.factories import AT, make_paid, make_segment, paid_fields
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Invalid
from leitstand.planning.tests.factories import make_campaign

SENT = {
    "name": "Kaffee in Frankfurt", "network": "meta", "account": "Werk", "objective": "brand_awareness", "kpi": "reach",
    "total_budget": "500,00", "starts": "2026-11-01", "ends": "2026-11-30",
}  # fmt: skip


def spend(paid: PaidCampaign, day: date, amount: str, **more: object) -> AdFigures:
    return AdFigures.objects.create(
        workspace=paid.workspace, paid=paid, first=day, last=more.pop("last", day), spend=Decimal(amount), **more
    )


@pytest.mark.guide("G2.1-15")
def test_a_paid_campaign_needs_an_objective_which_its_ads_manager_knows_by_todays_name(signed_in, ada):
    browser = signed_in(ada)
    form = browser.get(f"{AT}neu/").content.decode()
    for stage in ("Bekanntheit", "Abwägung", "Conversion"):
        assert f'label="{stage}"' in form
    refused = browser.post(f"{AT}neu/", {**SENT, "objective": ""})
    assert refused.status_code == 422
    assert not PaidCampaign.objects.exists()
    # What LinkedIn does not know cannot be booked there.
    refused = browser.post(f"{AT}neu/", {**SENT, "network": "linkedin", "objective": "store_traffic"})
    assert "LinkedIn Campaign Manager kennt dieses Ziel nicht" in refused.content.decode()
    kept = browser.post(f"{AT}neu/", {**SENT, "objective": "store_traffic"}, follow=True)
    # One of the eleven, under one of the six of today.
    assert "Conversion: Store Traffic → Bekanntheit" in kept.content.decode()


@pytest.mark.guide("G4.2-11")
def test_each_campaign_has_one_leading_figure_with_its_funnel_and_the_page_is_headed_by_it(signed_in, ada, now):
    browser = signed_in(ada)
    refused = browser.post(f"{AT}neu/", {**SENT, "kpi": ""})
    assert refused.status_code == 422
    with pytest.raises(Invalid) as wrong:
        keep_paid(ada, paid_fields(kpi=""), segments=(), now=now)
    assert "kpi" in wrong.value.errors
    paid = make_paid(ada, now, objective="lead_generation", kpi="leads", target=Decimal(40))
    spend(paid, date(2026, 11, 1), "100", leads=8, last=date(2026, 11, 2))
    page = browser.get(f"{AT}{paid.pk}/").content.decode()
    assert page.index("<h2>Leads</h2>") < page.index("<h2>Budget</h2>")
    assert "Leitkennzahl, mittlerer Funnel" in page
    look = browser.get(f"{AT}{paid.pk}/").context["look"]
    assert (look.value, look.cost, look.share) == (8, Decimal("12.50"), 20)
    # The list is headed by it as well; a figure of another stage gets a hint.
    assert browser.get(AT).context["rows"][0][3] == "Leads"
    assert look.fits
    brand = make_paid(ada, now, objective="brand_awareness", kpi="revenue")
    assert "misst eine andere Phase" in browser.get(f"{AT}{brand.pk}/").content.decode()


@pytest.mark.guide("G4.5-17")
def test_budget_bid_and_run_time_change_after_the_start_and_every_change_is_kept(signed_in, ada, now, clock):
    browser = signed_in(ada)
    told = {**SENT, "network": "xing", "objective": "traffic", "kpi": "clicks", "total_budget": "310,00",
            "daily_budget": "20,00", "bid_kind": "click", "bid": "1,50"}  # fmt: skip
    assert browser.post(f"{AT}neu/", told).status_code == 302
    paid = PaidCampaign.objects.get()
    assert (paid.daily_budget, paid.bid, paid.bid_kind) == (20, Decimal("1.50"), "click")
    assert not paid.changes.exists()
    clock.advance(timedelta(days=8))
    # What stands in the form is what is kept: saving it unchanged changes nothing.
    form = browser.get(f"{AT}{paid.pk}/aendern/").content.decode()
    assert 'value="310,00"' in form
    changed = {**told, "total_budget": "1.200,00", "bid_kind": "thousand", "bid": "4,00", "ends": "2026-12-05"}
    assert browser.post(f"{AT}{paid.pk}/aendern/", changed).status_code == 302
    assert {(one.field, one.before, one.after) for one in paid.changes.all()} == {
        ("total_budget", "310.00", "1200.00"),
        ("bid_kind", "click", "thousand"),
        ("bid", "1.50", "4.00"),
        ("ends", "2026-11-30", "2026-12-05"),
    }
    assert all(one.while_running and one.by == ada.person for one in paid.changes.all())
    assert browser.post(f"{AT}{paid.pk}/aendern/", changed).status_code == 302
    assert paid.changes.count() == 4
    page = browser.get(f"{AT}{paid.pk}/").content.decode()
    for words in ("310,00", "1.200,00", "nach dem Start", "30.11.2026", "05.12.2026", "pro 1.000 Impressionen"):
        assert words in page, words


@pytest.mark.guide("G4.5-17")
def test_spending_is_held_against_the_course_up_to_the_last_day_that_is_told(signed_in, ada, now, clock):
    paid = make_paid(ada, now)  # 300 over 30 days: 10 a day
    browser = signed_in(ada)
    assert browser.get(f"{AT}{paid.pk}/").context["look"].pace.state == "untold"
    for day in (1, 2, 3, 4, 5):
        spend(paid, date(2026, 11, day), "15")
    clock.advance(timedelta(days=6))
    pace = browser.get(f"{AT}{paid.pk}/").context["look"].pace
    assert (pace.state, pace.spent, pace.should, pace.off) == ("fast", 75, 50, 50)
    # The remaining 225 last for 15 days after the fifth.
    assert (pace.forecast, pace.gone_on) == (300, date(2026, 11, 20))
    page = browser.get(f"{AT}{paid.pk}/").content.decode()
    assert "schneller als geplant" in page
    assert "20.11.2026" in page


@pytest.mark.guide("G4.5-18")
def test_500_euro_for_a_six_digit_reach_are_plausible_and_less_is_dear(signed_in, ada, now):
    browser = signed_in(ada)
    told = {"total_budget": Decimal(500), "reach_low": 100_000, "reach_high": 150_000}
    paid = make_paid(ada, now, **told)
    page = browser.get(f"{AT}{paid.pk}/")
    implied = page.context["look"].implied
    assert (implied.at_most, implied.at_least, implied.verdict) == (5, Decimal("3.33"), "plausible")
    assert page.context["could_reach"] == 100_000
    assert "3,33 bis 5,00 €" in page.content.decode()
    dear = make_paid(ada, now, **{**told, "reach_low": 20_000, "reach_high": 50_000})
    page = browser.get(f"{AT}{dear.pk}/")
    assert page.context["look"].implied.verdict == "dear"
    assert "Teuer für das Versprochene" in page.content.decode()


@pytest.mark.guide("G2.1-16")
def test_whom_it_reaches_is_estimated_first_and_held_against_what_came(signed_in, ada, now):
    browser = signed_in(ada)
    segment = {
        "name": "Kaffee in Frankfurt", "network": "meta", "region": "Frankfurt am Main", "age": "18", "age_1": "65",
        "interests": "Kaffee\nEspresso", "audience": "240000", "audience_day": "2026-11-01",
        "audience_source": "Werbeanzeigenmanager",
    }  # fmt: skip
    assert browser.post(f"{AT}segmente/neu/", segment).status_code == 302
    (row,) = browser.get(f"{AT}segmente/").context["rows"]
    assert row[2] == [
        ("Regionen und Städte", "Frankfurt am Main"),
        ("Alter", "18–65"),
        ("Interessen", "Kaffee, Espresso"),
    ]
    told = {**SENT, "segments": [row[0].pk], "reach_low": "50000", "reach_high": "70000", "reach_day": "2026-11-01",
            "reach_source": "Werbeanzeigenmanager"}  # fmt: skip
    assert browser.post(f"{AT}neu/", told).status_code == 302
    paid = PaidCampaign.objects.get()
    page = browser.get(f"{AT}{paid.pk}/")
    assert "240.000 Menschen, Stand 01.11.2026" in page.content.decode()
    assert page.context["look"].outcome is None
    spend(paid, date(2026, 11, 1), "500", last=date(2026, 11, 30), reach=45_000, impressions=90_000)
    page = browser.get(f"{AT}{paid.pk}/")
    outcome = page.context["look"].outcome
    assert (outcome.actual, outcome.share, outcome.verdict) == (45_000, 75, "below")
    assert "unter der Erwartung" in page.content.decode()


def test_a_purchase_above_the_ceiling_is_told_on_both_pages(signed_in, ada, now):
    paid = make_paid(ada, now, objective="conversions", kpi="conversions", ceiling=Decimal(20))
    spend(paid, date(2026, 11, 1), "100", conversions=Decimal(4))
    browser = signed_in(ada)
    for address in (AT, f"{AT}{paid.pk}/"):
        page = browser.get(address).content.decode()
        assert "Ein Kauf kostet 25,00 €; er darf höchstens 20,00 € kosten." in page
    paid.ceiling = Decimal(25)
    paid.save()
    assert browser.get(AT).context["passed"] == []


def test_what_does_not_go_together_is_told_at_its_field(ada, now):
    for wrong, field in [
        ({"name": " "}, "name"),
        ({"network": "foo"}, "network"),
        ({"ends": date(2026, 10, 1)}, "ends"),
        ({"total_budget": None}, "total_budget"),
        ({"total_budget": Decimal(0)}, "total_budget"),
        ({"daily_budget": Decimal(301)}, "daily_budget"),
        ({"bid_kind": "click"}, "bid"),
        ({"bid": Decimal(1)}, "bid"),
        ({"reach_low": 5}, "reach_high"),
        ({"reach_low": 5, "reach_high": 4}, "reach_high"),
        ({"objective": "job_applicants"}, "objective"),
    ]:
        with pytest.raises(Invalid) as told:
            keep_paid(ada, paid_fields(**wrong), segments=(), now=now)
        assert field in told.value.errors, wrong
    assert not PaidCampaign.objects.exists()


def test_readers_see_it_and_strangers_nothing(signed_in, ada, dora, emil, now):
    paid = make_paid(ada, now)
    assert signed_in(dora).get(f"{AT}{paid.pk}/").status_code == 200
    assert signed_in(dora).post(f"{AT}{paid.pk}/loeschen/").status_code == 403
    with pytest.raises(NotAllowed):
        keep_paid(dora, paid_fields(), segments=(), now=now)
    with pytest.raises(Foreign):
        keep_paid(emil, paid_fields(), segments=(), now=now, paid=paid)
    with pytest.raises(Foreign):
        keep_paid(ada, paid_fields(campaign=make_campaign(emil.workspace)), segments=(), now=now)
    with pytest.raises(Foreign):
        keep_paid(ada, paid_fields(), segments=[make_segment(emil, now)], now=now)
    drop_paid(ada, paid, now=now)
    assert not PaidChange.objects.exists()


def test_a_campaign_of_the_plan_may_go_and_what_was_paid_stays(ada, now):
    plan = make_campaign(ada.workspace)
    paid = make_paid(ada, now, campaign=plan)
    plan.delete()
    paid.refresh_from_db()
    assert paid.campaign is None


def test_the_pages_ask_the_same_however_many_there_are(signed_in, ada, now, django_assert_max_num_queries):
    for number in range(12):
        paid = make_paid(ada, now, name=f"K{number}")
        for day in range(1, 6):
            spend(paid, date(2026, 11, day), "3", ad=f"A{day}")
    browser = signed_in(ada)
    with django_assert_max_num_queries(18):
        assert browser.get(AT).status_code == 200
    with django_assert_max_num_queries(20):
        assert browser.get(f"{AT}{paid.pk}/").status_code == 200
