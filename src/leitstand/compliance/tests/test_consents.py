"""The register of consents: asked by a neutral mail, confirmed by a click and not by a look, withdrawn at once, provable."""

import csv
import hashlib
import io
import json
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from leitstand.compliance.actions.ask_consent import ask_consent
from leitstand.compliance.actions.confirm_consent import confirm_consent
from leitstand.compliance.actions.forget_outsiders import forget_outsiders
from leitstand.compliance.actions.keep_consent_text import retire_consent_text
from leitstand.compliance.actions.record_consent import add_proof, record_consent
from leitstand.compliance.actions.withdraw_consent import block_address, lift_block, withdraw_consent
from leitstand.compliance.models import Consent, ConsentText, Suppression
from leitstand.compliance.tests.agreed import KERSTIN, WORDING, make_given, make_text, told, with_imprint
from leitstand.contacts.actions.forget_contact import forget_contact
from leitstand.contacts.models import Contact, ContactProfile
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import AuditEntry
from leitstand.library.files import path_of

AT = "/w/werk/recht/einwilligungen/"
DAY = timedelta(days=1)
LINK = re.compile(r"https?://[^/\s]+(/einwilligung/[^\s]+)")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_FOLDER = tmp_path


@pytest.fixture
def text(ben, now) -> ConsentText:
    return make_text(ben, now)


@pytest.fixture
def asked(owner, cem, text, now) -> Consent:
    with_imprint(owner, now)
    made = record_consent(cem, told(text, now), now=now)
    ask_consent(cem, made, now=now)
    made.refresh_from_db()
    return made


def links() -> tuple[str, str]:
    """Return the link to confirm and the one to stop, as the last mail tells them."""
    found = LINK.findall(mail.outbox[-1].body)
    stop = next(each for each in found if "/ende/" in each)
    return next(each for each in found if "/ende/" not in each), stop


# -- wordings


def test_each_wording_is_a_version_of_its_own_and_equal_words_are_kept_once(ben, text, now):
    second = make_text(ben, now, wording=WORDING + " Stand 2.")
    text.refresh_from_db()
    assert (text.version, second.version) == (1, 2)
    assert text.retired_at == now
    with pytest.raises(Invalid) as refused:
        make_text(ben, now, wording=WORDING.replace(" ", "  "))
    assert "wording" in refused.value.errors


@pytest.mark.parametrize(
    ("wording", "field"),
    [
        ("Ja.", "wording"),
        (WORDING.replace("Werk GmbH", "die Firma"), "wording"),
        (WORDING.replace("Ich kann das jederzeit widerrufen.", "Das gilt für immer und überall."), "wording"),
    ],
)
def test_a_wording_names_who_writes_and_that_it_can_be_withdrawn(ben, now, wording, field):
    with pytest.raises(Invalid) as refused:
        make_text(ben, now, wording=wording)
    assert set(refused.value.errors) == {field}


def test_only_those_who_approve_keep_wordings(cem, now):
    with pytest.raises(NotAllowed):
        make_text(cem, now)


# -- entering


def test_being_a_follower_is_no_consent_and_the_page_says_why(signed_in, cem, text, now):
    browser = signed_in(cem)
    form = {
        "way": "email", "network": "", "address": KERSTIN, "text": text.pk, "source": "follower", "place": "Instagram",
        "requested_at": "2026-11-02T08:00", "confirmed_by": "signature", "proof_note": "folgt uns seit 2024", "name": "",
    }  # fmt: skip
    answer = browser.post(f"{AT}neu/", form)
    assert answer.status_code == 422
    assert "ist keine Einwilligung" in answer.content.decode()
    assert KERSTIN in answer.content.decode()  # nothing typed is lost
    dressed = browser.post(f"{AT}neu/", {**form, "source": "other", "place": "Sie folgt uns auf Instagram"})
    assert dressed.status_code == 422
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"address": "kerstin"}, "address"),
        ({"address": " \u200b"}, "address"),
        ({"way": "dm"}, "network"),
        ({"way": "fax"}, "way"),
        ({"place": " "}, "place"),
        ({"source": ""}, "source"),
        ({"is_adult": "child"}, "is_adult"),
        ({"confirmed_by": "click"}, "confirmed_by"),
        ({"confirmed_by": "signature", "proof_note": "ja"}, "proof_note"),
        ({"way": "dm", "network": "linkedin"}, "confirmed_by"),
        ({"name": "x" * 121}, "name"),
    ],
)
def test_a_consent_that_could_not_be_proved_is_refused_at_its_field(cem, text, now, wrong, field):
    with pytest.raises(Invalid) as refused:
        record_consent(cem, told(text, now, **wrong), now=now)
    assert field in refused.value.errors
    assert not Consent.objects.exists()


