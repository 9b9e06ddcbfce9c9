"""What people did: told by the website, read from tables, entered by hand; each once, none about a person."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from leitstand.channels.models import Channel
from leitstand.house.actor import NotAllowed
from leitstand.house.errors import Invalid
from leitstand.house.spans import Span
from leitstand.kernel.post import Part, PostPlan
from leitstand.leads.actions.keep_link import keep_link
from leitstand.leads.actions.keep_opportunity import keep_opportunity
from leitstand.leads.actions.open_door import open_door, shut_door
from leitstand.leads.actions.record_conversion import Told, record_conversion
from leitstand.leads.brought import lines_of, waits_of
from leitstand.leads.models import Conversion, SiteVisits
from leitstand.leads.outcomes import discovered
from leitstand.leads.tests.test_opportunities import fields as deal
from leitstand.leads.tests.test_short_links import BROWSER, TARGET, fields, follow
from leitstand.planning.tests.factories import make_campaign, make_channel, make_item
from leitstand.publishing.actions.keep_link_rules import keep_link_rules
from leitstand.publishing.actions.save_draft import save_draft
from leitstand.publishing.core.drafts import Composition, Text, Variant
from leitstand.publishing.core.tracking import Rules, links_of
from leitstand.publishing.models import Publication

AT = "/w/werk/schreiben/links/"
SPAN = Span(date(2026, 10, 1), date(2026, 11, 2))


@pytest.fixture
def token(owner, now) -> str:
    return open_door(owner, now=now)


def send(token, told, **headers):
    body = told if isinstance(told, (str, bytes)) else json.dumps(told)
    bearer = {"Authorization": f"Bearer {token}"} if token else {}
    return Client().post("/ereignisse/", body, content_type="application/json", headers={**bearer, **headers})


@pytest.fixture
def post(workspace, owner, ada, now):
    """A published post with its tagged link."""
    keep_link_rules(owner, Rules(), is_demanded=False, typed_domains=["klarblick.example"], now=now)
    channel = make_channel(workspace, name="Werk")
    item = make_item(workspace, title="Messe", campaign=make_campaign(workspace, name="Herbst"), owner=ada.person)
    text = Text((Part("Mehr: https://klarblick.example/messe"),))
    save_draft(ada, item, Composition(text, (Variant(str(channel.pk)),)), base_version=None, now=now)
    Publication.objects.update(
        state="published", published_at=now, proof="confirmed", external_id="1", approved_digest="x"
    )
    return Publication.objects.select_related("item__campaign", "channel").get()


def test_the_website_tells_once_however_often_it_calls(workspace, token, post, now):
    landing = (
        f"{links_of(PostPlan.from_json(post.content))[0]}&ls_click={int((now - timedelta(minutes=4)).timestamp())}"
    )
    told = {"id": "B-1", "kind": "buy", "value": 129.90, "landing": landing, "agent": BROWSER, "discovered": "social"}
    assert send(token, told).status_code == 201
    again = send(token, {**told, "value": "119.90"})
    assert (again.status_code, again.json()) == (200, {"id": "B-1"})
    one = Conversion.objects.get()
    assert (one.value, one.way, one.at, one.clicked_at) == (
        Decimal("119.90"), "endpoint", now, now - timedelta(minutes=4),
    )  # fmt: skip
    assert (one.publication, one.campaign, one.channel) == (post, post.item.campaign, post.channel)


def test_a_forged_token_and_what_cannot_be_read_are_refused_and_nothing_is_kept(owner, token, now):
    good = {"id": "1", "kind": "lead"}
    assert send("", good).status_code == 403
    assert send(f"{token}x", good).status_code == 403
    assert Client().get("/ereignisse/").status_code == 405
    for wrong in (
        "kein json", "[]", "null", b"\xff\xfe", "{" * 2000, {"kind": "lead"}, {"id": 1, "kind": "lead"},
        {**good, "kind": "raub"}, {**good, "value": -1}, {**good, "value": "NaN"}, {**good, "value": True},
        {**good, "at": "gestern"}, {**good, "at": "2026-11-02T08:00"}, {**good, "at": "2030-01-01T00:00:00Z"},
        {**good, "offline": "ja"}, {**good, "discovered": "mond"}, {**good, "id": "x" * 121},
        {**good, "at": "2026-11-01T08:00:00Z", "clicked_at": "2026-11-02T08:00:00Z"},
    ):  # fmt: skip
        assert send(token, wrong).status_code == 400, wrong
    assert send(token, {**good, "goal": "x" * 30_000}).status_code == 413
    assert not Conversion.objects.exists()
    shut_door(owner, now=now)
    assert send(token, good).status_code == 403


def test_what_programs_do_is_left_out_and_who_calls_too_often_must_wait(token, settings):
    answer = send(token, {"id": "1", "kind": "lead", "agent": "Googlebot/2.1"})
    assert (answer.status_code, Conversion.objects.count()) == (202, 0)
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "conversion_sent": "2/h/ip"}
    assert [send(token, {"id": str(n), "kind": "lead"}).status_code for n in range(3)][-1] == 429


def test_a_token_opens_its_own_workspace_only(emil, token, now):
    theirs = keep_link(emil, fields(slug="fremd"), now=now)
    assert send(token, {"id": "1", "kind": "lead", "link": "fremd"}).status_code == 201
    assert Conversion.objects.get().link is None
    assert theirs.conversions.count() == 0


def test_a_table_is_shown_as_it_is_understood_before_it_is_read_in_and_twice_is_once(signed_in, ada, post):
    browser = signed_in(ada)
    lines = (
        "Datum;Art;Wert;Nummer;utm_campaign;Erster Klick;vor Ort\n"
        "01.11.2026 10:00;Kauf;1.129,90 €;A1;herbst;30.10.2026 10:00;nein\n"
        "01.11.2026;Anfrage;;A2;;;ja\n"
        "31.02.2026;Kauf;5;A3;;;\n"
        "01.11.2026;Raub;5;A4;;;\n"
        "01.11.2026;Kauf;viel;A5;;;\n"
        "02.11.2026;Kauf;7;A1;;;\n"
    )

    def bring():
        return browser.post(f"{AT}ereignisse/tabelle/", {"file": SimpleUploadedFile("t.csv", lines.encode("cp1252"))})

    seen = bring()
    assert [line for line, _why in seen.context["faults"]] == [4, 5, 6, 7]
    assert seen.context["count"] == 2
    assert not Conversion.objects.exists()
    for _ in range(2):
        done = browser.post(f"{AT}ereignisse/tabelle/", {"seen": bring().context["seen"]})
        assert done.status_code == 302
    buy, lead = Conversion.objects.order_by("external_id")
    # 10:00 in Berlin is 9:00 UTC in winter.
    assert (buy.at, buy.value, buy.campaign) == (
        datetime(2026, 11, 1, 9, tzinfo=UTC),
        Decimal("1129.90"),
        post.item.campaign,
    )
    assert (lead.kind, lead.is_offline, lead.value) == ("lead", True, None)
    forged = browser.post(f"{AT}ereignisse/tabelle/", {"seen": f"{seen.context['seen']}x"})
    assert forged.status_code == 302
    assert Conversion.objects.count() == 2
    no_kind = browser.post(
        f"{AT}ereignisse/tabelle/", {"file": SimpleUploadedFile("t.csv", b"Datum;Wert\n01.11.2026;1\n")}
    )
    assert "Spalte" in no_kind.content.decode()


@pytest.mark.guide("G1.2-03")
def test_the_six_outcomes_are_entered_by_hand_read_in_or_sent_and_stand_beside_the_survey(signed_in, ada, token):
    browser = signed_in(ada)
    asked = {"look_up": 42, "visit": 30, "buy": 20, "shop": 10, "follow": 15, "talk": 12}
    for kind, count in asked.items():
        told = {
            "kind": kind,
            "day": "2026-11-01",
            "count": count,
            "asked": 50,
            "is_offline": "on" if kind == "shop" else "",
        }
        assert browser.post(f"{AT}ereignisse/", told).status_code == 302
    csv = "Datum;Art;Anzahl;vor Ort\n01.11.2026;Laden;7;ja\n"
    seen = browser.post(f"{AT}ereignisse/tabelle/", {"file": SimpleUploadedFile("t.csv", csv.encode())})
    browser.post(f"{AT}ereignisse/tabelle/", {"seen": seen.context["seen"]})
    assert send(token, {"id": "1", "kind": "buy", "value": 10}).status_code == 201
    page = browser.get(f"{AT}reaktionen/")
    found = [
        (one.count, one.offline, one.line.share, one.line.benchmark, one.line.points)
        for _name, one in page.context["did"]
    ]
    assert found == [
        (42, 0, 84, 79, 5),  # 42 of 50 asked
        (30, 0, 60, 65, -5),
        (21, 0, 40, 46, -6),  # the one the website sent was not asked
        (17, 17, 20, 37, -17),
        (15, 0, 30, 31, -1),
        (12, 0, 24, 29, -5),
    ]
    html = page.content.decode()
    assert "Abb. 4" in html
    assert "79 %" in html
    wrong = browser.post(f"{AT}ereignisse/", {"kind": "buy", "day": "2026-11-01", "count": 5, "asked": 4})
    assert wrong.status_code == 422


@pytest.mark.guide("G1.2-04")
def test_new_leads_are_asked_where_they_discovered_us_and_stand_beside_the_survey(signed_in, cem, ada, workspace, now):
    browser = signed_in(cem)
    form = browser.get("/w/werk/kontakte/chancen/neu/").context["form"]
    assert len(form.fields["discovered"].choices) == 13  # the twelve and "not asked"
    for number, place in enumerate(["social", "social", "social", "search"]):
        told = {"title": f"Chance {number}", "discovered": place}
        assert browser.post("/w/werk/kontakte/chancen/neu/", told).status_code == 302
    assert browser.post("/w/werk/kontakte/chancen/neu/", {"title": "X", "discovered": "mond"}).status_code == 422
    keep_opportunity(cem, deal(), now=now)  # not asked
    record_conversion(ada, Told("lead", now, discovered="radio"), way="typed", now=now)
    heard = discovered(workspace, SPAN)
    shares = {one.name: (one.count, one.share, one.benchmark) for one in heard.lines}
    assert (heard.answers, len(heard.lines)) == (5, 12)
    assert (shares["social"], shares["search"], shares["radio"], shares["tv"]) == (
        (3, 60, 43), (1, 20, 34), (1, 20, 14), (0, 0, 31),
    )  # fmt: skip
    page = browser.get(f"{AT}reaktionen/").content.decode()
    assert "+17,0" in page
    assert "Abb. 5" in page


@pytest.mark.guide("G1.2-10")
def test_a_stamped_link_of_a_campaign_tells_how_long_it_took_until_somebody_bought(
    signed_in, workspace, ada, owner, token, clock
):
    campaign = make_campaign(workspace, name="Herbst")
    keep_link(ada, fields(campaign=campaign, is_stamped=True, target="https://shop.example/kamera"), now=clock.now())
    for number, minutes in enumerate([1, 3, 5, 7, 60 * 24]):
        landing = follow()["Location"]
        clock.advance(timedelta(minutes=minutes))
        told = {"id": str(number), "kind": "buy", "value": 100, "link": "messe", "landing": landing}
        assert send(token, told).status_code == 201
    ((found, wait),) = waits_of(workspace, Span(date(2026, 11, 1), date(2026, 11, 30)))
    assert (found, wait.middle, wait.count, wait.is_thin) == (campaign, timedelta(minutes=5), 5, False)
    page = signed_in(ada).get(f"{AT}gebracht/", {"von": "2026-11-01", "bis": "2026-11-30"}).content.decode()
    assert "5 Minuten" in page


@pytest.mark.guide("G5.2-03")
def test_the_report_joins_clicks_visits_leads_and_sales_by_post_link_campaign_and_channel(
    signed_in, workspace, ada, post, now, token, django_assert_max_num_queries
):
    link = keep_link(ada, fields(publication=post), now=now)
    for _ in range(4):
        follow()
    SiteVisits.objects.create(
        workspace=workspace, way="matomo", day=date(2026, 11, 1), source="rehearsal", medium="social", visits=25,
        publication=post, campaign=post.item.campaign, channel=post.channel,
    )  # fmt: skip
    send(token, {"id": "1", "kind": "lead", "link": "messe"})
    send(token, {"id": "2", "kind": "buy", "value": 80, "link": f"https://x.example/l/{link.slug}"})
    send(token, {"id": "3", "kind": "buy"})
    for by, thing in (("post", post), ("link", link), ("campaign", post.item.campaign), ("channel", post.channel)):
        first, rest = lines_of(workspace, SPAN, by)
        assert first.thing == thing
        visits = 0 if by == "link" else 25
        one = first.brought
        assert (one.clicks, one.visits, one.leads, one.conversions, one.sales, one.value) == (4, visits, 1, 2, 1, 80)
        assert (rest.thing, rest.brought.sales, rest.brought.value) == (None, 1, None)
    browser = signed_in(ada)
    with django_assert_max_num_queries(20):
        page = browser.get(f"{AT}gebracht/")
    assert "Messe (Werk)" in page.content.decode()
    assert "rehearsal" in page.content.decode()
    table = browser.get(f"{AT}gebracht.csv", {"nach": "channel"}).content.decode("utf-8-sig")
    assert "Werk;4;25;1;2;1;80,00" in table
    assert browser.get(f"{AT}gebracht.xlsx").content[:2] == b"PK"
    assert browser.get(f"{AT}gebracht.pdf").status_code == 404


def test_who_may_enter_and_who_only_reads(signed_in, workspace, dora, ada, now):
    assert Channel.objects.count() == 0
    with pytest.raises(NotAllowed):
        record_conversion(dora, Told("buy", now), way="typed", now=now)
    with pytest.raises(NotAllowed):
        open_door(ada, now=now)
    with pytest.raises(Invalid):
        record_conversion(ada, Told("buy", now + timedelta(days=1)), way="typed", now=now)
    one, _ = record_conversion(ada, Told("buy", now, value=Decimal(5)), way="typed", now=now)
    reader = signed_in(dora)
    assert reader.get(f"{AT}ereignisse/").status_code == 200
    assert reader.post(f"{AT}ereignisse/{one.pk}/loeschen/").status_code == 403
    assert signed_in(ada).post(f"{AT}ereignisse/{one.pk}/loeschen/").status_code == 302
    assert not Conversion.objects.exists()


def test_the_token_is_shown_once(signed_in, owner):
    browser = signed_in(owner)
    first = browser.post(f"{AT}ereignisse/website/")
    token = first.context["token"]
    assert token in first.content.decode()
    assert token not in browser.get(f"{AT}ereignisse/website/").content.decode()
    assert send(token, {"id": "1", "kind": "lead"}).status_code == 201
    assert TARGET
