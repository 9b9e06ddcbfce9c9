"""Who asks what is stored gets an answer in time: found in every room, handed out, and gone in one action."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from leitstand.compliance.actions.follow_request import erase_outsider, hand_out
from leitstand.compliance.actions.keep_incident import close_incident, keep_incident
from leitstand.compliance.actions.keep_request import answer_request, extend_request, keep_request
from leitstand.compliance.actions.remind_requests import remind_requests
from leitstand.compliance.core.requests import Standing, deadline, months_after, standing
from leitstand.compliance.models import Incident, PersonRequest
from leitstand.contacts.actions.keep_contact import keep_contact
from leitstand.contacts.models import Contact
from leitstand.house.actions.let_go_of_old import let_go_of_old
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import AuditEntry, Notification
from leitstand.house.outsiders import search

AT = "/w/werk/recht/betroffene/"
WHO = "Kerstin Qwolletz"


def asked(now, **told: object):
    first = {
        "article": 17, "name": WHO, "email": "", "handles": "", "wish": "Bitte alles löschen.", "came_in_on": now.date(),
        "identity": "address", "identity_note": "", "lead": None,
    }  # fmt: skip
    return {**first, **told}


def incident(actor, now, **told: object):
    first = {
        "kind": "fake_profile", "title": f"Falsches Profil von {WHO}", "url": "", "note": "", "sender": "", "counsel": "",
        "known_at": now, "deadline": None, "lead": None,
    }  # fmt: skip
    return keep_incident(actor, {**first, **told}, now=now)  # type: ignore[typeddict-item]


@pytest.fixture
def wish(owner, now) -> PersonRequest:
    return keep_request(owner, asked(now), now=now)


@pytest.fixture
def contact(cem, now) -> Contact:
    return keep_contact(cem, {"name": WHO, "organisation": "Holm", "email": "kq@example.org", "note": ""}, now=now)


def keys(owner) -> list[str]:
    from leitstand.house.core.taking_out import sought

    return [hit.key for hit in search(owner.workspace, sought(WHO))]


# ── the clock of Art. 12 (3) ──


@pytest.mark.parametrize(
    ("came_in", "by", "longest"),
    [
        (date(2026, 11, 2), date(2026, 12, 2), date(2027, 2, 2)),
        (date(2026, 1, 31), date(2026, 2, 28), date(2026, 4, 30)),
        (date(2028, 1, 30), date(2028, 2, 29), date(2028, 4, 30)),
        (date(2026, 12, 31), date(2027, 1, 31), date(2027, 3, 31)),
    ],
)
def test_a_request_is_answered_within_a_month_and_three_at_the_longest(came_in, by, longest):
    days = deadline(came_in)
    assert (days.by, days.longest) == (by, longest)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 24))
def test_months_later_is_never_a_later_day_of_the_month(day, months):
    later = months_after(day, months)
    assert later.day <= day.day
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months


def test_how_a_request_stands():
    by = date(2026, 12, 2)
    assert standing(by, None, date(2026, 11, 24)) is Standing.OPEN
    assert standing(by, None, date(2026, 11, 25)) is Standing.SOON
    assert standing(by, None, by) is Standing.SOON
    assert standing(by, None, date(2026, 12, 3)) is Standing.LATE
    assert standing(by, by, date(2027, 1, 1)) is Standing.ANSWERED


def test_the_deadline_is_told_a_week_before_on_the_day_and_when_it_is_over_each_once(owner, wish, clock):
    assert remind_requests(now=clock.now()) == 0
    sent = []
    for _day in range(33):
        clock.advance(timedelta(days=1))
        sent.append(remind_requests(now=clock.now()))
        assert remind_requests(now=clock.now()) == 0
    assert [place + 1 for place, count in enumerate(sent) if count] == [23, 30, 31]
    assert Notification.objects.filter(person=owner.person, kind="compliance.request_due").exists()
    assert WHO not in str(list(Notification.objects.values_list("params", flat=True)))


def test_more_time_needs_a_reason_and_is_taken_within_the_first_month(owner, wish, clock):
    def extend(until, why="Sehr viele Kanäle zu durchsuchen"):
        extend_request(owner, wish, until=until, why=why, now=clock.now())

    for until, why, field in [
        (date(2026, 12, 2), "Sehr viele Kanäle", "until"),
        (date(2027, 2, 3), "Sehr viele Kanäle", "until"),
        (date(2027, 2, 2), "kurz", "why"),
    ]:
        with pytest.raises(Invalid) as refused:
            extend(until, why)
        assert set(refused.value.errors) == {field}
    extend(date(2027, 2, 2))
    assert deadline(wish.came_in_on, wish.extended_until).by == date(2027, 2, 2)
    clock.advance(timedelta(days=40))
    with pytest.raises(Invalid):
        extend(date(2027, 2, 1))


# ── what every room holds ──


def test_the_page_shows_what_rooms_hold_with_purpose_source_and_period(signed_in, owner, wish, contact):
    shown = signed_in(owner).get(f"{AT}{wish.pk}/").content.decode()
    for words in ("Kontakte", "kq@example.org", "Wissen, mit wem man spricht", "1095 Tage", "Vom Team eingetragen"):
        assert words in shown, words
    assert f"/kontakte/{contact.pk}/" in shown


def test_nothing_is_handed_out_or_erased_before_it_is_known_who_asks(signed_in, owner, contact, now):
    unknown = keep_request(owner, asked(now, identity=""), now=now)
    for verb in (hand_out, erase_outsider):
        with pytest.raises(Impossible):
            verb(owner, unknown, keys(owner), now=now)
    assert "Auskunft zum Drucken" not in signed_in(owner).get(f"{AT}{unknown.pk}/").content.decode()
    assert Contact.objects.exists()


def test_the_answer_holds_all_art_15_asks_for_as_a_page_and_as_a_file(signed_in, owner, wish, contact, now):
    browser, address = signed_in(owner), f"{AT}{wish.pk}/auskunft/"
    page = browser.post(address, {"hit": keys(owner)}).content.decode()
    for words in (
        WHO, "kq@example.org", "Zweck", "Rechtsgrundlage", "Art. 6 Abs. 1 lit. f DSGVO", "Empfänger", "Aufbewahrt für",
        "Woher es kommt", "Aufsichtsbehörde", "Art. 77", "Art. 22",
    ):  # fmt: skip
        assert words in page, words
    english = browser.post(address, {"hit": keys(owner), "language": "en"}).content.decode()
    assert "Complaint to a supervisory authority" in english
    answer = browser.post(address, {"hit": keys(owner), "as": "file"})
    assert answer["Content-Disposition"].startswith("attachment")
    told = json.loads(answer.content)
    (stored,) = told["stored"]
    assert stored["rows"][0]["email"] == "kq@example.org"
    assert {"purpose", "legal_basis", "recipients", "kept_for", "source", "categories"} <= set(stored)
    assert len(told["rights"]) == 6
    wish.refresh_from_db()
    assert wish.handed_out_at is not None
    entry = AuditEntry.objects.filter(verb="compliance.hand_out").first()
    assert WHO not in f"{entry.subject} {entry.details}"


def test_what_is_not_chosen_is_neither_handed_out_nor_erased(signed_in, owner, wish, contact, cem, now):
    other = keep_contact(cem, {"name": WHO, "organisation": "Nord", "email": "zweite@example.org", "note": ""}, now=now)
    browser = signed_in(owner)
    page = browser.post(f"{AT}{wish.pk}/auskunft/", {"hit": f"contacts.Contact:name:{contact.pk}"}).content.decode()
    assert "kq@example.org" in page
    assert "zweite@example.org" not in page
    browser.post(f"{AT}{wish.pk}/loeschen/", {"hit": f"contacts.Contact:name:{contact.pk}"})
    assert list(Contact.objects.all()) == [other]
    with pytest.raises(Impossible):
        erase_outsider(owner, wish, [], now=now)


def test_one_action_takes_the_person_out_of_every_room_and_says_what_must_stay(
    signed_in, owner, cem, wish, contact, now
):
    closed = incident(cem, now)
    close_incident(cem, closed, outcome="Profil gelöscht", now=now)
    still_open = incident(cem, now, title="Noch offen", note=f"{WHO} droht mit Klage")
    browser = signed_in(owner)
    shown = browser.get(f"{AT}{wish.pk}/").content.decode()
    assert "Bleibt:" in shown
    assert "Ansprüche" in shown
    answer = browser.post(f"{AT}{wish.pk}/loeschen/", {"hit": keys(owner)}, follow=True).content.decode()
    assert "1 Eintrag bleibt" in answer
    assert not Contact.objects.exists()
    assert list(Incident.objects.all()) == [still_open]
    wish.refresh_from_db()
    assert wish.erased == {"contacts.Contact": 1, "compliance.Incident": 1}
    assert wish.stayed == ["compliance.Incident"]
    close_incident(cem, still_open, outcome="Verglichen", now=now)
    erase_outsider(owner, wish, keys(owner), now=now)
    assert where("Qwolletz") == {"compliance_personrequest"}


def test_the_request_itself_goes_when_its_period_is_over_and_nothing_is_left(owner, wish, contact, now):
    erase_outsider(owner, wish, keys(owner), now=now)
    answer_request(owner, wish, on=now.date(), outcome="done", note="", now=now)
    let_go_of_old(now=now + timedelta(days=1095))
    assert PersonRequest.objects.exists()
    let_go_of_old(now=now + timedelta(days=1097))
    assert where("Qwolletz") == set()


def where(word: str) -> set[str]:
    with connection.cursor() as cursor:
        found = set()
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" AS t WHERE t::text ILIKE %s', [f"%{word}%"])  # noqa: S608
            if cursor.fetchone()[0]:
                found.add(table)
    return found


# ── keeping the register ──


def test_a_request_is_entered_answered_and_then_changed_no_more(signed_in, owner, now):
    browser = signed_in(owner)
    told = {
        "article": "15", "came_in_on": "2026-11-01", "name": "", "email": "", "handles": "@kq", "wish": "Was haben Sie?",
        "identity": "", "identity_note": "", "lead": "",
    }  # fmt: skip
    assert browser.post(f"{AT}neu/", told).status_code == 302
    wish = PersonRequest.objects.get()
    assert "01.12.2026" in browser.get(AT).content.decode()
    answer = {"on": "2026-11-02", "outcome": "refused", "note": ""}
    refused = browser.post(f"{AT}{wish.pk}/antworten/", answer)
    assert refused.status_code == 422
    assert "Art. 12 Abs. 4" in refused.content.decode()
    assert browser.post(f"{AT}{wish.pk}/antworten/", {**answer, "outcome": "nothing"}).status_code == 302
    assert "Nichts gespeichert" in browser.get(f"{AT}{wish.pk}/").content.decode()
    with pytest.raises(Impossible):
        keep_request(owner, asked(now), now=now, request=PersonRequest.objects.get())


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_lost(signed_in, owner, emil, now):
    for wrong, field in [
        ({"article": 99}, "article"),
        ({"name": " "}, "name"),
        ({"came_in_on": now.date() + timedelta(days=1)}, "came_in_on"),
        ({"identity": "guess"}, "identity"),
        ({"lead": emil.person}, "lead"),
    ]:
        with pytest.raises(Invalid) as refused:
            keep_request(owner, asked(now, **wrong), now=now)
        assert set(refused.value.errors) == {field}
    strange = {"article": "17", "came_in_on": "2026-11-01", "name": "", "wish": "🤷 مرحبا"}
    page = signed_in(owner).post(f"{AT}neu/", strange)
    assert page.status_code == 422
    assert "🤷 مرحبا" in page.content.decode()


def test_only_owners_see_requests_and_strangers_find_none(signed_in, ada, dora, emil, wish, now):
    assert signed_in(ada).get(AT).status_code == 403
    assert signed_in(dora).get(f"{AT}{wish.pk}/").status_code == 403
    assert signed_in(emil).get(f"{AT}{wish.pk}/").status_code == 404
    with pytest.raises(NotAllowed):
        erase_outsider(ada, wish, [], now=now)
    with pytest.raises(Foreign):
        hand_out(emil, wish, [], now=now)
