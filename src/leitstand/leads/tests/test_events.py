"""Events: a page with tickets, registrations that count once confirmed, three updates, invitations past the gate, a report."""

import json
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import httpx
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from icalendar import Calendar

from leitstand.compliance.models import Consent
from leitstand.compliance.tests.agreed import make_given, make_text, with_imprint
from leitstand.contacts.actions.keep_contact import ContactFields, keep_contact
from leitstand.contacts.models import Contact
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.leads.actions.keep_event import EventFields, keep_event, lacks, list_event
from leitstand.leads.actions.register import Wanted, register
from leitstand.leads.actions.sign_up import CameBy
from leitstand.leads.actions.take_attendance import take_attendance
from leitstand.leads.actions.tell_visitors import invite, list_for_outreach, send_update, updates_left
from leitstand.leads.actions.use_webinar import create_webinar, keep_webinar_tool, read_attendance_there, register_there
from leitstand.leads.event_queries import outreach_of, report_of
from leitstand.leads.models import EventInvite, EventRegistration, LeadEvent, PageVisit
from leitstand.planning.tests.factories import make_channel

AT = "/w/werk/kontakte/chancen/veranstaltungen/"
BEGINS = datetime(2027, 1, 14, 9, tzinfo=UTC)
TICKETS = [{"name": "Gast", "quota": None, "price": Decimal(0)}]
MINE = re.compile(r"https?://[^/\s]+(/veranstaltungen/\S+/\S+)")
TYPED = {
    "title": "Prüfanlagen im Griff", "focus": "Wie Brauereien Ausschuss senken.", "speaker": "Dr. Anna Holm",
    "company": "Werk GmbH", "starts": "2027-01-14T10:00", "minutes": "60", "contact": "Jana Vertrieb, 0431 1234",
    "target_group": "Leitung Abfüllung", "tickets": "Gast\nWorkshop; 2; 49,00", "join_link": "https://webinar.example/1",
}  # fmt: skip


def fields(**more: object) -> EventFields:
    first = {
        "title": "Prüfanlagen im Griff", "focus": "Ausschuss senken.", "speaker": "Dr. Anna Holm", "company": "Werk GmbH",
        "starts": BEGINS, "minutes": 60, "place": "", "join_link": "https://webinar.example/1", "contact": "Jana",
        "target_group": "Leitung", "invitation": "Kommen Sie zu unserem Webinar.", "text": None, "campaign": None,
    }  # fmt: skip
    return {**first, **more}  # type: ignore[typeddict-item]


@pytest.fixture
def event(owner, cem, now) -> LeadEvent:
    with_imprint(owner, now)
    return list_event(cem, keep_event(cem, fields(), TICKETS, now=now), is_open=True, now=now)


def come(event, clock, email="otto@kern.example", name="Otto Kern", *, query="", **more):
    """Register as a person does, and confirm by the link of the mail."""
    browser = Client()
    address = f"/veranstaltungen/{event.key}{query}"
    page = browser.get(address).content.decode()
    since = re.search(r'name="seit" value="([^"]+)"', page)[1]
    clock.advance(timedelta(seconds=10))
    ticket = event.tickets.first().pk
    sent = browser.post(address, {"email": email, "name": name, "ticket": ticket, "seit": since, **more})
    assert sent.status_code == 200, sent.content.decode()
    link = MINE.search(mail.outbox[-1].body)[1]
    assert Client().post(link, {"to": "confirm"}).status_code == 200
    return link


def person(cem, now, name: str) -> Contact:
    told = ContactFields(name=name, organisation="", email=f"{name.lower()}@b.example", note="")
    return keep_contact(cem, told, now=now)


# -- page and registration


