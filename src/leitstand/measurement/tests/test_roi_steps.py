"""The ROI assistant in its five steps, the customer's journey, the budget's share, multiples and the optimisation log."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from leitstand.channels.core.platforms import platforms
from leitstand.house.actor import Foreign
from leitstand.house.errors import Invalid
from leitstand.leads.models import Opportunity, OpportunityStep
from leitstand.measurement.actions.keep_improvement import keep_improvement
from leitstand.measurement.actions.keep_step_count import keep_step_count
from leitstand.measurement.core.audience_table import read_audience
from leitstand.measurement.core.roi_files import Example, roi_files
from leitstand.measurement.models import Standing
from leitstand.measurement.models.money import Improvement, MarketingBudget, Multiple, RoiPlan, StepCount
from leitstand.measurement.tests.factories import make_channel, make_published
from leitstand.measurement.tests.test_money import FIRST, LAST, campaign_of, cost, deal, revenue
from leitstand.planning.models import Item
from leitstand.strategy.models import BudgetEntry, Persona, TargetGroup

AT = "/w/werk/ergebnisse/"
OCTOBER = {"von": "2026-10-01", "bis": "2026-10-31"}


def standing(channel, at, *, campaign=None, kind="text", **figures):
    post = make_published(channel, at)
    Item.objects.filter(pk=post.item_id).update(campaign=campaign, kind=kind)
    return Standing.objects.create(
        publication=post, workspace=channel.workspace, channel=channel, published_at=at, taken_at=at, **figures
    )


def opportunity(actor, steps, *, campaign=None, outcome="", value=None, at=datetime(2026, 10, 6, tzinfo=UTC)):
    found = Opportunity.objects.create(
        workspace=actor.workspace, title="Anlage", campaign=campaign, outcome=outcome, value=value, added_at=at,
        closed_on=date(2026, 10, 30) if outcome else None,
    )  # fmt: skip
    for number, (kind, channel) in enumerate(steps):
        OpportunityStep.objects.create(
            workspace=actor.workspace, opportunity=found, kind=kind, channel=channel,
            day=date(2026, 10, 6 + number), added_at=at,
        )  # fmt: skip
    return found


def counted(actor, now, step, count, **told):
    fields = {
        "step": step,
        "place": "",
        "first": FIRST,
        "last": LAST,
        "count": count,
        "campaign": None,
        "channel": None,
    }
    return keep_step_count(actor, {**fields, **told}, now=now)


@pytest.mark.guide("G5.6-03")
@pytest.mark.django_db
def test_five_steps_lead_from_the_goal_to_the_result_and_are_kept_for_each_campaign(
    ada, now, clock, signed_in, django_assert_max_num_queries
) -> None:
    campaign, channel = campaign_of(ada), make_channel(ada.workspace, now, name="Firma")
    group = TargetGroup.objects.create(workspace=ada.workspace, name="Einkauf", platforms=["linkedin"], created_at=now)
    browser, at = signed_in(ada), f"{AT}roi/{campaign.pk}/"
    standing(channel, datetime(2026, 10, 5, 9, tzinfo=UTC), campaign=campaign, interactions=40, impressions=900)
    for kind, amount in (("hours", None), ("agency", "0"), ("tools", "0"), ("adverts", "400")):
        more = {"hours": Decimal(2), "rate": Decimal(50)} if kind == "hours" else {}
        cost(ada, now, kind, amount, campaign=campaign, **more)
    for number in range(20):
        opportunity(ada, [("touch", channel)], campaign=campaign, outcome="won" if number < 2 else "", value=None)
    answer = browser.post(f"{at}ziele/", {"goals": ["leads", "sales"]})
    assert answer["Location"].endswith(f"{at}planung/")
    told = {"way": "plan", "content": "Checkliste zur Abnahme", "groups": [group.pk], "formats-linkedin": ["article"]}
    assert browser.post(f"{at}planung/", told)["Location"].endswith(f"{at}messen/")
    assert browser.post(f"{at}messen/")["Location"].endswith(f"{at}lead-wert/")
    value = {"order_value": "500,00", "lead_rate": "10", "rule": "position"}
    assert browser.post(f"{at}lead-wert/", value)["Location"].endswith(f"{at}auswertung/")
    with django_assert_max_num_queries(40):
        page = browser.get(f"{at}auswertung/")
    # Nobody tells the value of the two deals; 20 leads × 10 % × 500 € = 1,000 € against 500 €: 100 %.
    assert page.context["result"].is_expected
    assert page.context["result"].shown.percent == 100
    swings = {name: (one.low, one.high) for name, one in page.context["swings"]}
    assert swings["Durchschnittlicher Auftragswert"] == (60, 140)
    # Adverts of 320 or 480 beside 100 € of hours: 1,000 ÷ 420 and 1,000 ÷ 580.
    assert swings["Anzeigen"] == (Decimal("138.1"), Decimal("72.4"))
    text = page.content.decode()
    assert "Das Budget hat sich gelohnt: Aus 500,00 € wurden 1.000,00 €, ein ROI von 100,0 %." in text
    assert "data-chart" in text
    assert browser.post(f"{at}auswertung/", {"conclusion": "Noch einmal, mit mehr Anzeigen."}).status_code == 302
    kept = RoiPlan.objects.get(campaign=campaign)
    assert kept.done == ["goals", "plan", "measure", "value", "analysis"]
    assert (kept.goals, kept.rule, kept.formats) == (["leads", "sales"], "position", {"linkedin": ["article"]})
    assert not RoiPlan.objects.filter(campaign=campaign_of(ada, "Andere")).exists()


@pytest.mark.django_db
def test_the_result_is_said_in_english_to_who_reads_english(ada, now, clock, signed_in) -> None:
    campaign = campaign_of(ada)
    cost(ada, now, "adverts", "500", campaign=campaign)
    revenue(ada, now, "250", campaign=campaign)
    assert ada.person is not None
    ada.person.language = "en"
    ada.person.save()
    text = signed_in(ada).get(f"{AT}roi/{campaign.pk}/auswertung/").content.decode()
    assert "In money the budget was not worth it: 500.00 € became 250.00 €, an ROI of -50.0 %." in text
    assert "hours or salaries, Agencies, Tools and software" in text


@pytest.mark.guide("G5.6-04")
@pytest.mark.django_db
def test_each_of_the_five_goals_brings_what_measures_it_and_none_is_refused(ada, signed_in) -> None:
    campaign = campaign_of(ada)
    browser, at = signed_in(ada), f"{AT}roi/{campaign.pk}/ziele/"
    goals = {key: metrics for key, _name, metrics, _chosen in browser.get(at).context["goals"]}
    assert list(goals) == ["traffic", "leads", "reach", "leadership", "sales"]
    assert goals["traffic"][:2] == ["Besuche der Website", "Klicks"]
    assert goals["reach"] == ["Reichweite", "Impressionen", "Followerinnen und Follower"]
    assert browser.post(at, {}).status_code == 422
    assert browser.post(at, {"goals": ["kekse"]}).status_code == 422
    for goal in goals:
        assert browser.post(at, {"goals": [goal]}).status_code == 302
    assert RoiPlan.objects.get().goals == ["sales"]
    assert "Mehr Conversions und Verkäufe" in browser.get(f"{AT}roi/{campaign.pk}/messen/").content.decode()


def test_every_hint_passes_its_good_example_and_speaks_at_its_bad_one() -> None:
    for hint in roi_files().hints:
        assert not hint.speaks_of(hint.good), hint.id
        assert hint.speaks_of(hint.bad), hint.id
    assert not roi_files().hints[1].speaks_of(Example("linkedin", "picture", "b2c"))


@pytest.mark.guide("G5.6-07")
@pytest.mark.django_db
def test_kinds_of_content_that_do_not_suit_a_channel_and_audience_are_hinted_at(ada, now, clock, signed_in) -> None:
    campaign = campaign_of(ada)
    pinterest = make_channel(ada.workspace, now, network="pinterest", name="Pinnwand")
    linkedin = make_channel(ada.workspace, now, network="linkedin", name="Firma")
    for channel, kind in ((pinterest, "text"), (pinterest, "picture"), (linkedin, "picture"), (linkedin, "article")):
        standing(channel, datetime(2026, 10, 5, 9, tzinfo=UTC), campaign=campaign, kind=kind)
    page = signed_in(ada).get(f"{AT}roi/{campaign.pk}/planung/")
    hints = [(network, hint.id, posts) for network, _kind, _words, hint, posts in page.context["hints"]]
    # Nobody has said that this company sells to consumers alone, so the hint for B2B is shown.
    assert hints == [("LinkedIn", "b2b-visuals", 1), ("Pinterest", "pictures", 1)]
    assert "Bilder passen am besten zu Instagram, Facebook und Pinterest." in page.content.decode()


@pytest.mark.guide("G5.6-06")
@pytest.mark.django_db
def test_a_report_on_the_audience_and_the_target_groups_suggest_the_channels(ada, now, clock, signed_in) -> None:
    campaign = campaign_of(ada)
    make_channel(ada.workspace, now, network="linkedin")
    make = TargetGroup.objects.create
    one = make(workspace=ada.workspace, name="Einkauf", platforms=["linkedin", "xing"], created_at=now)
    two = make(workspace=ada.workspace, name="Technik", platforms=["linkedin", "youtube"], created_at=now)
    Persona.objects.create(workspace=ada.workspace, group=two, name="Petra")
    browser, at = signed_in(ada), f"{AT}roi/{campaign.pk}/planung/"
    browser.post(at, {"way": "plan", "content": "Technik", "groups": [one.pk, two.pk]})
    table = b"Publikum 2026\nNetzwerk;Anteil\nYouTube;48 %\nXING;12,5\nStammtisch;90\nLinkedIn;33\n"
    report = {"way": "report", "file": SimpleUploadedFile("a.csv", table), "source": "Meltwater, September 2026"}
    assert browser.post(at, report)["Location"].endswith(at)
    found = browser.get(at).context["suggested"]
    assert [(row.id, len(row.groups), row.percent, row.is_connected) for row in found] == [
        ("linkedin", 2, 33, True), ("youtube", 1, 48, False), ("xing", 1, Decimal("12.5"), False),
    ]  # fmt: skip
    assert found[1].groups == ("Technik (Petra)",)
    wrong = {"way": "report", "file": SimpleUploadedFile("a.csv", b"Name;Alter\nKim;4\n"), "source": "x"}
    assert browser.post(at, wrong).status_code == 422
    assert read_audience([["Network", "Share"], [platforms()[0].name, 0.35]]) == {platforms()[0].id: 35}


@pytest.mark.guide("G5.6-08")
@pytest.mark.django_db
def test_best_contents_path_signups_leads_sales_and_followups_stand_at_one_glance(ada, now, clock, signed_in) -> None:
    campaign, channel = campaign_of(ada), make_channel(ada.workspace, now)
    for number, interactions in enumerate((5, 70, None)):
        standing(channel, datetime(2026, 10, 5 + number, 9, tzinfo=UTC), campaign=campaign, interactions=interactions)
    standing(channel, datetime(2026, 10, 5, 9, tzinfo=UTC), interactions=999)
    browser, at = signed_in(ada), f"{AT}roi/{campaign.pk}/messen/"
    empty = browser.get(at)
    assert empty.context["journey"].signups is None
    assert empty.context["journey"].followups is None
    for place, count in (("Startseite", 300), ("Preise", 120), ("Anfrage", 30)):
        counted(ada, now, "visits", count, place=place, campaign=campaign)
    counted(ada, now, "signups", 12, campaign=campaign)
    opportunity(ada, [("touch", channel), ("phone", None), ("meeting", None)], campaign=campaign, outcome="won")
    opportunity(ada, [("touch", channel)], campaign=campaign)
    page = browser.get(at)
    journey = page.context["journey"]
    assert [one.interactions for one in page.context["best"]] == [70, 5]
    assert journey.pages == [("Startseite", 300), ("Preise", 120), ("Anfrage", 30)]
    assert (journey.signups, journey.followups) == (12, 2)
    assert (page.context["stages"]["leads"].count, page.context["stages"]["deals"].count) == (2, 1)


@pytest.mark.guide("G5.6-09")
@pytest.mark.django_db
def test_the_funnel_counts_each_step_and_its_loss_says_where_from_and_never_guesses(
    ada, now, clock, signed_in, django_assert_max_num_queries
) -> None:
    campaign, channel = campaign_of(ada), make_channel(ada.workspace, now)
    for number in range(4):
        at = datetime(2026, 10, 5 + number, 9, tzinfo=UTC)
        standing(channel, at, campaign=campaign, impressions=250, clicks=10 if number else None)
    standing(channel, datetime(2026, 9, 5, 9, tzinfo=UTC), campaign=campaign, impressions=100, clicks=6)
    for number in range(6):
        steps = [("touch", channel), *([("phone", None)] if number < 3 else [])]
        opportunity(ada, steps, campaign=campaign, outcome="won" if number < 1 else "")
    opportunity(ada, [("phone", None)])
    browser = signed_in(ada)
    with django_assert_max_num_queries(36):
        page = browser.get(f"{AT}kundenreise/", {**OCTOBER, "kampagne": campaign.pk})
    stages = [(one.step, one.count, one.lost, one.skips) for _name, one, _was in page.context["stages"]]
    # 30 of 1,000 clicked: 97 % lost; 6 leads of 30 clicks over visits nobody counted: 80 %; 3 of 6; 1 of 3.
    assert stages == [
        ("impressions", 1000, None, 0), ("clicks", 30, 97, 0), ("visits", None, None, 0), ("leads", 6, 80, 1),
        ("conversations", 3, 50, 0), ("deals", 1, Decimal("66.7"), 0),
    ]  # fmt: skip
    text = page.content.decode()
    assert "nicht mitgeteilt" in text
    assert "3 von 4" in text
    # In September 94 % were lost on the way to a click: more leave now.
    assert [one.step for _name, one in page.context["worse"]] == ["clicks"]
    assert "Die meisten springen zwischen „Impressionen“ und „Klicks“ ab: 97,0 %." in text
    counted(ada, now, "visits", 24, campaign=campaign)
    again = browser.get(f"{AT}kundenreise/", {**OCTOBER, "kampagne": campaign.pk}).context["stages"]
    assert [(one.step, one.lost) for _name, one, _was in again][2:4] == [("visits", 20), ("leads", 75)]
    out = browser.get(f"{AT}kundenreise/tabelle.csv", {**OCTOBER, "kampagne": campaign.pk}).content.decode("utf-8-sig")
    told = list(csv.reader(io.StringIO(out), delimiter=";"))
    assert told[2][:3] == ["Klicks", "30", "97,0"]
    assert browser.get(f"{AT}kundenreise/tabelle.xlsx").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(impressions), sum(clicks) FROM measurement_standing s JOIN publishing_publication p"
            " ON p.id = s.publication_id JOIN planning_item i ON i.id = p.item_id WHERE i.campaign_id = %s"
            " AND s.published_at >= '2026-10-01' AND s.published_at < '2026-11-01'",
            [campaign.pk],
        )
        assert cursor.fetchone() == (1000, 30)


@pytest.mark.django_db
def test_counts_are_typed_replaced_and_taken_out(ada, emil, now, clock, signed_in) -> None:
    browser = signed_in(ada)
    told = {"step": "visits", "count": "1200", "first": "2026-10-01", "last": "2026-10-31"}
    assert browser.post(f"{AT}kundenreise/zaehlen/", told).status_code == 302
    browser.post(f"{AT}kundenreise/zaehlen/", {**told, "count": "1300"})
    found = StepCount.objects.get()
    assert found.count == 1300
    assert browser.post(f"{AT}kundenreise/zaehlen/", {**told, "last": "2026-09-01"}).status_code == 422
    assert browser.get(f"{AT}kundenreise/", OCTOBER).context["stages"][2][1].count == 1300
    with pytest.raises(Foreign):
        counted(ada, now, "visits", 1, campaign=campaign_of(emil))
    assert browser.post(f"{AT}kundenreise/{found.pk}/weg/").status_code == 302
    assert not StepCount.objects.exists()


@pytest.mark.guide("G5.6-12")
@pytest.mark.django_db
def test_a_lead_is_worth_the_order_times_the_rate_beside_what_it_cost(ada, now, clock, signed_in) -> None:
    campaign = campaign_of(ada)
    browser, at = signed_in(ada), f"{AT}roi/{campaign.pk}/lead-wert/"
    page = browser.get(at)
    assert page.context["lead"].verdict == "unknown"
    cost(ada, now, "adverts", "100", campaign=campaign)
    counted(ada, now, "leads", 20, campaign=campaign)
    assert browser.post(at, {"order_value": "300", "lead_rate": "101", "rule": "linear"}).status_code == 422
    assert browser.post(at, {"order_value": "300", "lead_rate": "12,5", "rule": "linear"}).status_code == 302
    lead = browser.get(at).context["lead"]
    # The guide's advert: 5 € a lead. 300 € × 12.5 % = 37.50 €.
    assert (lead.each, lead.value, lead.left, lead.needed) == (5, Decimal("37.50"), Decimal("32.50"), 3)
    assert "Ein Lead kostete 5,00 € und ist 37,50 € wert: Das lohnt sich." in browser.get(at).content.decode()


@pytest.mark.guide("G5.2-09")
@pytest.mark.django_db
def test_the_own_share_of_the_marketing_budget_is_held_against_the_band(ada, now, clock, signed_in) -> None:
    browser, at = signed_in(ada), f"{AT}budgetanteil/"
    assert "13 bis 24 %" in browser.get(at).content.decode()
    for month, planned in ((1, 9000), (7, 9000)):
        BudgetEntry.objects.create(
            workspace=ada.workspace, month=date(2026, month, 1), line="media", what="Media", planned=planned,
            actual=6000 if month == 1 else None,
        )  # fmt: skip
    for year, amount in ((2026, "100.000"), (2025, "50.000")):
        assert browser.post(at, {"year": year, "amount": amount}).status_code == 302
    this, last = browser.get(at).context["shares"]
    assert (this.planned_share, this.spent_share, this.place) == (18, 6, "within")
    assert (last.planned_share, last.place) == (None, None)
    browser.post(at, {"year": 2026, "amount": "200.000"})
    assert browser.get(at).context["shares"][0].place == "below"
    assert MarketingBudget.objects.count() == 2
    assert browser.post(at, {"year": 2026, "amount": "0"}).status_code == 422


@pytest.mark.guide("G5.2-17")
@pytest.mark.django_db
def test_a_card_says_how_many_times_more_and_how_many_times_as_fast(ada, now, clock, signed_in) -> None:
    browser, at = signed_in(ada), f"{AT}vielfache/"
    told = {
        "title": "Ein Konto statt zwölf", "aim": "Entscheiderinnen und Entscheider erreichen", "metric": "Impressionen",
        "before": "1.000.000", "now": "2.300.000", "grows": "Follower", "grown_before": "150", "days_before": "90",
        "grown_now": "300", "days_now": "90",
    }  # fmt: skip
    assert browser.post(at, told).status_code == 302
    ((card, size, growth),) = browser.get(at).context["cards"]
    assert (size, growth) == (Decimal("2.3"), 2)
    text = browser.get(at).content.decode()
    assert "Ein Konto statt zwölf" in text
    assert "Sodexo" in text
    assert browser.post(at, {**told, "days_now": ""}).status_code == 422
    assert browser.post(at, {**told, "before": "0"}).status_code == 422
    assert browser.post(f"{AT}vielfache/{card.pk}/weg/").status_code == 302
    assert not Multiple.objects.exists()


@pytest.mark.django_db
def test_the_log_keeps_change_and_reason_and_reckons_the_middle_post_before_and_since(
    ada, now, clock, signed_in, django_assert_max_num_queries
) -> None:
    channel, other = make_channel(ada.workspace, now), make_channel(ada.workspace, now)
    day = date(2026, 10, 15)
    for back, value in ((10, 8), (8, 10), (3, 100), (-1, 20), (-2, 15), (-5, 300), (40, 999), (-40, 999)):
        standing(channel, datetime(2026, 10, 15, 9, tzinfo=UTC) - timedelta(days=back), interactions=value)
    standing(other, datetime(2026, 10, 16, 9, tzinfo=UTC), interactions=5000)
    browser, at = signed_in(ada), f"{AT}verbesserungen/"
    told = {
        "day": day.isoformat(), "change": "Frage am Ende", "reason": "Kaum Kommentare", "metric": "interactions",
        "days": 28, "channel": channel.pk,
    }  # fmt: skip
    assert browser.post(at, told).status_code == 302
    with django_assert_max_num_queries(30):
        ((entry, _metric, effect, _form),) = browser.get(at).context["log"]
    # Before: 8, 10, 100; since: 15, 20, 300. The middle ones are 10 and 20.
    assert (effect.before, effect.since, effect.percent, effect.is_telling, effect.is_over) == (
        10,
        20,
        100,
        True,
        False,
    )
    assert browser.post(at, {**told, "reason": ""}).status_code == 422
    assert browser.post(at, {**told, "day": "2027-01-01"}).status_code == 422
    browser.post(f"{at}{entry.pk}/", {"learned": "Fragen wirken"})
    out = browser.get(f"{at}tabelle.csv").content.decode("utf-8-sig")
    told_lines = list(csv.reader(io.StringIO(out), delimiter=";"))
    assert told_lines[1][1:3] == ["Frage am Ende", "Kaum Kommentare"]
    assert told_lines[1][-2:] == ["100,0", "Fragen wirken"]
    assert browser.get(f"{at}tabelle.xlsx").status_code == 200
    browser.post(f"{at}{entry.pk}/", {"drop": "1"})
    assert not Improvement.objects.exists()
    fields = {"day": day, "change": "x", "reason": "y", "metric": "x", "days": 5, "campaign": None, "channel": None}
    with pytest.raises(Invalid):
        keep_improvement(ada, fields, now=now)


@pytest.mark.django_db
def test_who_may_only_look_is_offered_nothing_to_change(dora, ada, signed_in) -> None:
    campaign = campaign_of(ada)
    browser = signed_in(dora)
    for path in ("roi/", "kundenreise/", "budgetanteil/", "vielfache/", "verbesserungen/"):
        assert browser.get(f"{AT}{path}").status_code == 200, path
    for step in ("ziele", "planung", "messen", "lead-wert", "auswertung"):
        assert browser.get(f"{AT}roi/{campaign.pk}/{step}/").status_code == 200, step
        assert browser.post(f"{AT}roi/{campaign.pk}/{step}/").status_code == 403
    assert browser.get(f"{AT}roi/{campaign.pk}/sechs/").status_code == 404


@pytest.mark.django_db
def test_a_deal_of_another_campaign_is_not_this_ones(ada, now, signed_in) -> None:
    mine, other = campaign_of(ada), campaign_of(ada, "Andere")
    cost(ada, now, "adverts", "100", campaign=mine)
    deal(ada, Decimal(400), date(2026, 10, 10), campaign=other)
    page = signed_in(ada).get(f"{AT}roi/", {**OCTOBER, "kampagne": mine.pk})
    assert page.context["roi"].percent is None
