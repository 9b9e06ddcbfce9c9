"""Handing something to counsel: one document, only by a click, kept with the answer that came back."""

import smtplib
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from leitstand.channels.models import Channel
from leitstand.compliance.actions.add_evidence import add_evidence
from leitstand.compliance.actions.declare import declare
from leitstand.compliance.actions.hand_to_counsel import drop_handover, hand_to_counsel, keep_answer
from leitstand.compliance.actions.keep_incident import close_incident, drop_incident, keep_incident
from leitstand.compliance.actions.keep_label_check import keep_label_check
from leitstand.compliance.models import Handover
from leitstand.compliance.subjects import asset_subject
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import AuditEntry
from leitstand.library.files import path_of
from leitstand.library.models import Asset

AT = "/w/werk/recht/beratung/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_FOLDER = tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def incident(cem, now):
    fields = {
        "kind": "warning_letter", "title": "Abmahnung der Kanzlei Brandt", "url": "https://netz.example/p/1",
        "note": "Sie verlangen eine Unterlassungserklärung.", "sender": "Kanzlei Brandt", "counsel": "",
        "known_at": now, "deadline": now + timedelta(days=7), "lead": None,
    }  # fmt: skip
    made = keep_incident(cem, fields, now=now)
    add_evidence(cem, made, name="Das Schreiben", url="https://netz.example/p/1", seen_at=now, now=now)
    return made


def subject(incident) -> str:
    return f"incident:{incident.pk}"


def test_nothing_goes_out_until_somebody_clicks_and_then_exactly_what_was_shown(signed_in, cem, incident):
    browser = signed_in(cem)
    page = browser.get(f"/w/werk/recht/vorfaelle/{incident.pk}/").content.decode()
    assert "keine Rechtsberatung" in page
    assert f"{AT}neu/?ding=incident%3A{incident.pk}" in page
    shown = browser.get(f"{AT}neu/", {"ding": subject(incident)}).content.decode()
    assert not mail.outbox
    assert not Handover.objects.exists()
    told = {
        "ding": subject(incident), "how": "mail", "address": "kanzlei@recht.example", "question": "Unterschreiben?",
        "wanted_by": "2026-11-05",
    }  # fmt: skip
    assert browser.post(f"{AT}neu/", told).status_code == 302
    (letter,) = mail.outbox
    assert letter.to == ["kanzlei@recht.example"]
    for words in ("Unterschreiben?", "Unterlassungserklärung", "Kanzlei Brandt", "Das Schreiben"):
        assert words in letter.body
    assert "09.11.2026" in letter.body  # their deadline
    kept = Handover.objects.get()
    assert (kept.handed_by, kept.wanted_by) == (cem.person, date(2026, 11, 5))
    record = browser.get(f"{AT}{kept.pk}/").content.decode()
    for words in ("Unterlassungserklärung", "Das Schreiben"):
        assert words in shown
        assert words in record
    # Later changes of the incident change nothing of what went out.
    incident.note = "Anders"
    incident.save()
    assert "Unterlassungserklärung" in browser.get(f"{AT}{kept.pk}/").content.decode()
    # The trail tells of it without naming anybody outside.
    entry = AuditEntry.objects.get(verb="compliance.hand_to_counsel")
    assert "Brandt" not in f"{entry.details}{entry.about if hasattr(entry, 'about') else ''}"


def test_the_answer_shows_where_the_question_came_from_and_in_the_register(signed_in, cem, incident, now):
    made = hand_to_counsel(cem, subject(incident), how="print", address="", question="", wanted_by=None, now=now)
    browser = signed_in(cem)
    assert "wartet auf Antwort" in browser.get(AT).content.decode()
    file = SimpleUploadedFile("antwort.pdf", b"%PDF Nicht unterschreiben", content_type="application/pdf")
    told = {"answer": "Nicht unterschreiben, Frist verlängern lassen.", "file": file}
    assert browser.post(f"{AT}{made.pk}/antwort/", told).status_code == 302
    assert "Nicht unterschreiben, Frist" in browser.get(f"/w/werk/recht/vorfaelle/{incident.pk}/").content.decode()
    assert "beantwortet" in browser.get(AT).content.decode()
    out = browser.get(f"{AT}{made.pk}/datei/")
    assert b"".join(out.streaming_content) == b"%PDF Nicht unterschreiben"
    assert out["Content-Disposition"].startswith("attachment")


def test_where_the_mail_server_refuses_nothing_counts_as_handed_over(cem, incident, now, monkeypatch):
    def refuse(*_args: object, **_more: object) -> None:
        raise smtplib.SMTPServerDisconnected("x")

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    with pytest.raises(Invalid) as refused:
        hand_to_counsel(cem, subject(incident), how="mail", address="a@b.example", question="", wanted_by=None, now=now)
    assert set(refused.value.errors) == {"address"}
    assert not Handover.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"address": "kein Postfach"}, "address"),
        ({"address": "a@b.example\nBcc: c@d.example"}, "address"),
        ({"question": "x" * 4001}, "question"),
        ({"wanted_by": date(2026, 11, 1)}, "wanted_by"),
    ],
)
def test_what_is_typed_wrong_is_said_at_the_field(cem, incident, now, wrong, field):
    told = {"how": "mail", "address": "a@b.example", "question": "", "wanted_by": None, **wrong}
    with pytest.raises(Invalid) as refused:
        hand_to_counsel(cem, subject(incident), **told, now=now)
    assert set(refused.value.errors) == {field}
    assert not mail.outbox