def test_a_page_opens_only_when_it_says_all_that_guests_need(signed_in, owner, cem, now):
    with_imprint(owner, now)
    browser = signed_in(cem)
    assert browser.post(f"{AT}neu/", {**TYPED, "speaker": "", "target_group": ""}).status_code == 302
    made = LeadEvent.objects.get()
    page = browser.get(f"{AT}{made.pk}/").content.decode()
    assert lacks(made) == ("speaker", "target_group")
    assert "Der Seite fehlt noch:" in page
    browser.post(f"{AT}{made.pk}/seite/", {"to": "open"})
    made.refresh_from_db()
    assert not made.is_open
    browser.post(f"{AT}{made.pk}/", TYPED)
    browser.post(f"{AT}{made.pk}/seite/", {"to": "open"})
    made.refresh_from_db()
    assert made.is_open
    assert made.starts == BEGINS  # typed in the company's own time
    assert list(made.tickets.values_list("name", "quota", "price")) == [
        ("Gast", None, Decimal(0)), ("Workshop", 2, Decimal("49.00")),
    ]  # fmt: skip
    public = Client().get(f"/veranstaltungen/{made.key}")
    assert not public.cookies
    for words in ("Dr. Anna Holm", "Leitung Abfüllung", "Jana Vertrieb", "49,00 €"):
        assert words in public.content.decode()
    assert "webinar.example" not in public.content.decode()


def test_a_registration_counts_once_confirmed_and_only_then_shows_the_way_in(event, clock):
    browser = Client()
    since = re.search(r'name="seit" value="([^"]+)"', browser.get(f"/veranstaltungen/{event.key}").content.decode())[1]
    clock.advance(timedelta(seconds=10))
    told = {"email": "otto@kern.example", "name": "Otto Kern", "ticket": event.tickets.get().pk, "seit": since}
    browser.post(f"/veranstaltungen/{event.key}", told)
    link = MINE.search(mail.outbox[-1].body)[1]
    looked = Client().get(link).content.decode()
    assert "webinar.example" not in looked
    held = EventRegistration.objects.get()
    assert held.confirmed_at is None  # programs that follow links in mails confirm nothing
    assert not Contact.objects.exists()
    done = Client().post(link, {"to": "confirm"})
    assert "https://webinar.example/1" in done.content.decode()
    assert Contact.objects.get().email == "otto@kern.example"
    one = Calendar.from_ical(Client().get(f"{link}.ics").content).walk("VEVENT")[0]
    assert one["dtstart"].dt == BEGINS
    assert "webinar.example" in one["description"]
    assert "webinar.example" not in Client().get(f"/veranstaltungen/{event.key}.ics").content.decode()
    Client().post(link, {"to": "cancel"})
    held.refresh_from_db()
    assert held.cancelled_at is not None


def test_no_more_places_are_given_than_there_are(owner, cem, event, now, clock):
    keep_event(cem, fields(), [{"name": "Gast", "quota": 1, "price": Decimal(0)}], now=now, event=event)
    come(event, clock)
    with pytest.raises(Impossible) as refused:
        register(event, Wanted("Anna", "anna@holm.example", "", event.tickets.get().pk), CameBy(), now=clock.now())
    assert refused.value.code == "full"
    assert "Alle Plätze sind vergeben." in Client().get(f"/veranstaltungen/{event.key}").content.decode()


def test_a_place_is_held_two_days_for_whoever_has_not_confirmed(cem, event, now, clock):
    keep_event(cem, fields(), [{"name": "Gast", "quota": 1, "price": Decimal(0)}], now=now, event=event)
    register(event, Wanted("Otto", "otto@kern.example", "", event.tickets.get().pk), CameBy(), now=now)
    late = MINE.search(mail.outbox[-1].body)[1]
    clock.advance(timedelta(hours=49))
    come(event, clock, "anna@holm.example", "Anna")
    assert Client().post(late, {"to": "confirm"}).status_code == 409


def test_consent_is_offered_never_demanded_and_asked_for_by_a_mail_of_its_own(ben, cem, event, now, clock):
    keep_event(cem, fields(text=make_text(ben, now)), TICKETS, now=now, event=event)
    event.refresh_from_db()
    come(event, clock)
    assert not Consent.objects.exists()
    come(event, clock, "anna@holm.example", "Anna Holm", agree="on")
    consent = Consent.objects.get()
    assert (consent.address, consent.state) == ("anna@holm.example", "asked")
    assert "/einwilligung/" in mail.outbox[-1].body


