"""CRMs both ways: what they know arrives here, what is new here arrives there once, and nothing is lost while one is away."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import httpx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from leitstand.compliance.tests.agreed import make_given, make_text
from leitstand.contacts.actions.forget_contact import forget_contact
from leitstand.contacts.actions.keep_contact import ContactFields, keep_contact
from leitstand.contacts.actions.set_relationship import set_relationship
from leitstand.contacts.models import Contact
from leitstand.house.actor import NotAllowed
from leitstand.house.errors import Invalid
from leitstand.leads.actions.keep_crm import CrmFields, keep_crm, map_crm, stages_of
from leitstand.leads.actions.keep_opportunity import OpportunityFields, keep_opportunity
from leitstand.leads.actions.sync_crm import sync_crm
from leitstand.leads.actions.take_news import take_news
from leitstand.leads.actions.tell_crm import tell_again, tell_soon
from leitstand.leads.core.crm import Deal, Means, News, Party, Stage
from leitstand.leads.core.signing import HEADER, is_genuine, signed
from leitstand.leads.crm_queries import rate_of
from leitstand.leads.models import CrmConnection, CrmDeal, CrmTold, Opportunity
from leitstand.leads.tests.crms import HubSpotStandIn

AT = "/w/werk/kontakte/chancen/crm/"
STAGES = [
    Stage("new", "Neu", Means.LEAD),
    Stage("offer", "Angebot", Means.OPEN),
    Stage("won", "Gewonnen", Means.WON),
    Stage("lost", "Verloren", Means.LOST),
]
ANNA = Party("7", "Anna Holm", "anna@holm.example", "Brauerei Holm")


def at(day: int) -> datetime:
    return datetime(2026, 10, day, 12, tzinfo=UTC)


def fields(**more: object) -> CrmFields:
    first = {"kind": "file", "name": "Vertrieb", "base_url": "", "database": "", "secrets": {}, "tells": False}
    return {**first, **more}  # type: ignore[typeddict-item]


@pytest.fixture
def file_crm(owner, now) -> CrmConnection:
    made = keep_crm(owner, fields(), now=now)
    return map_crm(owner, made, STAGES, {"Ehemalige": "former_colleague", "Beschwerde": "dissatisfied"}, now=now)


@pytest.fixture
def hubspot(owner, now) -> CrmConnection:
    told = fields(kind="hubspot", name="HubSpot", secrets={"token": "pat-eu1-geheim"}, tells=True)
    return keep_crm(owner, told, now=now)


def deal(**more: object) -> OpportunityFields:
    first = {"title": "Prüfanlage", "organisation": "Brauerei Holm", "contact": None, "campaign": None, "owner": None}
    return {**first, "value": Decimal(48000), **more}  # type: ignore[typeddict-item]


# -- in


@pytest.mark.guide("G5.5-17")
def test_the_lead_to_deal_rate_and_the_value_of_a_lead_come_from_the_stages_of_the_crm(signed_in, cem, file_crm, now):
    lines = ["E-Mail;Titel;Phase;Wert;Angelegt am"]
    lines += [f"a{n}@b.example;Anlage {n};new;;01.10.2026" for n in range(5)]
    lines += [f"o{n}@b.example;Anlage {n};offer;;02.10.2026" for n in range(3)]
    lines += ["w1@b.example;Anlage;won;40.000;03.10.2026", "w2@b.example;Anlage;won;60.000;03.10.2026"]
    lines += ["alt@b.example;Anlage;won;9;03.10.2020"]  # before the span
    browser = signed_in(cem)
    sent = SimpleUploadedFile("crm.csv", "\n".join(lines).encode())
    assert browser.post(f"{AT}{file_crm.pk}/datei/", {"file": sent}).status_code == 302
    page = browser.get("/w/werk/kontakte/chancen/quote/", {"von": "2026-10-01", "bis": "2026-10-31"})
    [(_crm, found)] = page.context["found"]
    assert (found.deals, found.leads, found.rate) == (2, 10, Decimal(20))  # 2 / 10 x 100
    new, offer = found.stages
    assert (new.worth, offer.worth) == (Decimal(10000), Decimal(20000))  # 50,000 x 20 %, 50,000 x 40 %
    shown = page.content.decode()
    assert "20,0" in shown
    assert "20.000 €" in shown


def test_a_party_becomes_a_contact_once_and_what_the_team_typed_stays(cem, owner, file_crm, now):
    known = keep_contact(
        cem, ContactFields(name="A. Holm", organisation="", email="Anna@Holm.example", note="x"), now=now
    )
    for _ in range(2):
        take_news(
            owner, file_crm, News((ANNA, Party("8", "Ohne Adresse"), Party("9", "Otto", "otto@kern.example"))), now=now
        )
    known.refresh_from_db()
    assert (known.name, known.organisation, known.note) == ("A. Holm", "Brauerei Holm", "x")
    assert list(Contact.objects.order_by("pk").values_list("email", flat=True)) == [
        "Anna@Holm.example",
        "otto@kern.example",
    ]
    assert Contact.objects.get(email="otto@kern.example").source == "crm"


@pytest.mark.parametrize(
    ("tags", "stages", "relationship"),
    [
        ((), ("won", "won"), "loyal_customer"),
        ((), ("won",), "customer"),
        ((), ("new",), "new_lead"),
        ((), ("lost",), "lost_lead"),
        (("Ehemalige",), ("won",), "former_colleague"),
        (("BESCHWERDE",), ("won", "won"), "dissatisfied"),
    ],
)
def test_category_and_deals_tell_who_somebody_is(owner, file_crm, now, tags, stages, relationship):
    party = Party("7", "Anna Holm", "anna@holm.example", "", frozenset(tags), at(1))
    deals = tuple(Deal(f"d{n}", "Anlage", stage, "7", changed=at(2)) for n, stage in enumerate(stages))
    take_news(owner, file_crm, News((party,), deals), now=now)
    contact = Contact.objects.get()
    assert (contact.relationship, contact.relationship_from) == (relationship, "crm")


def test_what_was_said_last_counts_whether_by_the_team_or_by_the_crm(owner, cem, file_crm, now):
    take_news(owner, file_crm, News((ANNA,), (Deal("1", "Anlage", "new", "7", changed=at(2)),)), now=now)
    contact = Contact.objects.get()
    set_relationship(cem, contact, "partner", now=at(10))
    take_news(owner, file_crm, News((), (Deal("1", "Anlage", "won", "7", changed=at(5)),)), now=now)
    contact.refresh_from_db()
    assert contact.relationship == "partner"
    take_news(owner, file_crm, News((), (Deal("1", "Anlage", "won", "7", changed=at(12)),)), now=now)
    contact.refresh_from_db()
    assert contact.relationship == "customer"


def test_older_news_that_comes_late_changes_nothing(owner, file_crm, now):
    take_news(owner, file_crm, News((ANNA,), (Deal("1", "Anlage", "won", "7", Decimal(9), changed=at(9)),)), now=now)
    take_news(owner, file_crm, News((), (Deal("1", "Anlage", "new", "7", Decimal(1), changed=at(3)),)), now=now)
    held = CrmDeal.objects.get()
    assert (held.stage, held.value) == ("won", Decimal(9))


def test_a_stage_nobody_knew_is_asked_for_and_nothing_is_lost(owner, file_crm, now):
    take_news(owner, file_crm, News((), (Deal("1", "Anlage", "Musterphase"),)), now=now)
    file_crm.refresh_from_db()
    assert stages_of(file_crm)[-1] == Stage("Musterphase", "Musterphase", Means.OPEN)
    assert rate_of(file_crm, date(2026, 1, 1), date(2026, 12, 31)).leads == 1


def test_whoever_was_forgotten_does_not_come_back_from_the_crm(owner, ben, cem, file_crm, now):
    take_news(owner, file_crm, News((ANNA,)), now=now)
    contact = Contact.objects.get()
    make_given(cem, make_text(ben, now), now, address="anna@holm.example", contact=contact)
    forget_contact(cem, contact, now=now)
    take_news(owner, file_crm, News((Party("7", "Anna Holm", "anna@holm.example", changed=at(20)),)), now=now)
    assert not Contact.objects.exists()


def test_what_began_here_and_was_won_there_is_closed_here(owner, cem, file_crm, now):
    ours = keep_opportunity(cem, deal(), now=now)
    CrmTold.objects.create(
        workspace=owner.workspace, connection=file_crm, key=f"leitstand-o{ours.pk}", opportunity=ours, added_at=now
    )
    news = News((), (Deal("55", "Prüfanlage", "won", "", Decimal(52000), key=f"leitstand-o{ours.pk}", changed=at(30)),))
    take_news(owner, file_crm, news, now=now)
    ours.refresh_from_db()
    assert (ours.outcome, ours.value, ours.closed_on) == ("won", Decimal(52000), date(2026, 10, 30))


# -- out


def test_a_new_opportunity_is_told_once_even_if_the_answer_is_lost(cem, hubspot, now, clock):
    account = HubSpotStandIn()
    anna = keep_contact(
        cem, ContactFields(name="Anna Holm", organisation="Holm", email="anna@holm.example", note=""), now=now
    )
    ours = keep_opportunity(cem, deal(contact=anna), now=now)
    account.loses_answers = True
    assert not sync_crm(hubspot, now=now, http=account.client)
    assert CrmTold.objects.get().told_at is None
    account.loses_answers = False
    clock.advance(timedelta(minutes=6))
    hubspot.refresh_from_db()
    assert sync_crm(hubspot, now=clock.now(), http=account.client)
    told = CrmTold.objects.get()
    assert (told.key, told.external_id, told.told_at) == (f"leitstand-o{ours.pk}", "101", clock.now())
    [(number, there)] = account.deals.items()
    assert (there["dealname"], there["amount"], there["dealstage"]) == ("Prüfanlage", "48000.00", "offer")
    assert account.contacts[account.links[number]]["email"] == "anna@holm.example"


def test_a_crm_that_is_away_loses_nothing_and_is_asked_less_and_less_often(cem, hubspot, now, clock):
    account = HubSpotStandIn()
    account.is_down = True
    keep_opportunity(cem, deal(), now=now)
    waits = []
    for _ in range(3):
        hubspot.refresh_from_db()
        assert not sync_crm(hubspot, now=clock.now(), http=account.client)
        hubspot.refresh_from_db()
        waits.append((hubspot.next_at - clock.now()).total_seconds() / 60)
        clock.advance(hubspot.next_at - clock.now())
    assert waits == [5, 10, 20]
    assert "antwortet nicht" in hubspot.problem
    account.is_down = False
    assert sync_crm(hubspot, now=clock.now(), http=account.client)
    hubspot.refresh_from_db()
    assert (hubspot.problem, hubspot.failures) == ("", 0)
    assert CrmTold.objects.get().told_at == clock.now()


def test_hubspot_is_read_page_by_page_with_its_own_stages(hubspot, now, clock):
    account = HubSpotStandIn()
    for number in range(230):
        account.contacts[str(number)] = {"email": f"n{number}@b.example", "lastmodifieddate": "2026-10-02T08:00:00Z"}
    account.deals["900"] = {
        "dealname": "Anlage", "dealstage": "closedwon", "amount": "12500.5", "createdate": "2026-10-01T08:00:00Z",
        "hs_lastmodifieddate": "2026-10-05T08:00:00.123Z",
    }  # fmt: skip
    account.links["900"] = "3"
    assert sync_crm(hubspot, now=now, http=account.client)
    hubspot.refresh_from_db()
    assert [(one.id, one.means) for one in stages_of(hubspot)] == [
        ("new", Means.LEAD), ("offer", Means.OPEN), ("closedwon", Means.WON), ("closedlost", Means.LOST),
    ]  # fmt: skip
    assert Contact.objects.count() == 230
    assert CrmDeal.objects.get().value == Decimal("12500.5")
    assert Contact.objects.get(email="n3@b.example").relationship == "customer"
    assert hubspot.since == now


def test_a_wrong_token_is_told_in_words_and_nothing_is_lost(owner, cem, hubspot, now):
    keep_crm(
        owner,
        fields(kind="hubspot", name="HubSpot", secrets={"token": "falsch"}, tells=True),
        now=now,
        connection=hubspot,
    )
    keep_opportunity(cem, deal(), now=now)
    hubspot.refresh_from_db()
    assert not sync_crm(hubspot, now=now, http=HubSpotStandIn().client)
    hubspot.refresh_from_db()
    assert "Token" in hubspot.problem
    assert CrmTold.objects.filter(told_at=None, is_refused=False).count() == 1


def test_what_was_refused_waits_for_a_person_and_can_be_told_again(cem, hubspot, now):
    keep_opportunity(cem, deal(), now=now)
    account = HubSpotStandIn()

    def refuses(request: httpx.Request) -> httpx.Response:
        if "deals/batch/upsert" in request.url.path:
            return httpx.Response(400, json={"message": "amount"})
        return account.answer(request)

    assert sync_crm(hubspot, now=now, http=lambda: httpx.AsyncClient(transport=httpx.MockTransport(refuses)))
    told = CrmTold.objects.get()
    assert told.is_refused
    tell_again(cem, told, now=now)
    hubspot.refresh_from_db()
    assert sync_crm(hubspot, now=now, http=account.client)
    assert CrmTold.objects.get().told_at == now


def test_secrets_lie_encrypted_and_are_never_shown(signed_in, owner, hubspot):
    assert b"geheim" not in bytes(hubspot.secrets)
    page = signed_in(owner).get(f"{AT}{hubspot.pk}/").content.decode()
    assert "pat-eu1" not in page


# -- webhooks


def test_a_signed_call_is_taken_in_and_any_other_is_refused(owner, now, clock):
    made = keep_crm(owner, fields(kind="webhook", name="ERP", secrets={"secret": "gemeinsam"}), now=now)
    body = json.dumps({"parties": [{"id": 7, "name": "Anna", "email": "anna@holm.example"}],
                       "deals": [{"id": 1, "stage": "Angebot", "party": 7, "value": 1200}]}).encode()  # fmt: skip
    address = f"/crm/{made.key}"
    browser = Client(enforce_csrf_checks=True)

    def call(mark: str, sent: bytes = body) -> int:
        return browser.post(address, sent, content_type="application/json", headers={HEADER: mark}).status_code

    assert call("") == 403
    assert call(signed(body, secret="falsch", at=now)) == 403
    assert call(signed(body, secret="gemeinsam", at=now - timedelta(minutes=10))) == 403
    assert not Contact.objects.exists()
    assert call(signed(body, secret="gemeinsam", at=now)) == 200
    assert call(signed(body, secret="gemeinsam", at=now)) == 200  # twice is once
    assert Contact.objects.get().relationship == "new_lead"
    assert CrmDeal.objects.get().value == Decimal(1200)
    wrong = b'{"deals": "alle"}'
    assert call(signed(wrong, secret="gemeinsam", at=now), wrong) == 422
    assert browser.post("/crm/erraten", body, content_type="application/json").status_code == 404


def test_a_webhook_is_told_signed_and_with_the_same_key_every_time(owner, cem, now):
    told = fields(kind="webhook", name="ERP", base_url="https://erp.example/leads", secrets={"secret": "s"}, tells=True)
    made = keep_crm(owner, told, now=now)
    ours = keep_opportunity(cem, deal(), now=now)
    seen: list[httpx.Request] = []

    def takes(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(201, json={"id": "A-17"})

    assert sync_crm(made, now=now, http=lambda: httpx.AsyncClient(transport=httpx.MockTransport(takes)))
    [request] = seen
    assert is_genuine(request.headers[HEADER], request.content, secret="s", now=now)
    assert request.headers["idempotency-key"] == f"leitstand-o{ours.pk}"
    assert json.loads(request.content)["title"] == "Prüfanlage"
    assert CrmTold.objects.get().external_id == "A-17"


# -- pages


def test_the_file_for_another_crm_holds_leads_with_their_consent(signed_in, cem, ben, now):
    anna = keep_contact(
        cem, ContactFields(name="=Anna", organisation="Holm", email="anna@holm.example", note=""), now=now
    )
    make_given(cem, make_text(ben, now), now, address="anna@holm.example", contact=anna)
    ours = keep_opportunity(cem, deal(contact=anna), now=now)
    text = signed_in(cem).get(f"{AT}leads.csv").content.decode("utf-8-sig")
    assert f"leitstand-o{ours.pk};'=Anna;anna@holm.example;Holm;;yes;Prüfanlage" in text


def test_stages_are_mapped_and_sorted_on_the_page(signed_in, owner, file_crm):
    told = {
        "place-0": "2",
        "place-1": "1",
        "means-0": "open",
        "means-3": "ignored",
        "tag-0": "VIP",
        "tells-0": "loyal_customer",
    }
    assert signed_in(owner).post(f"{AT}{file_crm.pk}/stufen/", told).status_code == 302
    file_crm.refresh_from_db()
    assert [(one.id, one.means) for one in stages_of(file_crm)] == [
        ("offer", Means.OPEN), ("new", Means.OPEN), ("won", Means.WON), ("lost", Means.IGNORED),
    ]  # fmt: skip
    assert file_crm.tags == {"VIP": "loyal_customer"}


def test_a_connection_is_made_on_the_page_and_what_it_lacks_is_told_at_its_field(signed_in, owner, cem):
    browser = signed_in(owner)
    lacking = browser.post(f"{AT}neu/", {"kind": "tryton", "name": "Tryton", "base_url": "crm.example"})
    assert lacking.status_code == 422
    assert set(lacking.context["form"].errors) == {"base_url", "database", "user", "password"}
    told = {
        "kind": "tryton", "name": "Tryton", "base_url": "https://crm.example", "database": "crm", "user": "u", "password": "p",
    }  # fmt: skip
    assert browser.post(f"{AT}neu/", told).status_code == 302
    made = CrmConnection.objects.get()
    assert (
        browser.post(
            f"{AT}{made.pk}/", {"name": "Neu", "base_url": "https://crm.example", "database": "crm", "user": "u"}
        ).status_code
        == 302
    )
    assert signed_in(cem).post(f"{AT}{made.pk}/", told).status_code == 403
    with pytest.raises(NotAllowed):
        keep_crm(cem, fields(), now=made.added_at)


def test_readers_see_the_rate_but_no_connection_and_strangers_nothing(signed_in, dora, emil, file_crm):
    assert signed_in(dora).get(AT).status_code == 403
    assert signed_in(dora).get("/w/werk/kontakte/chancen/quote/").status_code == 200
    assert signed_in(emil).get(f"{AT}{file_crm.pk}/").status_code == 404


def test_pages_ask_the_same_however_much_a_crm_told(signed_in, owner, file_crm, now, django_assert_max_num_queries):
    parties = tuple(Party(str(n), f"N{n}", f"n{n}@b.example") for n in range(12))
    deals = tuple(Deal(f"d{n}", "Anlage", "offer", str(n), Decimal(n)) for n in range(12))
    take_news(owner, file_crm, News(parties, deals), now=now)
    browser = signed_in(owner)
    with django_assert_max_num_queries(18):
        assert browser.get(f"{AT}{file_crm.pk}/").status_code == 200
    with django_assert_max_num_queries(16):
        assert browser.get("/w/werk/kontakte/chancen/quote/").status_code == 200


def test_a_relationship_the_book_does_not_know_is_refused(owner, cem, file_crm, now):
    with pytest.raises(Invalid):
        map_crm(owner, file_crm, STAGES, {"x": "bester_freund"}, now=now)
    contact = keep_contact(cem, ContactFields(name="A", organisation="", email="", note=""), now=now)
    with pytest.raises(Invalid):
        set_relationship(cem, contact, "bester_freund", now=now)
    assert tell_soon(cem, contact=contact, now=now) == 0
    assert not Opportunity.objects.exists()