def test_a_consent_is_not_given_in_the_future_nor_to_words_that_do_not_cover_the_way(ben, cem, text, now):
    for wrong, field in (({"requested_at": now + DAY}, "requested_at"), ({"ends": (now - DAY).date()}, "ends")):
        with pytest.raises(Invalid) as refused:
            record_consent(cem, told(text, now, **wrong), now=now)
        assert field in refused.value.errors
    mail_only = make_text(ben, now, wording=WORDING + " Nur E-Mail.", ways=["email"])
    with pytest.raises(Invalid) as refused:
        make_given(cem, mail_only, now, way="dm", network="linkedin", address="kerstin")
    assert "text" in refused.value.errors
    retire_consent_text(ben, mail_only, now=now)
    with pytest.raises(Invalid):
        make_given(cem, mail_only, now)


def test_the_same_consent_twice_is_one(cem, text, now):
    make_given(cem, text, now)
    with pytest.raises(Invalid) as refused:
        make_given(cem, text, now, address=f" {KERSTIN.upper()} ")
    assert "address" in refused.value.errors


def test_a_proof_is_kept_unchanged_under_its_hash_and_handed_out_as_a_download(signed_in, cem, text, now):
    made = make_given(cem, text, now)
    browser, scan = signed_in(cem), b"<html><script>alert(1)</script>"
    file = SimpleUploadedFile("scan.html", scan, content_type="text/html")
    assert browser.post(f"{AT}{made.pk}/nachweis/", {"name": "Formular", "file": file}).status_code == 302
    proof = made.proofs.get()
    assert proof.sha256 == hashlib.sha256(scan).hexdigest()
    out = browser.get(f"{AT}{made.pk}/nachweis/{proof.pk}/")
    assert b"".join(out.streaming_content) == scan
    assert (out["Content-Type"], out["Content-Disposition"][:10]) == ("application/octet-stream", "attachment")


# -- double opt-in


def test_the_confirmation_mail_is_neutral_carries_the_imprint_and_both_links(asked):
    (letter,) = mail.outbox
    assert letter.to == [KERSTIN]
    assert WORDING in letter.body
    assert "Impressum" in letter.body
    assert "Am Kai 7" in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    confirm, stop = links()
    token = confirm.rsplit("/", 1)[1]
    assert token not in asked.asked_words  # the link is no evidence and must not lie about
    assert asked.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert stop.endswith(asked.stop_key)


def test_looking_at_the_page_confirms_nothing_and_the_click_does_once(asked, clock):
    confirm, _stop = links()
    stranger = Client()
    for _ in range(3):  # link scanners come more than once
        assert stranger.get(confirm).status_code == 200
        assert stranger.head(confirm).status_code == 200
    asked.refresh_from_db()
    assert asked.state == "asked"
    clock.advance(timedelta(hours=2))
    answer = stranger.post(confirm, REMOTE_ADDR="203.0.113.77")
    assert answer.status_code == 200
    asked.refresh_from_db()
    assert (asked.state, asked.given_at, asked.confirmed_by) == ("given", clock.now(), "click")
    assert WORDING in asked.confirmed_words
    assert asked.confirmed_from == "203.0.113.0"
    assert stranger.post(confirm).status_code == 404
    assert stranger.get(confirm).status_code == 404


def test_a_link_is_over_after_its_days_and_an_invented_one_leads_nowhere(asked, clock):
    confirm, _stop = links()
    assert Client().get("/einwilligung/ausgedacht").status_code == 404
    clock.advance(7 * DAY)
    assert Client().post(confirm).status_code == 404
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_asking_again_is_bounded_and_the_link_from_before_leads_nowhere(asked, cem, now):
    first, _stop = links()
    with pytest.raises(Impossible) as refused:
        ask_consent(cem, asked, now=now + DAY)
    assert refused.value.code == "too_often"
    ask_consent(cem, asked, now=now + 3 * DAY)
    assert Client().get(first).status_code == 404
    with pytest.raises(Impossible):
        ask_consent(cem, asked, now=now + 30 * DAY)
    assert len(mail.outbox) == 2


def test_another_wording_for_the_same_address_is_no_way_around_the_pause(asked, ben, cem, now):
    other = make_text(ben, now, wording=WORDING + " Fassung 2.")
    second = record_consent(cem, told(other, now), now=now)
    with pytest.raises(Impossible) as refused:
        ask_consent(cem, second, now=now + DAY)
    assert refused.value.code == "too_often"