def test_a_kind_of_ticket_that_somebody_holds_is_not_taken_away(cem, event, clock, now):
    come(event, clock)
    with pytest.raises(Invalid) as refused:
        keep_event(cem, fields(), [{"name": "VIP", "quota": 1, "price": Decimal(9)}], now=now, event=event)
    assert set(refused.value.errors) == {"tickets"}


# -- updates and invitations


@pytest.mark.guide("G4.5-15")
def test_three_updates_go_to_an_audience_of_an_event_and_the_fourth_is_refused(signed_in, cem, event, clock):
    come(event, clock)
    browser = signed_in(cem)
    address = f"{AT}{event.pk}/personen/"
    for number in range(1, 4):
        told = {"audience": "registered", "subject": f"Neues {number}", "words": "Der Raum steht fest: Halle 3."}
        assert browser.post(address, told).status_code == 302
        assert mail.outbox[-1].subject == f"Neues {number}"
        assert mail.outbox[-1].to == ["otto@kern.example"]
    count = len(mail.outbox)
    refused = browser.post(address, {"audience": "registered", "subject": "Neues 4", "words": "Letzter Aufruf."})
    assert refused.status_code == 422
    assert "Letzter Aufruf." in refused.content.decode()
    assert len(mail.outbox) == count
    assert (updates_left(event, "registered"), updates_left(event, "invited")) == (0, 3)  # each audience by itself


@pytest.mark.guide("G4.5-14")
def test_chance_says_who_gets_which_invitation_none_goes_without_consent_and_the_better_one_is_told(
    signed_in, ben, cem, event, now, clock
):
    text = make_text(ben, now)
    people = [person(cem, now, f"Gast{number}") for number in range(80)]
    for one in people[:-1]:
        make_given(cem, text, now, address=one.email, contact=one)
    browser = signed_in(cem)
    address = f"{AT}{event.pk}/einladungen/"
    assert browser.post(address, {"people": [one.pk for one in people]}).status_code == 302
    mail.outbox.clear()
    for row in EventInvite.objects.exclude(contact=people[-1]):
        browser.post(f"{address}{row.pk}/", {"words": f"Liebe Person {row.pk}, Ihre Frage neulich passt genau dazu."})
    sent = EventInvite.objects.filter(sent_at__isnull=False)
    assert sent.count() == len(mail.outbox) == 79
    assert all(row.words == event.invitation for row in sent.filter(side="general"))

    browser.post(f"{address}{EventInvite.objects.get(contact=people[-1]).pk}/", {"words": "Bitte kommen Sie."})
    last = EventInvite.objects.get(contact=people[-1])
    assert last.sent_at is None
    assert last.problem
    assert len(mail.outbox) == 79

    clock.advance(timedelta(hours=1))
    ticket = event.tickets.get()
    for row in sent.filter(side="individual")[:20]:
        EventRegistration.objects.create(
            workspace=event.workspace, event=event, ticket=ticket, plain=row.contact.email, contact=row.contact,
            asked_at=clock.now(), confirmed_at=clock.now(),
        )  # fmt: skip
    found = outreach_of(event)
    assert (found.individual.sent + found.general.sent, found.individual.came, found.general.came) == (79, 20, 0)
    assert found.trial.better == "individual"
    assert "Die persönliche Einladung wirkt besser." in browser.get(address).content.decode()


