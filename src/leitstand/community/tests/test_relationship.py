"""Beside a conversation it stands who is speaking, as the CRM tells it, and how to answer somebody of this kind."""

import pytest

from leitstand.community.actions.know_author import know_author
from leitstand.community.tests.desk_kit import wrote
from leitstand.contacts.actions.keep_contact import ContactFields, keep_contact
from leitstand.contacts.actions.set_relationship import set_relationship
from leitstand.contacts.relationships import relationship_book
from leitstand.leads.actions.keep_crm import CrmFields, keep_crm, map_crm
from leitstand.leads.actions.take_news import take_news
from leitstand.leads.core.crm import Deal, Means, News, Party, Stage
from leitstand.leads.models import CrmConnection

AT = "/w/werk/postfach/"
STAGES = [Stage("neu", "Neu", Means.LEAD), Stage("gewonnen", "Gewonnen", Means.WON)]
FIELDS: CrmFields = {
    "kind": "file", "name": "Vertrieb", "base_url": "", "database": "", "secrets": {}, "tells": False,
}  # fmt: skip


@pytest.fixture
def comment(net, channel, now):
    return wrote(net, "Wann kommt das Ersatzteil?", now, kind="comment")


@pytest.fixture
def crm(owner, now) -> CrmConnection:
    made = keep_crm(owner, FIELDS, now=now)
    tags = {"Ehemalige": "former_colleague", "Beschwerde": "dissatisfied"}
    return map_crm(owner, made, STAGES, tags, now=now)


@pytest.mark.guide("G5.2-06")
@pytest.mark.parametrize(
    ("tags", "stages", "relationship", "words"),
    [
        ((), ("gewonnen", "gewonnen"), "loyal_customer", "Treue Kundschaft"),
        ((), ("neu",), "new_lead", "Neuer Lead"),
        (("Ehemalige",), (), "former_colleague", "Frühere Kollegin, früherer Kollege"),
        (("Beschwerde",), ("gewonnen",), "dissatisfied", "Unzufriedene Vertragspartei"),
    ],
)
def test_the_crm_tells_beside_the_conversation_who_is_speaking_and_how_to_answer(
    signed_in, owner, cem, crm, comment, now, tags, stages, relationship, words
):
    fields = ContactFields(name="Kerstin Vogt", organisation="", email="kerstin@beispiel.de", note="")
    contact = keep_contact(cem, fields, now=now)
    know_author(cem, comment, contact=contact, name="", now=now)
    browser = signed_in(cem)
    address = f"{AT}{comment.conversation_id}/"
    assert "Die Beziehung zum Unternehmen ist nicht bekannt." in browser.get(address).content.decode()

    party = Party("7", "K. Vogt", "Kerstin@Beispiel.de", tags=frozenset(tags))
    deals = tuple(Deal(str(number), "Anlage", stage, "7") for number, stage in enumerate(stages))
    take_news(owner, crm, News((party,), deals), now=now)

    page = browser.get(address).content.decode()
    assert words in page
    assert relationship_book().kinds[relationship].reply in page


def test_the_team_may_say_it_too_and_both_pages_show_it(signed_in, cem, comment, now):
    contact = keep_contact(cem, ContactFields(name="Kerstin", organisation="", email="", note=""), now=now)
    know_author(cem, comment, contact=contact, name="", now=now)
    browser = signed_in(cem)
    told = browser.post(f"/w/werk/kontakte/{contact.pk}/beziehung/", {"relationship": "press"})
    assert told.status_code == 302
    press = relationship_book().kinds["press"]
    assert press.reply in browser.get(f"/w/werk/kontakte/{contact.pk}/").content.decode()
    assert press.reply in browser.get(f"{AT}{comment.conversation_id}/").content.decode()
    browser.post(f"/w/werk/kontakte/{contact.pk}/beziehung/", {"relationship": "freund"})
    contact.refresh_from_db()
    assert contact.relationship == "press"


def test_a_stranger_cannot_say_it(emil, cem, now):
    contact = keep_contact(cem, ContactFields(name="Kerstin", organisation="", email="", note=""), now=now)
    with pytest.raises(LookupError):
        set_relationship(emil, contact, "press", now=now)
