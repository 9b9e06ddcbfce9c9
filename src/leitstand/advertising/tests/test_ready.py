"""Ready for automatic advertising: the check, the data a campaign uses in plain words, suppliers with certificates."""

from datetime import date

import pytest

from leitstand.advertising.core.readiness import readiness
from leitstand.advertising.models import DataUse, ReadinessAnswer, Supplier
from leitstand.advertising.tests.factories import AT, make_paid

USE = {
    "why_seen": "Sie sehen das, weil Sie in Frankfurt wohnen und sich für Kaffee interessieren.", "own_data": "",
    "platform_data": "Wohnort, Alter und Interessen laut Profil", "purpose": "Eröffnung der Rösterei", "consent": "none_needed",
    "consent_where": "", "deleted_after": "",
}  # fmt: skip


@pytest.mark.guide("G4.2-03")
def test_the_check_tells_for_data_events_catalogue_and_creatives_whether_they_are_ready(signed_in, ada, dora, clock):
    browser = signed_in(ada)
    address = f"{AT}bereitschaft/"
    parts = browser.get(address).context["parts"]
    assert [(name, state) for name, state, *_rest in parts] == [
        ("Daten mit Einwilligung", "open"), ("Schnittstelle für Ereignisse", "open"), ("Produktkatalog", "open"), ("Motive", "open"),
    ]  # fmt: skip
    must = {point.id: "yes" for part in readiness().parts for point in part.points if point.must}
    told = {**must, "catalogue_fresh": "no", "note_catalogue_fresh": "Nur wöchentlich aus dem Shop"}
    assert browser.post(address, told).status_code == 302
    page = browser.get(address)
    assert [state for _name, state, *_rest in page.context["parts"]] == ["ready", "ready", "missing", "ready"]
    assert not page.context["is_ready"]
    assert "Nur wöchentlich aus dem Shop" in page.content.decode()
    assert browser.post(address, must).status_code == 302
    page = browser.get(address)
    assert page.context["is_ready"]
    assert "Alles, was da sein muss, ist da" in page.content.decode()
    # An answer taken back is open again; readers answer nothing.
    assert browser.post(address, {**must, "events_once": ""}).status_code == 302
    assert not ReadinessAnswer.objects.filter(point="events_once").exists()
    assert signed_in(dora).post(address, must).status_code == 403


@pytest.mark.guide("G4.2-04")
def test_a_campaign_says_in_plain_words_which_data_it_uses_where_people_choose_and_how_consent_stands(
    signed_in, ada, dora, now
):
    paid = make_paid(ada, now)
    browser = signed_in(ada)
    address = f"{AT}{paid.pk}/daten/"
    assert browser.post(address, USE).status_code == 302
    page = signed_in(dora).get(address).content.decode()
    assert "weil Sie in Frankfurt wohnen" in page
    assert "https://www.facebook.com/adpreferences" in page
    assert "es werden keine Daten von Kundinnen und Kunden genutzt" in page
    # Own data serve only with consent that can be found, and with an end.
    own = {**USE, "own_data": "Liste der Bestellungen"}
    answer = browser.post(address, own)
    assert answer.status_code == 422
    assert {"consent", "deleted_after"} <= set(answer.context["form"].errors)
    answer = browser.post(address, {**own, "consent": "given", "deleted_after": "nach 30 Tagen"})
    assert "consent_where" in answer.context["form"].errors
    kept = {**own, "consent": "given", "consent_where": "Einwilligungen, Newsletter", "deleted_after": "nach 30 Tagen"}
    assert browser.post(address, kept).status_code == 302
    assert DataUse.objects.get().consent == "given"
    assert browser.post(address, {**kept, "consent": "open"}).status_code == 302
    assert "Einwilligung ist nicht geklärt" in browser.get(address).content.decode()


@pytest.mark.guide("G4.2-12")
def test_a_supplier_stands_with_its_certificate_where_it_can_be_looked_up_and_when_it_runs_out(signed_in, ada, emil):
    browser = signed_in(ada)
    here = f"{AT}dienstleister/"
    assert "https://www.facebook.com/business/marketing-partners" in browser.get(here).content.decode()
    told = {
        "name": "Agentur Nord", "service": "data", "certificate": "Meta Business Partner", "certificate_until": "2026-12-31",
        "link": "https://www.facebook.com/business/marketing-partners/nord", "checked_on": "2026-11-02", "note": "",
    }  # fmt: skip
    answer = browser.post(f"{here}neu/", {**told, "link": ""})
    assert "link" in answer.context["form"].errors
    assert browser.post(f"{here}neu/", told).status_code == 302
    page = browser.get(here).content.decode()
    for words in ("Meta Business Partner", told["link"], "bis 31.12.2026", "Vertrag zu den Daten fehlt"):
        assert words in page
    supplier = Supplier.objects.get()
    over = {**told, "certificate_until": "2026-10-31", "contract": "on"}
    assert browser.post(f"{here}{supplier.pk}/", over).status_code == 302
    page = browser.get(here).content.decode()
    assert "Zertifikat ist abgelaufen" in page
    assert "Vertrag zu den Daten fehlt" not in page
    supplier.refresh_from_db()
    assert supplier.checked_on == date(2026, 11, 2)
    assert signed_in(emil).get(f"{here}{supplier.pk}/").status_code == 404
    assert browser.post(f"{here}{supplier.pk}/loeschen/").status_code == 302
    assert not Supplier.objects.exists()


def test_the_pages_of_readiness_ask_the_same_however_many_there_are(signed_in, ada, now, django_assert_max_num_queries):
    browser = signed_in(ada)
    paid = make_paid(ada, now)
    for number in range(10):
        Supplier.objects.create(workspace=ada.workspace, name=f"A{number}", service="media", added_at=now)
    for address in (f"{AT}bereitschaft/", f"{AT}dienstleister/", f"{AT}{paid.pk}/daten/"):
        with django_assert_max_num_queries(16):
            assert browser.get(address).status_code == 200
