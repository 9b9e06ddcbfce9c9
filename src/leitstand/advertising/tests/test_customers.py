"""Own customers serve advertising only with their consent to that very purpose; nobody of the list is kept."""

from decimal import Decimal

import pytest

from leitstand.advertising.actions.sift_customers import sift_customers
from leitstand.advertising.core.customers import NoCustomers, Wanted, hash_of, read_customers
from leitstand.advertising.tests.factories import AT, upload
from leitstand.advertising.tests.test_core_reading import sheet
from leitstand.compliance.core.consents import Way, mark_of
from leitstand.compliance.models import Suppression
from leitstand.compliance.queries.consents import salt_of
from leitstand.contacts.models import Contact
from leitstand.house.actor import NotAllowed
from leitstand.house.models import AuditEntry

HERE = f"{AT}segmente/kundschaft/"
LIST = """E-Mail;Einwilligung;Zweck;Status;Produkt;Warenkorb;Kaufintervall
Anna@holm.example ;ja;Personalisierte Werbung;Bestandskunde;Röster;120,50;30
ben@holm.example;ja;Personalisierte Werbung;Interessent;Röster;0,00;
carl@holm.example;nein;Personalisierte Werbung;Bestandskunde;Röster;500,00;20
dora@holm.example;ja;Newsletter;Bestandskunde;Röster;500,00;20
emil@holm.example;ja;Personalisierte Werbung;Bestandskunde;Röster;80,00;20
frei@holm.example;ja;personalisierte werbung;Bestandskunde;Mühle;90,00;20
;ja;Personalisierte Werbung;;;;
"""


@pytest.mark.guide("G4.2-05")
def test_customers_are_used_only_with_consent_to_the_purpose_and_leave_as_hashes(signed_in, ada, now):
    salt = salt_of(ada.workspace)
    mark = mark_of(Way.EMAIL, "", "emil@holm.example", salt=salt)
    Suppression.objects.create(workspace=ada.workspace, mark=mark, reason="wish", since=now)
    browser = signed_in(ada)
    wanted = {"purpose": "personalisierte Werbung", "file": upload(LIST)}
    found = browser.post(HERE, wanted).context["found"]
    assert len(found.hashes) == 3  # Anna, Ben and the one with a mill
    assert (found.without_consent, found.other_purpose, found.suppressed, found.without_address) == (1, 1, 1, 1)
    # What is known of their buying chooses among those alone.
    told = {**wanted, "file": upload(LIST), "status": "Bestandskunde", "product": "Röster", "least_basket": "100,00",
            "longest_interval": "40", "give": "1"}  # fmt: skip
    answer = browser.post(HERE, told)
    lines = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode("utf-8-sig").split()
    # The known SHA-256 of anna@holm.example in small letters, without the space behind it.
    assert lines == ["email_sha256", hash_of("anna@holm.example")]
    assert "holm" not in "".join(lines)
    assert not Contact.objects.exists()
    assert not any("holm" in str(entry.details) for entry in AuditEntry.objects.all())
    # A list that says nothing of consent and purpose is refused whole.
    assert browser.post(HERE, {**wanted, "file": upload("E-Mail;Status\na@b.example;x\n")}).status_code == 422
    assert browser.post(HERE, {**wanted, "file": upload(LIST), "purpose": " x"}).status_code == 422


def test_an_address_is_hashed_as_ads_managers_compare_it():
    # sha256 of "test@example.com", as every published example has it.
    assert hash_of(" Test@Example.com ") == "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b"


def test_readers_sift_nobody_and_the_page_asks_little(signed_in, ada, dora, now, django_assert_max_num_queries):
    assert signed_in(dora).get(HERE).status_code == 403
    with pytest.raises(NotAllowed):
        sift_customers(dora, (), Wanted("Werbung"), now=now)
    with pytest.raises(NoCustomers):
        read_customers(sheet("E-Mail;Einwilligung\na@b.example;ja\n"))
    (one,) = read_customers(sheet("email,consent,purpose,basket\na@b.example,yes,ads,1234.50\n"))
    assert one.basket == Decimal("1234.50")
    browser = signed_in(ada)
    with django_assert_max_num_queries(14):
        assert browser.get(HERE).status_code == 200