def test_without_an_imprint_nobody_is_asked(cem, text, now):
    made = record_consent(cem, told(text, now), now=now)
    with pytest.raises(Impossible) as refused:
        ask_consent(cem, made, now=now)
    assert refused.value.code == "no_imprint"
    assert mail.outbox == []
    made.refresh_from_db()
    assert made.asked_count == 0


def test_where_the_mail_server_refuses_the_page_says_so(signed_in, owner, cem, text, now, monkeypatch):
    from leitstand.compliance import letters

    with_imprint(owner, now)
    monkeypatch.setattr(letters.EmailMessage, "send", lambda *_: (_ for _ in ()).throw(ConnectionRefusedError()))
    made = record_consent(cem, told(text, now), now=now)
    answer = signed_in(cem).post(f"{AT}{made.pk}/anfragen/", follow=True).content.decode()
    assert "Mailserver" in answer


# -- withdrawal


def test_one_click_withdraws_at_once_and_looking_does_not(asked, clock):
    confirm, stop = links()
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(stop).status_code == 200
    asked.refresh_from_db()
    assert asked.state == "asked"
    clock.advance(DAY)
    # As a mail program does it: without having seen the page (RFC 8058).
    assert stranger.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    asked.refresh_from_db()
    assert (asked.state, asked.withdrawn_at, asked.withdrawn_by) == ("withdrawn", clock.now(), "link")
    assert Client().post(confirm).status_code == 404
    assert stranger.post(stop).status_code == 200  # once more is no fault


def test_a_withdrawal_by_hand_counts_at_once_and_blocks_the_address(signed_in, cem, text, now):
    made = make_given(cem, text, now)
    answer = signed_in(cem).post(f"{AT}{made.pk}/widerrufen/", {"by": "call", "note": "Anruf am Montag"}, follow=True)
    assert "widerrufen" in answer.content.decode()
    made.refresh_from_db()
    assert (made.state, made.withdrawn_by, made.withdrawal_note) == ("withdrawn", "call", "Anruf am Montag")
    assert Suppression.objects.count() == 1
    with pytest.raises(Invalid) as refused:
        make_given(cem, text, now)
    assert "address" in refused.value.errors


def test_whoever_withdraws_one_consent_gets_nothing_by_any_way(cem, text, now):
    contact = Contact.objects.create(workspace=cem.workspace, name="Kerstin Vogt", email=KERSTIN, added_at=now)
    ContactProfile.objects.create(workspace=cem.workspace, contact=contact, network="linkedin", key="k-1")
    first = make_given(cem, text, now, contact=contact)
    second = make_given(cem, text, now, contact=contact, way="dm", network="linkedin", address="kerstin")
    withdraw_consent(cem, first, by="mail", now=now)
    second.refresh_from_db()
    assert second.state == "withdrawn"
    assert Suppression.objects.count() == 3  # mail, profile and handle


def test_the_block_outlives_the_person_and_holds_no_address(cem, text, now):
    contact = Contact.objects.create(workspace=cem.workspace, name="Kerstin Vogt", email=KERSTIN, added_at=now)
    made = make_given(cem, text, now, contact=contact)
    forget_contact(cem, contact, now=now)
    made.refresh_from_db()
    assert (made.state, made.withdrawn_by, made.name, made.contact_id) == ("withdrawn", "erasure", "", None)
    (block,) = Suppression.objects.all()
    assert KERSTIN not in f"{block.mark} {block.reason}"
    with pytest.raises(Invalid):
        make_given(cem, text, now)


def test_what_was_asked_and_never_given_goes_with_the_contact(cem, text, now):
    contact = Contact.objects.create(workspace=cem.workspace, name="Kerstin Vogt", email=KERSTIN, added_at=now)
    record_consent(cem, told(text, now, contact=contact), now=now)
    forget_contact(cem, contact, now=now)
    assert not Consent.objects.exists()


def test_only_an_approver_lifts_a_block_with_a_reason_and_the_old_consents_stay_withdrawn(ben, cem, text, now):
    made = make_given(cem, text, now)
    withdraw_consent(cem, made, by="mail", now=now)
    lift = {"way": "email", "network": "", "address": KERSTIN, "now": now}
    with pytest.raises(NotAllowed):
        lift_block(cem, **lift, reason="am 3. Mai neu unterschrieben")
    with pytest.raises(Invalid):
        lift_block(ben, **lift, reason="neu")
    with pytest.raises(Impossible):
        lift_block(ben, **{**lift, "address": "anders@beispiel.de"}, reason="am 3. Mai neu unterschrieben")
    lift_block(ben, **lift, reason="am 3. Mai neu unterschrieben")
    made.refresh_from_db()
    assert made.state == "withdrawn"
    assert make_given(cem, text, now).state == "given"


