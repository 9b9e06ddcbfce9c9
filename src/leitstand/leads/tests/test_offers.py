"""Offers for leads: a page of our own without cookies, an address confirmed by mail, the file only then, and every lead counted."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from leitstand.compliance.actions.ask_consent import link_to_stop
from leitstand.compliance.actions.forget_outsiders import forget_outsiders
from leitstand.compliance.actions.withdraw_consent import block_address
from leitstand.compliance.models import Consent
from leitstand.compliance.tests.agreed import make_text, with_imprint
from leitstand.contacts.actions.keep_contact import ContactFields, keep_contact
from leitstand.contacts.models import Contact
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.leads.actions.hand_out import hand_out
from leitstand.leads.actions.keep_magnet import MagnetFields, keep_magnet, open_magnet
from leitstand.leads.actions.sign_up import CameBy, SignUp, sign_up
from leitstand.leads.magnet_queries import leads_by_campaign, ways_to
from leitstand.leads.models import LeadMagnet, LeadSignup, PageVisit
from leitstand.library.files import path_of
from leitstand.planning.tests.factories import make_campaign, make_channel

AT = "/w/werk/kontakte/chancen/angebote/"
KERSTIN = "kerstin@beispiel.de"
PDF = b"%PDF-1.7 Checkliste"
CONFIRM = re.compile(r"https?://[^/\s]+(/einwilligung/(?!ende/)\S+)")
FILE = re.compile(r"https?://[^/\s]+(/angebote/datei/\S+)")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_FOLDER = tmp_path


@pytest.fixture
def fields(ben, now, workspace):
    def told(**more: object) -> MagnetFields:
        first = {
            "title": "Checkliste Prüfanlage", "pitch": "Zwölf Fragen vor dem Kauf.", "asset": None, "text": text,
            "asks_organisation": True, "asks_phone": False, "campaign": None,
        }  # fmt: skip
        return {**first, **more}  # type: ignore[typeddict-item]

    text = make_text(ben, now)
    return told


@pytest.fixture
def magnet(owner, cem, fields, now) -> LeadMagnet:
    with_imprint(owner, now)
    made = keep_magnet(cem, fields(), now=now, file_name="checkliste.pdf", chunks=[PDF])
    return open_magnet(cem, made, is_open=True, now=now)


def send(magnet, clock, *, query="", **more):
    """Fill in the page as a person does: open it, read, send it."""
    browser = Client()
    address = f"/angebote/{magnet.key}{query}"
    shown = browser.get(address)
    since = re.search(r'name="seit" value="([^"]+)"', shown.content.decode())[1]
    clock.advance(timedelta(seconds=20))
    told = {"email": KERSTIN, "name": "Kerstin Vogt", "organisation": "Brauerei Holm", "agree": "on", "seit": since}
    return browser.post(address, {**told, **more})


def click() -> str:
    """Confirm by the link of the last mail, as a person does."""
    link = CONFIRM.search(mail.outbox[-1].body)[1]
    assert Client().post(link).status_code == 200
    return link


@pytest.mark.guide("G5.6-05")
def test_from_the_page_to_the_lead_the_file_comes_only_after_the_click_and_the_lead_counts_by_its_way(
    signed_in, cem, owner, fields, workspace, clock, now
):
    with_imprint(owner, now)
    campaign, channel = make_campaign(workspace), make_channel(workspace)
    browser = signed_in(cem)
    told = {
        "title": "Checkliste Prüfanlage", "pitch": "Zwölf Fragen vor dem Kauf.", "text": fields()["text"].pk,
        "campaign": campaign.pk, "asks_organisation": "on", "file": SimpleUploadedFile("checkliste.pdf", PDF),
    }  # fmt: skip
    made = browser.post(f"{AT}neu/", told)
    assert made.status_code == 302
    magnet = LeadMagnet.objects.get()
    assert Client().get(f"/angebote/{magnet.key}").status_code == 404  # not open yet
    browser.post(f"{AT}{magnet.pk}/seite/", {"to": "open"})
    page = browser.get(f"{AT}{magnet.pk}/").content.decode()
    assert f"/angebote/{magnet.key}?k={channel.pk}" in page

    answer = send(magnet, clock, query=f"?k={channel.pk}&l=story")
    assert "in Ihr Postfach" in answer.content.decode()
    assert len(mail.outbox) == 1  # to confirm, and nothing else
    assert not FILE.search(mail.outbox[0].body)
    assert hand_out(now=clock.now()) == 0
    assert not Contact.objects.exists()

    click()
    assert hand_out(now=clock.now()) == 1
    assert mail.outbox[-1].to == [KERSTIN]
    assert "List-Unsubscribe" in mail.outbox[-1].extra_headers
    link = FILE.search(mail.outbox[-1].body)[1]
    got = Client().get(link)
    assert b"".join(got.streaming_content) == PDF
    assert "checkliste.pdf" in got["Content-Disposition"]

    contact = Contact.objects.get()
    assert (contact.name, contact.organisation, contact.email) == ("Kerstin Vogt", "Brauerei Holm", KERSTIN)
    assert Consent.objects.get().contact == contact
    [way] = ways_to(workspace, magnet)
    assert (way.channel, way.link, way.visits, way.asked, way.leads) == (channel, "story", 1, 1, 1)
    assert leads_by_campaign(workspace) == [(campaign.name, 1)]
    shown = browser.get(f"{AT}{magnet.pk}/").content.decode()
    assert "Kerstin Vogt" in shown
    assert "1 Lead" in browser.get(AT).content.decode()


def test_the_page_sets_no_cookie_and_says_what_is_agreed_to_and_by_whom(magnet, clock):
    shown = Client().get(f"/angebote/{magnet.key}")
    assert not shown.cookies
    page = shown.content.decode()
    assert magnet.text.wording in page
    assert "Werk GmbH" in page
    assert "https://werk.example/datenschutz" in page
    assert not send(magnet, clock).cookies


def test_a_program_learns_nothing_and_nothing_is_kept(magnet, clock):
    assert send(magnet, clock, website="https://spam.example").status_code == 200
    assert send(magnet, clock, seit="1:gefaelscht").status_code == 200
    browser = Client()
    shown = browser.get(f"/angebote/{magnet.key}").content.decode()
    since = re.search(r'name="seit" value="([^"]+)"', shown)[1]  # and at once
    assert browser.post(f"/angebote/{magnet.key}", {"email": KERSTIN, "agree": "on", "seit": since}).status_code == 200
    assert not LeadSignup.objects.exists()
    assert not mail.outbox


def test_without_the_tick_nothing_is_asked_and_nothing_typed_is_lost(magnet, clock):
    answer = send(magnet, clock, agree="")
    assert answer.status_code == 422
    assert KERSTIN in answer.content.decode()
    assert not Consent.objects.exists()


def test_one_address_can_try_so_often_and_no_more(magnet, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "offer_sent": "2/h/ip"}
    browser = Client()
    codes = [browser.post(f"/angebote/{magnet.key}", {}).status_code for _ in range(3)]
    assert codes == [422, 422, 429]


def test_whoever_is_a_contact_already_is_not_kept_twice(cem, magnet, clock, now):
    known = keep_contact(
        cem, ContactFields(name="K. Vogt", organisation="", email="Kerstin@Beispiel.de", note=""), now=now
    )
    send(magnet, clock, email="KERSTIN@beispiel.de")
    click()
    assert list(Contact.objects.values_list("pk", flat=True)) == [known.pk]
    assert LeadSignup.objects.get().contact == known
    assert Contact.objects.get().organisation == "Brauerei Holm"


def test_whoever_asks_twice_is_one_lead_and_gets_a_new_link_at_most_once_a_day(magnet, clock):
    send(magnet, clock)
    send(magnet, clock)
    assert len(mail.outbox) == 1  # asked once; a second question so soon would be too much
    click()
    assert hand_out(now=clock.now()) == 1
    first = FILE.search(mail.outbox[-1].body)[1]
    send(magnet, clock)
    assert hand_out(now=clock.now()) == 0
    clock.advance(timedelta(days=2))
    send(magnet, clock)
    assert hand_out(now=clock.now()) == 1
    assert LeadSignup.objects.filter(confirmed_at__isnull=False).count() == 1
    assert Client().get(first).status_code == 404  # the newer link took its place


def test_a_withdrawal_stops_every_further_letter_and_a_stranger_learns_nothing_of_it(cem, magnet, clock, now):
    send(magnet, clock)
    click()
    consent = Consent.objects.get()
    assert Client().post("/einwilligung/" + link_to_stop(consent).split("/einwilligung/")[1]).status_code == 200
    assert hand_out(now=clock.now()) == 0
    asked = len(mail.outbox)
    answer = send(magnet, clock)
    assert "in Ihr Postfach" in answer.content.decode()  # the same answer as for everybody
    block_address(cem, way="email", network="", address="otto@beispiel.de", by="mail", now=now)
    assert send(magnet, clock, email="otto@beispiel.de").status_code == 200
    assert len(mail.outbox) == asked


def test_the_link_to_the_file_ends_and_leads_nowhere_for_strangers(magnet, clock):
    send(magnet, clock)
    click()
    hand_out(now=clock.now())
    link = FILE.search(mail.outbox[-1].body)[1]
    assert Client().get("/angebote/datei/erraten").status_code == 404
    clock.advance(timedelta(days=31))
    assert Client().get(link).status_code == 404


def test_who_never_confirms_is_forgotten_with_the_question(magnet, clock):
    send(magnet, clock)
    clock.advance(timedelta(days=8))
    forget_outsiders(now=clock.now())
    clock.advance(timedelta(days=31))
    forget_outsiders(now=clock.now())
    assert not Consent.objects.exists()
    assert LeadSignup.objects.get().consent is None


def test_no_page_opens_where_nobody_could_be_answered(cem, fields, now, settings):
    made = keep_magnet(cem, fields(), now=now, file_name="a.pdf", chunks=[PDF])
    with pytest.raises(Impossible) as refused:
        open_magnet(cem, made, is_open=True, now=now)
    assert refused.value.code == "no_imprint"
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    with pytest.raises(Impossible) as refused:
        open_magnet(cem, made, is_open=True, now=now)
    assert refused.value.code == "no_mail"


def test_what_is_wrong_is_told_at_its_field(cem, ben, fields, now):
    no_mail = make_text(ben, now, wording=fields()["text"].wording + " Nur am Telefon.", ways=["phone"])
    for wrong, field in [
        ({"title": " "}, "title"),
        ({"pitch": ""}, "pitch"),
        ({"text": None}, "text"),
        ({"text": no_mail}, "text"),
    ]:
        with pytest.raises(Invalid) as refused:
            keep_magnet(cem, fields(**wrong), now=now, file_name="a.pdf", chunks=[PDF])
        assert field in refused.value.errors
    with pytest.raises(Invalid) as refused:
        keep_magnet(cem, fields(text=no_mail), now=now)
    assert "file" in refused.value.errors
    assert not LeadMagnet.objects.exists()


def test_a_new_file_takes_the_place_of_the_old_one_and_the_old_one_goes(
    cem, magnet, fields, now, django_capture_on_commit_callbacks
):
    before = magnet.sha256
    with django_capture_on_commit_callbacks(execute=True):
        keep_magnet(cem, fields(), now=now, magnet=magnet, file_name="neu.pdf", chunks=[b"%PDF neu"])
    magnet.refresh_from_db()
    assert magnet.file_name == "neu.pdf"
    assert not path_of(before).exists()
    assert path_of(magnet.sha256).exists()


def test_readers_and_strangers_keep_out(signed_in, dora, emil, magnet, fields, now):
    assert signed_in(dora).get(AT).status_code == 403
    assert signed_in(emil).get(f"{AT}{magnet.pk}/").status_code == 404
    with pytest.raises(NotAllowed):
        keep_magnet(dora, fields(), now=now, magnet=magnet)
    with pytest.raises(Foreign):
        open_magnet(emil, magnet, is_open=False, now=now)


def test_visits_are_counted_by_day_and_way_and_name_nobody(magnet, clock, workspace):
    for query in ("", "", "?utm_source=linkedin&utm_content=post7", "?k=999999"):
        Client().get(f"/angebote/{magnet.key}{query}")
    told = PageVisit.objects.order_by("source").values_list("source", "link", "count")
    assert list(told) == [("", "", 3), ("linkedin", "post7", 1)]


def test_the_pages_ask_the_same_however_many_there_are(
    signed_in, cem, magnet, fields, clock, now, django_assert_max_num_queries
):
    for number in range(6):
        keep_magnet(cem, fields(title=f"N{number}"), now=now, magnet=None, file_name="a.pdf", chunks=[PDF])
        told = SignUp(f"N {number}", f"n{number}@beispiel.de", "Werk")
        sign_up(magnet, told, CameBy(link=f"l{number}"), now=now)
        click()
    browser = signed_in(cem)
    with django_assert_max_num_queries(14):
        assert browser.get(AT).status_code == 200
    with django_assert_max_num_queries(22):
        assert browser.get(f"{AT}{magnet.pk}/").status_code == 200
