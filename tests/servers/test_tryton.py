"""A real Tryton both ways: what is new here arrives there once, and what happens there is known beside the conversation."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import httpx
import pytest

from leitstand.contacts.actions.keep_contact import ContactFields, keep_contact
from leitstand.contacts.models import Contact
from leitstand.leads.actions.keep_crm import CrmFields, keep_crm
from leitstand.leads.actions.keep_opportunity import OpportunityFields, keep_opportunity
from leitstand.leads.actions.sync_crm import sync_crm
from leitstand.leads.models import CrmConnection, CrmDeal, CrmTold
from tests.servers.running.tryton import TrytonServer

pytestmark = pytest.mark.django_db(transaction=True)
OPPORTUNITY = "model.sale.opportunity"


@pytest.fixture
def now() -> datetime:
    """The server keeps its own time, so ours is the true one."""
    return datetime.now(UTC)


def http() -> httpx.AsyncClient:
    return httpx.AsyncClient(timeout=60)


def connect(owner, server: TrytonServer, now: datetime, *, tells: bool = True) -> CrmConnection:
    fields: CrmFields = {
        "kind": "tryton", "name": "Tryton", "base_url": server.base_url, "database": server.database,
        "secrets": {"user": server.user, "password": server.password}, "tells": tells,
    }  # fmt: skip
    return keep_crm(owner, fields, now=now)


def speak(connection: CrmConnection, at: datetime) -> bool:
    connection.refresh_from_db()
    CrmConnection.objects.filter(pk=connection.pk).update(next_at=at)
    return sync_crm(connection, now=at, http=http)


def opportunity(title: str, contact: Contact | None = None) -> OpportunityFields:
    return {
        "title": title, "organisation": "", "contact": contact, "campaign": None, "owner": None,
        "value": Decimal("12500.50"),
    }  # fmt: skip


def test_an_opportunity_arrives_once_follows_its_way_there_and_is_closed_here(owner, tryton_server, now):
    connection = connect(owner, tryton_server, now)
    fields = ContactFields(name="Anna Holm", organisation="", email="anna@holm.example", note="")
    anna = keep_contact(owner, fields, now=now)
    ours = keep_opportunity(owner, opportunity("Prüfanlage", anna), now=now)
    assert speak(connection, now)
    told = CrmTold.objects.get()
    CrmTold.objects.update(told_at=None)  # as if the answer had been lost
    assert speak(connection, now + timedelta(minutes=20))
    there = tryton_server.call(f"{OPPORTUNITY}.search", [["reference", "=", told.key]], 0, 9, None)
    assert [str(one) for one in there] == [told.external_id]
    [row] = tryton_server.call(f"{OPPORTUNITY}.read", there, ["description", "amount", "state", "party.rec_name"])
    assert (row["description"], row["amount"]["decimal"], row["state"]) == ("Prüfanlage", "12500.50", "lead")
    assert row["party."]["rec_name"] == "Anna Holm"
    assert Contact.objects.get(email="anna@holm.example").relationship == "new_lead"

    party = tryton_server.call(f"{OPPORTUNITY}.read", there, ["party"])[0]["party"]
    address = tryton_server.call("model.party.address.search", [["party", "=", party]], 0, 1, None)
    if not address:
        address = tryton_server.call("model.party.address.create", [{"party": party, "city": "Kiel"}])
    tryton_server.call(f"{OPPORTUNITY}.write", there, {"employee": tryton_server.employee, "address": address[0]})
    tryton_server.call(f"{OPPORTUNITY}.opportunity", there)
    tryton_server.call(f"{OPPORTUNITY}.lost", there)
    assert speak(connection, now + timedelta(minutes=40))
    ours.refresh_from_db()
    assert ours.outcome == "lost"
    held = CrmDeal.objects.get(external_id=told.external_id)
    assert (held.stage, held.furthest, held.opportunity) == ("lost", "lead", ours)
    assert Contact.objects.get(email="anna@holm.example").relationship == "lost_lead"


def test_only_what_changed_since_is_read_again(owner, tryton_server, now):
    connection = connect(owner, tryton_server, now, tells=False)
    mail = [["create", [{"type": "email", "value": "otto@kern.example"}]]]
    (otto,) = tryton_server.call("model.party.party.create", [{"name": "Otto Kern", "contact_mechanisms": mail}])
    assert speak(connection, now)
    assert Contact.objects.get(email="otto@kern.example").source == "crm"
    (category,) = tryton_server.call("model.party.category.create", [{"name": "Ehemalige"}])
    tryton_server.call("model.party.party.write", [otto], {"categories": [["add", [category]]]})
    connection.refresh_from_db()
    connection.tags = {"ehemalige": "former_colleague"}
    connection.save()
    assert connection.since is not None
    assert speak(connection, now + timedelta(minutes=20))
    assert Contact.objects.get(email="otto@kern.example").relationship == "former_colleague"


def test_a_wrong_password_and_a_server_that_is_away_are_told_and_nothing_is_lost(owner, tryton_server, now):
    connection = connect(owner, tryton_server, now)
    keep_opportunity(owner, opportunity("Wartung"), now=now)
    good = connection.secrets
    fields: CrmFields = {
        "kind": "tryton", "name": "Tryton", "base_url": tryton_server.base_url, "database": tryton_server.database,
        "secrets": {"user": "admin", "password": "falsch"}, "tells": True,
    }  # fmt: skip
    keep_crm(owner, fields, now=now, connection=connection)
    assert not speak(connection, now)
    connection.refresh_from_db()
    assert "Passwort" in connection.problem
    CrmConnection.objects.update(secrets=good)
    tryton_server.kill()
    assert not speak(connection, now)
    assert CrmTold.objects.get().told_at is None
    tryton_server.start()
    assert speak(connection, now)
    assert CrmTold.objects.get().told_at == now