def test_a_blocked_person_is_not_asked(owner, cem, text, now):
    with_imprint(owner, now)
    made = record_consent(cem, told(text, now), now=now)
    block_address(cem, way="email", network="", address=KERSTIN, by="mail", now=now)
    made.refresh_from_db()
    with pytest.raises(Impossible):
        ask_consent(cem, made, now=now)
    assert mail.outbox == []


def test_a_link_does_not_confirm_what_was_blocked_meanwhile(asked, cem, now):
    confirm, _stop = links()
    block_address(cem, way="email", network="", address=KERSTIN, by="call", now=now)
    with pytest.raises(Impossible):
        confirm_consent(confirm.rsplit("/", 1)[1], words="x", ip="", now=now)


# -- proof


def test_the_document_holds_everything_that_proves_one_consent(signed_in, asked, cem, now, clock):
    confirm, _stop = links()
    clock.advance(timedelta(hours=2))
    Client().post(confirm, REMOTE_ADDR="203.0.113.77")
    add_proof(cem, asked, name="Bildschirmfoto", file_name="form.png", chunks=[b"png"], now=now)
    out = signed_in(cem).get(f"{AT}{asked.pk}/daten/")
    data = json.loads(out.content)
    assert data["subject"] == {
        "name": "Kerstin Vogt", "way": "email", "network": "", "address": KERSTIN, "contact": None, "age": "",
    }  # fmt: skip
    assert data["wording"]["text"] == WORDING
    assert data["wording"]["sha256"] == hashlib.sha256(" ".join(WORDING.split()).encode()).hexdigest()
    assert data["wording"]["version"] == 1
    assert data["wording"]["controller"] == "Werk GmbH"
    assert data["wording"]["privacy_notice"] == "https://werk.example/datenschutz"
    assert data["wording"]["withdrawal_notice_shown"] is True
    assert data["collection"]["place"] == "https://werk.example/neues"
    assert data["collection"]["at"] == "2026-11-02T09:00:00+01:00"
    assert data["collection"]["entered_by"] == "Cem"
    assert data["confirmation"]["at"] == "2026-11-02T11:00:00+01:00"
    assert data["confirmation"]["by"] == "click"
    assert data["confirmation"]["files"][0]["sha256"] == hashlib.sha256(b"png").hexdigest()
    assert set(data["on_record"]) == {"wording", "version", "time", "channel", "identity", "confirmation"}
    paper = signed_in(cem).get(f"{AT}{asked.pk}/blatt/").content.decode()
    for words in (WORDING, KERSTIN, "https://werk.example/neues", "203.0.113.0"):
        assert words in paper


def test_the_table_of_the_register_runs_nothing_in_a_spreadsheet(signed_in, cem, text, now):
    make_given(cem, text, now, name="=HYPERLINK(1)", place="+49 Messe")
    out = signed_in(cem).get(f"{AT}tabelle/").content.decode("utf-8-sig")
    head, row = list(csv.reader(io.StringIO(out), delimiter=";"))
    assert len(head) == len(row)
    assert "'=HYPERLINK(1)" in row
    assert "'+49 Messe" in row


def test_the_trail_names_nobody_outside(cem, text, now):
    made = make_given(cem, text, now)
    withdraw_consent(cem, made, by="mail", note="Kerstin rief an", now=now)
    for entry in AuditEntry.objects.filter(verb__startswith="compliance."):
        assert "erstin" not in f"{entry.subject} {entry.details}"


# -- what is over


def test_a_withdrawn_consent_is_kept_for_three_full_calendar_years_and_then_goes_with_its_files(cem, text, now):
    made = make_given(cem, text, now)
    proof = add_proof(cem, made, name="Scan", file_name="s.pdf", chunks=[b"scan"], now=now)
    withdraw_consent(cem, made, by="mail", now=now)
    from datetime import UTC, datetime

    forget_outsiders(now=datetime(2029, 12, 31, 12, tzinfo=UTC))
    assert Consent.objects.exists()
    assert path_of(proof.sha256).exists()
    assert forget_outsiders(now=datetime(2030, 1, 1, 12, tzinfo=UTC)) == 1
    assert not Consent.objects.exists()
    assert Suppression.objects.count() == 1  # the block stays


