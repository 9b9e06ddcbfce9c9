"""The way into an ads manager: set up step by step, its results and those who filled in its forms come in."""

import pytest

from leitstand.advertising.core.lead_forms import NoForms, read_forms
from leitstand.advertising.models import AdFigures, ChecklistItem
from leitstand.advertising.tests.factories import AT, make_paid, upload
from leitstand.advertising.tests.test_core_reading import LINKEDIN, sheet
from leitstand.contacts.actions.keep_contact import ContactFields, keep_contact
from leitstand.contacts.models import Contact

FORMS = """Lead ID,Submitted At,Campaign Name,Form Name,First Name,Last Name,Email Address,Company,Phone
1,2026-11-01,Food,Whitepaper,Anna,Weber,anna@holm.example,Brauerei Holm,0561
2,2026-11-01,Food,Whitepaper,Ben,Kurz,ben@molkerei.example,Molkerei Nord,0562
3,2026-11-02,Food,Whitepaper,Ben,Kurz,Ben@molkerei.example,Molkerei Nord,0562
4,2026-11-02,Food,Whitepaper,,,,,
5,2026-11-02,Food,Whitepaper,<test lead: dummy data>,,test@fb.example,,
6,2026-11-02,Food,Whitepaper,Carl,Ohne,kein-at-zeichen,,
"""


@pytest.mark.guide("G4.4-10")
def test_the_campaign_manager_is_set_up_step_by_step_and_its_results_and_lead_forms_come_in(signed_in, ada, now):
    browser = signed_in(ada)
    page = browser.get(f"{AT}einrichten/linkedin/").content.decode()
    assert "Der Zugang zum Campaign Manager ist angelegt" in page
    assert "Das Team kennt Ziele und Formate, darunter Leadformulare" in page
    assert browser.post(f"{AT}einrichten/linkedin/", {"li_account": "on", "li_goals": "on"}).status_code == 302
    assert ChecklistItem.objects.exclude(done_on=None).count() == 2
    paid = make_paid(ada, now, name="Food", network="linkedin", number="11", objective="lead_generation", kpi="leads")
    sent = browser.post(f"{AT}berichte/", {"network": "linkedin", "file": upload(LINKEDIN)})
    assert browser.post(sent["Location"], {"name_0": paid.pk}).status_code == 302
    assert AdFigures.objects.filter(paid=paid, leads=4).exists()
    assert browser.get(f"{AT}{paid.pk}/").context["look"].value == 4
    # Who is known stays one person; what a form asks beside name, company and address stays in the file.
    known = keep_contact(ada, ContactFields(name="Anna", organisation="", email="ANNA@holm.example", note=""), now=now)
    answer = browser.post(f"{AT}{paid.pk}/leads/", {"file": upload(FORMS)}, follow=True)
    assert "1 neue Kontakte, 1 schon bekannt, 2 nicht aufgenommen" in answer.content.decode()
    ben = Contact.objects.exclude(pk=known.pk).get()
    assert (ben.name, ben.organisation, ben.email) == ("Ben Kurz", "Molkerei Nord", "ben@molkerei.example")
    assert "Whitepaper" in ben.note
    assert "0562" not in ben.note
    # The same file again changes nobody.
    browser.post(f"{AT}{paid.pk}/leads/", {"file": upload(FORMS)})
    assert Contact.objects.count() == 2


def test_what_is_no_export_of_forms_is_told_and_only_who_answers_takes_people_in(signed_in, ada, dora, emil, now):
    paid = make_paid(ada, now)
    address = f"{AT}{paid.pk}/leads/"
    assert signed_in(ada).post(address, {"file": upload("a;b\n1;2\n")}).status_code == 422
    assert signed_in(dora).get(address).status_code == 403
    assert signed_in(emil).get(address).status_code == 404
    with pytest.raises(NoForms):
        read_forms(sheet("Vorname;Ort\nAnna;Kassel\n"))


def test_german_headers_are_known_too(signed_in, ada, now, django_assert_max_num_queries):
    found = read_forms(sheet("Vollständiger Name;E-Mail-Adresse;Unternehmen\nAnna Weber;a@b.example;Holm\n"))
    assert found.leads[0].name == "Anna Weber"
    assert found.leads[0].organisation == "Holm"
    paid = make_paid(ada, now)
    browser = signed_in(ada)
    with django_assert_max_num_queries(16):
        assert browser.get(f"{AT}{paid.pk}/leads/").status_code == 200