def test_without_mail_the_document_is_printed(signed_in, cem, incident, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    browser = signed_in(cem)
    page = browser.get(f"{AT}neu/", {"ding": subject(incident)}).content.decode()
    assert 'value="mail"' not in page
    assert browser.post(f"{AT}neu/", {"ding": subject(incident), "how": "print"}).status_code == 302
    assert Handover.objects.get().address == ""


def test_strangers_and_guests_hand_over_nothing(signed_in, cem, dora, emil, incident, now):
    for name in (
        subject(incident),
        "incident:0",
        "incident:x",
        "asset:x",
        "label:1",
        "nichts",
        "channel:99",
        "item:1",
        "",
    ):
        with pytest.raises(Foreign):
            hand_to_counsel(emil, name, how="print", address="", question="", wanted_by=None, now=now)
    with pytest.raises(NotAllowed):
        hand_to_counsel(dora, subject(incident), how="print", address="", question="", wanted_by=None, now=now)
    made = hand_to_counsel(cem, subject(incident), how="print", address="", question="", wanted_by=None, now=now)
    with pytest.raises(Foreign):
        keep_answer(emil, made, answer="x", now=now)
    with pytest.raises(NotAllowed):
        drop_handover(cem, made, now=now)
    page = signed_in(dora).get(f"{AT}{made.pk}/")
    assert page.status_code == 403


def test_deleting_takes_document_answer_and_file_once_nothing_is_awaited(ben, cem, incident, now):
    day = date(2026, 11, 5)
    made = hand_to_counsel(cem, subject(incident), how="print", address="", question="", wanted_by=day, now=now)
    with pytest.raises(Impossible):
        drop_handover(ben, made, now=now)
    keep_answer(cem, made, answer="", file_name="a.pdf", chunks=[b"x"], now=now)
    made.refresh_from_db()
    sha256 = made.sha256
    assert path_of(sha256).is_file()
    drop_handover(ben, made, now=now)
    assert not Handover.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_incident_that_is_deleted_takes_along_what_was_handed_over(ben, cem, incident, now):
    made = hand_to_counsel(cem, subject(incident), how="print", address="", question="", wanted_by=None, now=now)
    keep_answer(cem, made, answer="", file_name="a.pdf", chunks=[b"x"], now=now)
    made.refresh_from_db()
    close_incident(cem, incident, outcome="erledigt", now=now)
    drop_incident(ben, incident, now=now)
    assert not Handover.objects.exists()
    assert not path_of(made.sha256).is_file()


@pytest.mark.guide("G6.1-04")
@pytest.mark.parametrize(
    "page",
    [
        "",
        "termine/",
        "profile/",
        "medien/",
        "impressum/",
        "vorfaelle/",
        "vorfaelle/neu/",
        "kennzeichnung/",
        "beratung/",
    ],
)
def test_every_page_of_the_room_says_that_it_is_no_advice(signed_in, cem, page):
    assert "keine Rechtsberatung" in signed_in(cem).get(f"/w/werk/recht/{page}").content.decode()


@pytest.mark.guide("G6.1-04")
def test_incident_profile_file_and_self_check_each_become_one_document(signed_in, owner, incident, workspace, now):
    channel = Channel.objects.create(
        workspace=workspace,
        network="linkedin",
        external_id="1",
        handle="werk",
        name="Werk",
        method="token",
        connected_at=now,
    )
    asset = Asset.objects.create(
        workspace=workspace, kind="picture", name="Halle.jpg", state="ready", original_path="x", original_sha256="a" * 64,
        original_bytes=1, sha256="b" * 64, uploaded_at=now,
    )  # fmt: skip
    declare(owner, asset_subject(str(asset.pk)), {"licence.type": "cc_by_nc", "licence.proof": False}, now=now)
    facts = {"author.role": "employee", "post.beneficiary": "employer", "post.consideration": "trip"}
    check = keep_label_check(owner, title="Mein Beitrag", facts=facts, now=now)
    browser = signed_in(owner)
    for name, page, words in [
        (subject(incident), f"vorfaelle/{incident.pk}/", ["Unterlassungserklärung", "09.11.2026"]),
        (f"channel:{channel.pk}", f"profile/{channel.pk}/", ["IMP-01", "§ 5"]),
        (asset_subject(str(asset.pk)), f"medien/{asset.pk}/", ["Halle.jpg", "LIC-05"]),
        (f"label:{check.pk}", "kennzeichnung/", ["Mein Beitrag", "eine Reise", "§ 5a Abs. 4 UWG"]),
    ]:
        document = browser.get(f"{AT}neu/", {"ding": name}).content.decode()
        for word in words:
            assert word in document, (name, word)
        assert "beratung/neu/?ding=" in browser.get(f"/w/werk/recht/{page}").content.decode()