def test_nobody_is_invited_twice_and_the_general_words_are_no_personal_ones(ben, cem, event, now):
    anna = person(cem, now, "Anna")
    make_given(cem, make_text(ben, now), now, address=anna.email, contact=anna)
    assert list_for_outreach(cem, event, [anna], now=now) == 1
    assert list_for_outreach(cem, event, [anna], now=now) == 0
    EventInvite.objects.update(side="individual")
    row = EventInvite.objects.select_related("event__workspace", "contact").get()
    for words, code in (("", "words"), (event.invitation, "same")):
        with pytest.raises(Impossible) as refused:
            invite(cem, row, words=words, now=now)
        assert refused.value.code == code
    invite(cem, row, words="Liebe Anna, kommst du?", now=now)
    with pytest.raises(Impossible) as refused:
        invite(cem, row, words="Noch einmal", now=now)
    assert refused.value.code == "once"


def test_an_update_to_those_invited_is_advertising_and_passes_the_gate(ben, cem, event, now):
    text = make_text(ben, now)
    agreed, other = person(cem, now, "Anna"), person(cem, now, "Otto")
    make_given(cem, text, now, address=agreed.email, contact=agreed)
    list_for_outreach(cem, event, [agreed, other], now=now)
    EventInvite.objects.update(sent_at=now)
    mail.outbox.clear()
    made = send_update(cem, event, audience="invited", subject="Letzter Aufruf", words="Noch Plätze frei.", now=now)
    assert (made.sent, made.held_back) == (1, 1)
    assert [one.to for one in mail.outbox] == [[agreed.email]]


def test_an_update_that_reads_like_advertising_costs_none_of_the_three(signed_in, cem, event, clock):
    come(event, clock)
    told = {"audience": "registered", "subject": "Nur heute", "words": "Jetzt 20 % Rabatt auf alle Kameras!"}
    answer = signed_in(cem).post(f"{AT}{event.pk}/personen/", told)
    assert answer.status_code == 422
    assert "rabatt" in answer.content.decode().lower()
    assert updates_left(event, "registered") == 3


# -- lead time, attendance, report


@pytest.mark.guide("G4.5-13")
def test_a_late_event_is_told_to_be_late_and_the_own_experience_is_reckoned(signed_in, owner, cem, event, clock, now):
    browser = signed_in(cem)
    assert "Zu spät" not in browser.get(f"{AT}{event.pk}/").content.decode()  # 73 days before
    keep_event(cem, fields(starts=now + timedelta(days=9)), TICKETS, now=now, event=event)
    page = browser.get(f"{AT}{event.pk}/")
    assert page.context["early"]["is_late"]
    assert "9 Tage vor Beginn" in page.content.decode()
    assert page.context["early"]["own"] is None
    for days, visits in [(5, 10), (10, 30), (20, 20), (40, 90), (60, 400)]:
        starts = now - timedelta(days=3)
        past = keep_event(cem, fields(title=f"Vor {days}", starts=starts), TICKETS, now=now)
        LeadEvent.objects.filter(pk=past.pk).update(listed_on=(starts - timedelta(days=days)).date())
        PageVisit.objects.create(workspace=event.workspace, page=f"event:{past.pk}", day=starts.date(), count=visits)
    own = browser.get(f"{AT}{event.pk}/").context["early"]["own"]
    assert own.events == 5
    assert own.correlation == pytest.approx(0.9)  # by hand, see test_core_events
    assert "0,90" in browser.get(f"{AT}{event.pk}/").content.decode()


