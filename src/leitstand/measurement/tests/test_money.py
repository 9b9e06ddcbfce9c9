"""Costs, revenue and ROI on their pages; what they show is reckoned once more in SQL and by hand."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import AuditEntry
from leitstand.leads.models import Opportunity, OpportunityStep
from leitstand.measurement.actions.keep_money import keep_cost_line, keep_income, take_planned_hours
from leitstand.measurement.core.attribution import Rule
from leitstand.measurement.core.costs import Kind, Slice
from leitstand.measurement.models.money import CostLine, Income
from leitstand.measurement.money import ledger_of
from leitstand.measurement.tests.factories import make_channel, make_published
from leitstand.planning.models import Campaign, CampaignCost, Item
from leitstand.strategy.models import BudgetEntry, Seat

AT = "/w/werk/ergebnisse/"
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
OCTOBER = {"von": "2026-10-01", "bis": "2026-10-31"}


def campaign_of(actor, name: str = "Messe") -> Campaign:
    return Campaign.objects.create(workspace=actor.workspace, name=name, starts=FIRST, ends=LAST)


def cost(actor, now, kind: str, amount: str | None, **told) -> CostLine:
    fields = {
        "kind": kind, "what": "", "first": FIRST, "last": LAST, "monthly": False, "amount": None if amount is None else Decimal(amount),
        "hours": None, "rate": None, "campaign": None, "channel": None, **told,
    }  # fmt: skip
    return keep_cost_line(actor, fields, now=now)


def revenue(actor, now, amount: str, **told) -> Income:
    fields = {
        "what": "", "first": FIRST, "last": LAST, "monthly": False, "amount": Decimal(amount), "campaign": None,
        "channel": None, **told,
    }  # fmt: skip
    return keep_income(actor, fields, now=now)


def deal(actor, value, closed, touches=(), campaign=None, **told) -> Opportunity:
    found = Opportunity.objects.create(
        workspace=actor.workspace, title="Anlage", value=value, outcome="won", closed_on=closed, campaign=campaign,
        added_at=told.get("added_at", datetime(2026, 10, 2, tzinfo=UTC)),
    )  # fmt: skip
    for day, kind, channel in touches:
        OpportunityStep.objects.create(
            workspace=actor.workspace, opportunity=found, kind=kind, day=day, channel=channel, added_at=found.added_at
        )
    return found


@pytest.mark.guide("G5.6-01")
@pytest.mark.django_db
def test_media_tools_agencies_and_hours_add_up_to_the_full_cost_of_days_campaign_and_channel(
    ada, now, clock, signed_in, django_assert_max_num_queries
) -> None:
    campaign, channel = campaign_of(ada), make_channel(ada.workspace, now, name="Firma")
    other = make_channel(ada.workspace, now, name="Blog")
    for number, (on, of) in enumerate([(channel, campaign), (channel, None), (other, None), (other, None)]):
        post = make_published(on, datetime(2026, 10, 5 + number, 9, tzinfo=UTC))
        Item.objects.filter(pk=post.item_id).update(campaign=of)
    browser = signed_in(ada)
    hours = {
        "kind": "hours",
        "hours": "12,5",
        "rate": "48",
        "first": "2026-10-05",
        "last": "2026-10-09",
        "campaign": campaign.pk,
    }
    assert browser.post(f"{AT}kosten/neu/", hours).status_code == 302
    cost(ada, now, "agency", "1240", first=date(2026, 9, 1), last=date(2026, 10, 31))
    cost(ada, now, "tools", "59", first=date(2026, 1, 15), last=None, monthly=True)
    CampaignCost.objects.create(
        campaign=campaign, workspace=ada.workspace, kind="ads", what="Anzeigen", planned=900, spent=500
    )
    CampaignCost.objects.create(campaign=campaign, workspace=ada.workspace, kind="ads", what="Noch offen", planned=100)
    BudgetEntry.objects.create(
        workspace=ada.workspace, month=FIRST, line="media", what="Media", planned=800, actual=Decimal("650.40")
    )
    BudgetEntry.objects.create(workspace=ada.workspace, month=FIRST, line="training", what="Kurs", planned=90)
    with django_assert_max_num_queries(34):
        page = browser.get(f"{AT}kosten/", OCTOBER)
    found = page.context["cost"]
    # Agency: 31 of 61 days of 1,240. Adverts: 500 of the campaign and the 150.40 that are left of the budget.
    assert {kind.value: part.total for kind, part in found.parts.items()} == {
        "hours": Decimal("600.00"),
        "agency": Decimal("630.16"),
        "tools": Decimal("59.00"),
        "adverts": Decimal("650.40"),
    }
    assert found.total == Decimal("1939.56")
    assert found.is_whole
    assert "1.939,56" in page.content.decode()
    of_campaign = browser.get(f"{AT}kosten/", {**OCTOBER, "kampagne": campaign.pk}).context["cost"]
    # One of four posts is the campaign's: a quarter of agency, tools and the rest of the budget.
    assert {kind.value: (part.own, part.shared) for kind, part in of_campaign.parts.items()} == {
        "hours": (600, 0),
        "agency": (0, Decimal("157.54")),
        "tools": (0, Decimal("14.75")),
        "adverts": (500, Decimal("37.60")),
    }
    parts = [
        browser.get(f"{AT}kosten/", {**OCTOBER, "kanal": one.pk}).context["cost"].total for one in (channel, other)
    ]
    # All of the campaign's posts are on the first channel.
    assert abs(sum(parts) - found.total) <= Decimal("0.04")


@pytest.mark.django_db
def test_bills_spread_over_days_are_what_sql_makes_of_them_day_by_day(ada, now) -> None:
    for number in range(30):
        cost(
            ada, now, "agency", f"{97 * number + 13}.{number:02d}",
            first=date(2026, 8, 3 + number % 25), last=date(2026, 9 + number % 3, 1 + number % 27),
        )  # fmt: skip
    ledger = ledger_of(ada.workspace, FIRST, LAST)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT round(sum(amount / (last - first + 1)), 2) FROM measurement_costline,"
            " generate_series(%s::date, %s::date, '1 day') AS day"
            " WHERE workspace_id = %s AND day BETWEEN first AND last",
            [FIRST, LAST, ada.workspace.pk],
        )
        assert ledger.cost(Slice(FIRST, LAST)).total == cursor.fetchone()[0]


@pytest.mark.guide("G5.6-02", "G5.5-18")
@pytest.mark.django_db
def test_the_guides_example_is_100_percent_on_the_page_by_channel_and_days_and_the_ratio_has_another_name(
    ada, now, clock, signed_in, django_assert_max_num_queries
) -> None:
    instagram, other = make_channel(ada.workspace, now, name="Instagram"), make_channel(ada.workspace, now, name="XING")
    browser = signed_in(ada)
    advert = {
        "kind": "adverts",
        "amount": "500,00",
        "first": "2026-10-01",
        "last": "2026-10-31",
        "channel": instagram.pk,
    }
    assert browser.post(f"{AT}kosten/neu/", advert).status_code == 302
    earned = {"amount": "1.000,00", "first": "2026-10-01", "last": "2026-10-31", "channel": instagram.pk}
    assert browser.post(f"{AT}kosten/einnahme/", earned).status_code == 302
    asked = {**OCTOBER, "kanal": instagram.pk}
    with django_assert_max_num_queries(36):
        page = browser.get(f"{AT}roi/", asked)
    assert (page.context["roi"].percent, page.context["roi"].ratio, page.context["roi"].gain) == (100, 200, 500)
    text = page.content.decode()
    assert ">100,0</data>" in text
    assert "Verhältnis von Umsatz zu Kosten" in text
    assert "1 Prozent" in text
    # The other formula is named by its own name, with what tells it from the ROI.
    assert "Das ist nicht der ROI: Ohne jeden Gewinn sind es 100" in text
    # September brought nothing that anybody told, and neither did the other channel.
    empty = browser.get(f"{AT}roi/", {"von": "2026-09-01", "bis": "2026-09-30", "kanal": instagram.pk})
    assert empty.context["roi"].percent is None
    assert browser.get(f"{AT}roi/", {**OCTOBER, "kanal": other.pk}).context["roi"].percent is None
    half = browser.get(f"{AT}roi/", {"von": "2026-10-01", "bis": "2026-10-15"})
    # Both are spread over 31 days, so half of the month has the same return.
    assert half.context["roi"].percent == 100
    told = list(
        csv.reader(io.StringIO(browser.get(f"{AT}roi/tabelle.csv", OCTOBER).content.decode("utf-8-sig")), delimiter=";")
    )
    assert told[1][1:5] == ["1000,00", "500,00", "100,0", "200,0"]
    assert "Instagram" in told[2][0]
    book = openpyxl.load_workbook(io.BytesIO(browser.get(f"{AT}roi/tabelle.xlsx", OCTOBER).content))
    assert book.worksheets[0]["D2"].value == 100


@pytest.mark.guide("G5.6-13")
@pytest.mark.django_db
def test_the_roi_is_incomplete_until_agencies_tools_and_own_time_are_told_even_as_nothing(ada, now, signed_in) -> None:
    channel = make_channel(ada.workspace, now)
    cost(ada, now, "adverts", "500", channel=channel)
    revenue(ada, now, "1000", channel=channel)
    browser = signed_in(ada)
    text = browser.get(f"{AT}roi/", OCTOBER).content.decode()
    assert "Stunden oder Gehälter, Agenturen, Tools und Software" in text
    for kind in ("agency", "tools"):
        cost(ada, now, kind, "0")
    page = browser.get(f"{AT}roi/", OCTOBER)
    assert page.context["cost"].lacks_hours
    assert "Der ROI ist unvollständig. Nicht angegeben: Stunden oder Gehälter." in page.content.decode()
    told = list(
        csv.reader(io.StringIO(browser.get(f"{AT}roi/tabelle.csv", OCTOBER).content.decode("utf-8-sig")), delimiter=";")
    )
    assert told[1][5] == "nein"
    cost(ada, now, "salaries", "300")
    page = browser.get(f"{AT}roi/", OCTOBER)
    assert page.context["cost"].is_whole
    assert page.context["roi"].percent == 25
    assert "Die Kosten sind unvollständig" not in page.content.decode()


@pytest.mark.django_db
def test_a_deal_is_shared_out_by_the_chosen_rule_and_the_shares_add_up_to_it(ada, now, signed_in) -> None:
    channels = [make_channel(ada.workspace, now) for _number in range(3)]
    a, b, c = channels
    way = [
        (date(2026, 7, 1), "touch", a),
        (date(2026, 8, 1), "conversation", b),
        (date(2026, 9, 1), "phone", None),
        (date(2026, 9, 2), "touch", c),
        (date(2026, 10, 20), "touch", b),
    ]
    deal(ada, Decimal(1000), date(2026, 10, 10), way)
    deal(ada, None, date(2026, 10, 11), [(date(2026, 10, 1), "touch", a)])
    deal(ada, Decimal(7000), date(2026, 10, 11), [(date(2026, 10, 1), "phone", None)])
    ledger = ledger_of(ada.workspace, FIRST, LAST)
    told = {rule: [ledger.revenue(Slice(FIRST, LAST, channel=one.pk), rule).total for one in channels] for rule in Rule}
    # What came after the closing led nowhere; the phone call is no contact on a network.
    assert told == {
        Rule.FIRST: [1000, 0, 0],
        # Nothing of value is owed to the first channel, and the deal that is owed to it tells none.
        Rule.LAST: [None, 0, 1000],
        Rule.LINEAR: [Decimal("333.33"), Decimal("333.33"), Decimal("333.33")],
        Rule.POSITION: [400, 200, 400],
    }
    whole = ledger.revenue(Slice(FIRST, LAST), Rule.LINEAR)
    # The deal by phone alone is not owed to social media.
    assert (whole.total, whole.won, whole.untold) == (1000, 1, 1)
    with_off = ledger_of(ada.workspace, FIRST, LAST, with_off=True)
    assert with_off.revenue(Slice(FIRST, LAST), Rule.LINEAR).total == 750
    browser = signed_in(ada)
    page = browser.get(f"{AT}roi/", {**OCTOBER, "kanal": b.pk, "regel": "position"})
    assert page.context["revenue"].total == 200
    assert "Nach Position (40/20/40)" in page.content.decode()
    assert [one.total for _name, one, _roi in page.context["rules"]] == [0, 0, Decimal("333.33"), 200]


@pytest.mark.django_db
def test_nothing_won_is_zero_where_opportunities_are_kept_and_untold_where_not(ada, now) -> None:
    campaign, channel = campaign_of(ada), make_channel(ada.workspace, now)
    cut = Slice(FIRST, LAST, campaign=campaign.pk)
    assert ledger_of(ada.workspace, FIRST, LAST).revenue(cut, Rule.LINEAR).total is None
    Opportunity.objects.create(workspace=ada.workspace, title="Offen", campaign=campaign, added_at=now)
    ledger = ledger_of(ada.workspace, FIRST, LAST)
    assert ledger.revenue(cut, Rule.LINEAR).total == 0
    assert ledger.revenue(Slice(FIRST, LAST, channel=channel.pk), Rule.LINEAR).total is None
    revenue(ada, now, "90")
    told = ledger_of(ada.workspace, FIRST, LAST).revenue(cut, Rule.LINEAR)
    assert (told.total, told.unplaced) == (0, 90)


@pytest.mark.django_db
def test_a_file_is_shown_first_then_kept_once_and_faults_are_named(ada, now, clock, signed_in) -> None:
    campaign = campaign_of(ada)
    make_channel(ada.workspace, now, name="Firma")
    browser = signed_in(ada)
    text = "Von;Bis;Art;Betrag;Stunden;Stundensatz;Wofür;Kampagne;Kanal;Monatlich\n"
    rows = (
        "2026-10;;Agentur;1.200,00;;;=Betreuung;Messe;;\n2026-10-05;;Stunden;;4;50;;;Firma;\n"
        "2026-01;;Tools;59;;;;;;ja\n2026-10;;Umsatz;900;;;Shop;Messe;;\n"
    )
    wrong = browser.post(
        f"{AT}kosten/einlesen/",
        {"file": SimpleUploadedFile("k.csv", (text + "2026-10;;Agentur;5;;;;Nirgends;Nie;\n").encode())},
    )
    assert wrong.status_code == 422
    assert "Nirgends" in wrong.content.decode()
    shown = browser.post(f"{AT}kosten/einlesen/", {"file": SimpleUploadedFile("k.csv", (text + rows).encode())})
    assert shown.status_code == 200
    assert not CostLine.objects.exists()
    assert "1.459,00" in shown.content.decode()
    seen = shown.context["seen"]
    assert browser.post(f"{AT}kosten/einlesen/", {"seen": seen}).status_code == 302
    assert list(
        CostLine.objects.order_by("first", "kind").values_list("kind", "amount", "last", "monthly", "campaign")
    ) == [
        ("tools", Decimal(59), date(2026, 1, 31), True, None),
        ("agency", Decimal(1200), date(2026, 10, 31), False, campaign.pk),
        ("hours", Decimal(200), date(2026, 10, 5), False, None),
    ]
    assert Income.objects.get().amount == 900
    browser.post(f"{AT}kosten/einlesen/", {"seen": seen})
    assert CostLine.objects.count() == 3
    assert browser.post(f"{AT}kosten/einlesen/", {"seen": seen + "x"}).status_code == 302
    out = browser.get(f"{AT}kosten/tabelle.csv", OCTOBER).content.decode("utf-8-sig")
    # A text that looks like a formula is never run.
    assert "'=Betreuung" in out
    assert browser.get(f"{AT}kosten/tabelle.xlsx", OCTOBER).status_code == 200


@pytest.mark.django_db
def test_a_month_that_recurs_without_an_end_goes_on(ada, now, signed_in) -> None:
    browser = signed_in(ada)
    monthly = {"kind": "tools", "amount": "31", "first": "2026-01-01", "monthly": "on"}
    assert browser.post(f"{AT}kosten/neu/", monthly).status_code == 302
    assert CostLine.objects.get().last is None
    assert (
        ledger_of(ada.workspace, date(2030, 1, 1), date(2030, 1, 10))
        .cost(Slice(date(2030, 1, 1), date(2030, 1, 10)))
        .total
        == 10
    )


@pytest.mark.django_db
def test_planned_posts_become_hours_at_the_teams_own_rate_and_never_twice(ada, now, clock, signed_in) -> None:
    campaign = campaign_of(ada)
    for number, kind in enumerate(["text", "video", "video"]):
        Item.objects.create(
            workspace=ada.workspace, title=kind, kind=kind, stage="planned", campaign=campaign,
            planned_at=datetime(2026, 10, 5 + number, 9, tzinfo=UTC), created_at=now, updated_at=now,
        )  # fmt: skip
    with pytest.raises(Impossible):
        take_planned_hours(ada, FIRST, LAST, now=now, campaign=campaign)
    Seat.objects.create(workspace=ada.workspace, name="Team", hours_a_week=20, cost_per_hour=50)
    browser = signed_in(ada)
    wanted = browser.get(f"{AT}kosten/", {"kampagne": campaign.pk}).context["hours"]
    assert wanted.posts == 3
    for _again in range(2):
        answer = browser.post(f"{AT}kosten/stunden/?kampagne={campaign.pk}")
        assert answer.status_code == 302
    line = CostLine.objects.get()
    assert (line.kind, line.source, line.hours, line.amount) == ("hours", "planned", wanted.hours, wanted.hours * 50)
    assert not browser.get(f"{AT}kosten/", {"kampagne": campaign.pk}).context["cost"].lacks_hours


@pytest.mark.django_db
def test_who_keeps_no_figures_sees_sums_and_no_single_bill(dora, ada, now, signed_in) -> None:
    cost(ada, now, "salaries", "4321", what="Gehalt Kim")
    text = signed_in(dora).get(f"{AT}kosten/", OCTOBER).content.decode()
    assert "4.321,00" in text
    assert "Gehalt Kim" not in text
    assert signed_in(dora).get(f"{AT}kosten/tabelle.csv").status_code == 403
    with pytest.raises(NotAllowed):
        cost(dora, now, "agency", "1")


@pytest.mark.django_db
def test_what_is_wrong_is_said_at_its_field_and_foreign_things_are_refused(ada, emil, now, signed_in) -> None:
    with pytest.raises(Invalid) as wrong:
        cost(ada, now, "hours", None)
    assert set(wrong.value.errors) == {"hours"}
    with pytest.raises(Invalid) as wrong:
        cost(ada, now, "kekse", "-1", last=date(2026, 9, 1))
    assert set(wrong.value.errors) == {"kind", "last", "amount"}
    with pytest.raises(Foreign):
        cost(ada, now, "agency", "1", campaign=campaign_of(emil))
    line = cost(ada, now, "agency", "1")
    assert signed_in(emil).get(f"{AT}kosten/{line.pk}/").status_code in (403, 404)
    browser = signed_in(ada)
    changed = {"kind": "agency", "amount": "2", "first": "2026-10-01", "last": "2026-10-02"}
    assert browser.post(f"{AT}kosten/{line.pk}/", changed).status_code == 302
    line.refresh_from_db()
    assert line.amount == 2
    # What stands in the form can be sent again as it stands.
    cost(ada, now, "hours", None, hours=Decimal(1234), rate=Decimal("50.5"))
    big = CostLine.objects.get(kind="hours")
    first = browser.get(f"{AT}kosten/{big.pk}/").context["form"].initial
    assert (first["hours"], first["amount"]) == ("1.234,00", "62.317,00")
    again = {name: value for name, value in first.items() if value not in (None, False)}
    assert browser.post(f"{AT}kosten/{big.pk}/", again).status_code == 302
    big.delete()
    assert browser.post(f"{AT}kosten/neu/", {"kind": "agency", "first": "2026-10-01"}).status_code == 422
    assert browser.post(f"{AT}kosten/rechnung/{line.pk}/weg/").status_code == 302
    assert not CostLine.objects.exists()
    assert AuditEntry.objects.filter(verb="measurement.drop_money").exists()


@pytest.mark.django_db
def test_people_who_gave_no_cost_yet_are_led_to_the_first_one(ada, signed_in) -> None:
    text = signed_in(ada).get(f"{AT}kosten/").content.decode()
    assert "kosten/neu/" in text
    assert Kind.AGENCY.value == "agency"