def test_a_consent_in_force_is_not_forgotten_and_one_past_its_last_day_runs_out(cem, text, now):
    for_ever = make_given(cem, text, now)
    ends = make_given(cem, text, now, address="bernd@beispiel.de", ends=now.date())
    forget_outsiders(now=now + 3000 * DAY)
    for_ever.refresh_from_db()
    assert for_ever.state == "given"
    assert not Consent.objects.filter(pk=ends.pk, state="given").exists()


def test_a_question_nobody_answers_runs_out_and_is_forgotten(asked, now):
    forget_outsiders(now=now + 8 * DAY)
    asked.refresh_from_db()
    assert (asked.state, asked.token_hash) == ("expired", "")
    forget_outsiders(now=now + 39 * DAY)
    assert not Consent.objects.exists()


# -- who may


def test_what_belongs_to_another_workspace_is_not_there(emil, cem, text, now):
    made = make_given(cem, text, now)
    for act in (
        lambda: withdraw_consent(emil, made, by="mail", now=now),
        lambda: ask_consent(emil, made, now=now),
        lambda: add_proof(emil, made, name="x", file_name="x", chunks=[b"x"], now=now),
        lambda: record_consent(emil, told(text, now), now=now),
    ):
        with pytest.raises(Foreign):
            act()
    assert Consent.objects.get().state == "given"


def test_words_somebody_agreed_to_cannot_be_deleted_but_go_with_their_workspace(cem, text, now):
    from django.db.models import RestrictedError

    make_given(cem, text, now)
    with pytest.raises(RestrictedError):
        text.delete()
    cem.workspace.delete()
    assert not ConsentText.objects.exists()


def test_guests_see_no_names_of_people_outside(signed_in, dora):
    for page in ("", "neu/", "tabelle/", "texte/", "sperren/"):
        assert signed_in(dora).get(f"{AT}{page}").status_code == 403


def test_the_register_is_searched_by_name_address_and_state_and_says_when_it_is_empty(signed_in, cem, text, now):
    browser = signed_in(cem)
    assert "Noch keine Einwilligungen" in browser.get(AT).content.decode()
    make_given(cem, text, now)
    make_given(cem, text, now, address="fuchs@beispiel.de", name="\u202eBernd 🦊")
    assert "Kerstin" in browser.get(AT).content.decode()
    assert "Kerstin" not in browser.get(AT, {"wort": "fuchs"}).content.decode()
    assert "Kerstin" not in browser.get(AT, {"stand": "withdrawn"}).content.decode()
    assert browser.get(AT, {"kontakt": "9" * 40, "wort": "\x00", "page": "x"}).status_code == 200


@pytest.mark.guide("G6.2-03")
def test_a_consent_is_asked_confirmed_withdrawn_and_proved_through_the_pages(signed_in, owner, ben, cem, clock):
    with_imprint(owner, clock.now())
    approver, browser, person = signed_in(ben), signed_in(cem), Client()
    wording = {
        "name": "Neues zu Kameras", "controller": "Werk GmbH", "ways": ["email"], "wording": WORDING, "privacy_notice": "",
    }  # fmt: skip
    assert approver.post(f"{AT}texte/", wording).status_code == 302
    text = ConsentText.objects.get()
    form = {
        "way": "email", "network": "", "address": KERSTIN, "text": text.pk, "source": "fair", "place": "Messe Kiel, Stand 4",
        "requested_at": "2026-11-02T08:30", "confirmed_by": "", "name": "Kerstin Vogt", "proof_note": "", "is_adult": "",
    }  # fmt: skip
    follows = browser.post(f"{AT}neu/", {**form, "source": "follower"})
    assert follows.status_code == 422  # being a fan or follower is no consent
    assert browser.post(f"{AT}neu/", form).status_code == 302
    made = Consent.objects.get()
    assert "nicht bestätigt" in browser.get(f"{AT}{made.pk}/").content.decode()
    confirm, stop = links()
    person.get(confirm)
    person.post(confirm)
    page = browser.get(f"{AT}{made.pk}/").content.decode()
    assert "in Kraft" in page
    for proof in (WORDING, "Messe Kiel, Stand 4", "Auf einer Messe".lower(), "Double-Opt-in", "Fassung 1"):
        assert proof.lower() in page.lower()
    clock.advance(DAY)
    person.post(stop)
    page = browser.get(f"{AT}{made.pk}/").content.decode()
    assert "über den persönlichen Link" in page
    assert json.loads(browser.get(f"{AT}{made.pk}/daten/").content)["withdrawal"]["at"] == "2026-11-03T09:00:00+01:00"