@pytest.mark.guide("G4.5-12")
def test_the_report_tells_visits_registrations_attendance_and_sources_beside_the_own_best(
    signed_in, cem, event, workspace, clock
):
    channel = make_channel(workspace)
    come(event, clock, query=f"?k={channel.pk}")
    come(event, clock, "anna@holm.example", "Anna", query=f"?k={channel.pk}")
    come(event, clock, "kim@c.example", "Kim", query="?utm_source=newsletter")
    Client().get(f"/veranstaltungen/{event.key}")
    best = keep_event(cem, fields(title="Das beste"), TICKETS, now=clock.now())
    LeadEvent.objects.filter(pk=best.pk).update(starts=clock.now() - timedelta(days=30), listed_on="2026-08-01")
    PageVisit.objects.create(workspace=workspace, page=f"event:{best.pk}", day="2026-09-01", count=500)
    clock.advance(BEGINS - clock.now() + timedelta(hours=2))
    browser = signed_in(cem)
    listed = b"E-Mail;Minuten\notto@kern.example;50\nANNA@holm.example;0\nfremd@x.example;9\n"
    browser.post(f"{AT}{event.pk}/teilnahme/", {"file": SimpleUploadedFile("liste.csv", listed)})
    found = report_of(workspace, event)
    assert (found.visits, found.registered, found.attended) == (4, 3, 1)
    assert found.registration_rate == 75
    page = browser.get(f"{AT}{event.pk}/auswertung/")
    figures = {str(row[0]): (row[1], row[2]) for row in page.context["rows"]}
    assert figures["Besuche der Seite"] == (4, 500)
    assert figures["Anmeldungen"] == (3, 0)
    assert [(way.channel, way.source, way.leads) for way in page.context["sources"]] == [
        (channel, "", 2), (None, "newsletter", 1), (None, "", 0),
    ]  # fmt: skip
    assert "Das beste" in page.content.decode()


def test_nobody_is_counted_before_the_event_began(cem, event, now):
    with pytest.raises(Impossible):
        take_attendance(cem, event, {}, now=now)


# -- the webinar tool


class GoToStandIn:
    """GoTo Webinar as its documents describe it: one organizer, one client, refresh tokens that are used once."""

    def __init__(self) -> None:
        self.refresh = "r1"
        self.webinars: dict[str, dict[str, object]] = {}
        self.guests: dict[str, str] = {}

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.MockTransport(self.answer))

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.host == "authentication.logmeininc.com":
            told = dict(httpx.QueryParams(request.content.decode()))
            basic = "Basic Y2xpZW50OmdlaGVpbQ=="  # client:geheim
            if request.headers["authorization"] != basic or told != {
                "grant_type": "refresh_token",
                "refresh_token": self.refresh,
            }:
                return httpx.Response(400, json={"error": "invalid_grant"})
            self.refresh = "r2"
            return httpx.Response(200, json={"access_token": "a1", "refresh_token": "r2", "token_type": "Bearer"})
        if request.url.host != "api.getgo.com" or request.headers.get("authorization") != "Bearer a1":
            return httpx.Response(401, json={"error": "invalid_token"})
        path = request.url.path.removeprefix("/G2W/rest/v2/organizers/4711")
        body = json.loads(request.content) if request.content else {}
        if (request.method, path) == ("POST", "/webinars"):
            assert set(body) == {"subject", "description", "times", "timeZone", "type"}
            assert body["times"] == [{"startTime": "2027-01-14T09:00:00Z", "endTime": "2027-01-14T10:00:00Z"}]
            self.webinars["99"] = body
            return httpx.Response(201, json={"webinarKey": "99"})
        if (request.method, path) == ("POST", "/webinars/99/registrants"):
            if not body["firstName"] or body["email"] in self.guests:
                return httpx.Response(409 if body["email"] in self.guests else 400, json={"errorCode": "Conflict"})
            self.guests[body["email"]] = f"https://global.gotowebinar.com/join/99/{len(self.guests)}"
            return httpx.Response(
                201, json={"registrantKey": 1, "joinUrl": self.guests[body["email"]], "status": "APPROVED"}
            )
        if (request.method, path) == ("GET", "/webinars/99/registrants"):
            return httpx.Response(200, json=[{"email": one, "joinUrl": link} for one, link in self.guests.items()])
        if (request.method, path) == ("GET", "/webinars/99/sessions"):
            return httpx.Response(200, json=[{"sessionKey": "5"}])
        if (request.method, path) == ("GET", "/webinars/99/sessions/5/attendees"):
            return httpx.Response(200, json=[{"email": "Otto@Kern.example", "attendanceTimeInSeconds": 1801}])
        return httpx.Response(404, json={"errorCode": "NotFound"})


@pytest.mark.guide("G4.5-11")
def test_an_event_with_all_its_fields_and_tickets_is_made_in_the_webinar_tool_and_its_guests_with_it(
    signed_in, owner, cem, now, clock
):
    with_imprint(owner, now)
    browser = signed_in(cem)
    lacking = browser.post(f"{AT}neu/", {**TYPED, "speaker": ""})
    made = LeadEvent.objects.get(pk=int(lacking.url.rstrip("/").rsplit("/", 1)[1]))
    assert "Vortragende Person" in browser.get(f"{AT}{made.pk}/").content.decode()  # the check says what is missing
    browser.post(f"{AT}{made.pk}/", TYPED)
    browser.post(f"{AT}{made.pk}/seite/", {"to": "open"})
    made.refresh_from_db()

    account = GoToStandIn()
    secrets = {"client_id": "client", "client_secret": "geheim", "refresh_token": "r1"}
    keep_webinar_tool(owner, organizer="4711", secrets=secrets, now=now)
    create_webinar(cem, made, now=now, http=account.client)
    assert account.webinars["99"]["subject"] == "Prüfanlagen im Griff"
    assert account.webinars["99"]["timeZone"] == "Europe/Berlin"
    with pytest.raises(Impossible):
        create_webinar(cem, made, now=now, http=account.client)

    link = come(made, clock)
    assert register_there(cem, made, now=clock.now(), http=account.client) == 1
    assert "https://global.gotowebinar.com/join/99/0" in Client().get(link).content.decode()
    EventRegistration.objects.update(join_link="")  # as if the answer had been lost
    assert register_there(cem, made, now=clock.now(), http=account.client) == 1
    assert len(account.guests) == 1
    clock.advance(BEGINS - clock.now() + timedelta(hours=2))
    assert read_attendance_there(cem, made, now=clock.now(), http=account.client).attended == 1
    assert EventRegistration.objects.get().attended


def test_without_a_tool_or_with_a_wrong_key_it_is_told_in_words(owner, cem, event, now):
    with pytest.raises(Impossible) as refused:
        create_webinar(cem, event, now=now)
    assert refused.value.code == "no_tool"
    secrets = {"client_id": "client", "client_secret": "geheim", "refresh_token": "alt"}
    keep_webinar_tool(owner, organizer="4711", secrets=secrets, now=now)
    with pytest.raises(Impossible) as refused:
        create_webinar(cem, event, now=now, http=GoToStandIn().client)
    assert "Anmeldung" in refused.value.message
    event.refresh_from_db()
    assert event.webinar == ""
    with pytest.raises(Invalid):
        keep_webinar_tool(owner, organizer="a/b", secrets={}, now=now)


# -- who may, and how much is asked


def test_readers_and_strangers_keep_out(signed_in, dora, emil, event, now):
    assert signed_in(dora).get(AT).status_code == 403
    for page in ("", "personen/", "einladungen/", "auswertung/"):
        assert signed_in(emil).get(f"{AT}{event.pk}/{page}").status_code == 404
    with pytest.raises(NotAllowed):
        keep_event(dora, fields(), TICKETS, now=now)
    with pytest.raises(Foreign):
        list_event(emil, event, is_open=False, now=now)


def test_the_pages_ask_the_same_however_many_there_are(
    signed_in, cem, event, now, clock, django_assert_max_num_queries
):
    for number in range(5):
        keep_event(cem, fields(title=f"N{number}"), TICKETS, now=now)
        come(event, clock, f"n{number}@b.example", f"N {number}")
    list_for_outreach(cem, event, list(Contact.objects.all()), now=now)
    browser = signed_in(cem)
    for page, most in (
        ("", 14),
        (f"{event.pk}/", 22),
        (f"{event.pk}/personen/", 20),
        (f"{event.pk}/einladungen/", 18),
        (f"{event.pk}/auswertung/", 18),
    ):
        with django_assert_max_num_queries(most):
            assert browser.get(f"{AT}{page}").status_code == 200
