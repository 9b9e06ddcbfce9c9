"""When something has happened: steps with deadlines, evidence that does not change, and a draft that asks for no more than it may."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from leitstand.compliance.actions.add_evidence import add_evidence
from leitstand.compliance.actions.keep_incident import (
    IncidentFields,
    close_incident,
    do_step,
    drop_incident,
    keep_incident,
)
from leitstand.compliance.actions.remind_incidents import remind_incidents
from leitstand.compliance.core.incidents import Standing, due
from leitstand.compliance.models import Evidence, Incident
from leitstand.compliance.playbooks import playbooks
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import AuditEntry, Notification
from leitstand.library.files import path_of, workshop
from leitstand.library.models import Asset

AT = "/w/werk/recht/vorfaelle/"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_FOLDER = tmp_path


def fields(now, **told: object) -> IncidentFields:
    first = {
        "kind": "fake_profile",
        "title": "Falsches Profil „Werk GmbH“",
        "url": "https://netz.example/@werkgmbh",
        "note": "",
    }
    return {**first, "sender": "", "counsel": "", "known_at": now, "deadline": None, "lead": None, **told}  # type: ignore[typeddict-item]


@pytest.fixture
def fake(cem, now) -> Incident:
    return keep_incident(cem, fields(now), now=now)


@pytest.mark.parametrize(
    "kind", ["fake_profile", "hacked_account", "name_squatting", "warning_letter", "shitstorm", "data_breach"]
)
def test_each_kind_of_incident_has_steps_with_deadlines_and_the_paragraph_behind_it(kind):
    playbook = playbooks()[kind]
    assert playbook.law
    assert playbook.source
    hours = [step.hours for step in playbook.steps]
    assert hours == sorted(hours)


def test_a_data_breach_is_reported_within_72_hours_of_being_known(now):
    (authority,) = [one for one in due(playbooks()["data_breach"], now, set(), now) if one.step.id == "authority"]
    assert authority.at - now == timedelta(hours=72)


@given(st.sets(st.sampled_from(["keep", "report", "warn", "decide", "search"])), st.integers(0, 1000))
def test_a_step_is_done_late_soon_or_coming_and_nothing_else(done, hours):
    from datetime import UTC, datetime

    known = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
    for one in due(playbooks()["fake_profile"], known, done, known + timedelta(hours=hours)):
        left = one.step.hours - hours
        expected = (
            Standing.DONE if one.step.id in done else Standing.OVERDUE if left <= 0
            else Standing.SOON if left <= 4 else Standing.COMING
        )  # fmt: skip
        assert one.standing is expected


def test_evidence_is_kept_unchanged_under_its_hash_and_handed_out_as_a_download(signed_in, cem, fake, now):
    browser, page = signed_in(cem), f"{AT}{fake.pk}/"
    image = b"<html><script>alert(1)</script>"
    told = {"name": "Profilseite", "url": "https://netz.example/@werkgmbh", "seen_at": "2026-11-02T08:30"}
    file = SimpleUploadedFile("profil.html", image, content_type="text/html")
    assert browser.post(f"{page}beweis/", {**told, "file": file}).status_code == 302
    kept = Evidence.objects.get()
    assert kept.sha256 == hashlib.sha256(image).hexdigest()
    assert kept.sha256 in browser.get(page).content.decode()
    out = browser.get(f"{page}beweis/{kept.pk}/")
    assert b"".join(out.streaming_content) == image
    assert out["Content-Type"] == "application/octet-stream"
    assert out["Content-Disposition"].startswith("attachment")


def test_evidence_needs_a_name_and_a_file_or_an_address_and_is_not_seen_in_the_future(cem, fake, now):
    for wrong, field in [
        ({"name": " "}, "name"),
        ({"url": ""}, "file"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"seen_at": now + HOUR}, "seen_at"),
    ]:
        told = {"name": "Profil", "url": "https://netz.example/x", "seen_at": now, **wrong}
        with pytest.raises(Invalid) as refused:
            add_evidence(cem, fake, **told, now=now)
        assert field in refused.value.errors
    with pytest.raises(Invalid):
        add_evidence(cem, fake, name="x", url="", seen_at=now, file_name="x", chunks=[b"x" * 1024] * 51300, now=now)
    assert not Evidence.objects.exists()
    assert not list(workshop().iterdir())


@pytest.mark.guide("G6.6-02", "G6.6-03")
def test_the_draft_asks_for_exactly_three_data_and_names_the_evidence(signed_in, cem, fake, now):
    add_evidence(cem, fake, name="Profilseite", url="https://netz.example/@werkgmbh", seen_at=now, now=now)
    browser = signed_in(cem)
    draft = browser.get(f"{AT}{fake.pk}/antrag/").content.decode()
    body = draft[draft.index("<article") : draft.index("</article>")]
    assert body.count("<li>") == 4  # three data, one piece of evidence
    for words in (
        "Name</li>",
        "E-Mail-Adresse</li>",
        "Telefonnummer</li>",
        "Abs. 2 bis 4",
        "Landgericht",
        "Profilseite",
    ):
        assert words in body
    assert "Nutzungsdaten wie IP-Adressen werden nicht verlangt" in body
    assert "§ 21 Abs. 1 TDDDG" in browser.get(f"{AT}{fake.pk}/antrag/", {"grund": "ip"}).content.decode()


def test_where_nobody_has_to_be_found_out_there_is_no_draft(signed_in, cem, now):
    letter = keep_incident(cem, fields(now, kind="warning_letter"), now=now)
    assert signed_in(cem).get(f"{AT}{letter.pk}/antrag/").status_code == 404


@pytest.mark.guide("G6.3-06")
def test_a_warning_letter_is_kept_with_sender_claim_deadline_counsel_and_outcome(signed_in, cem, now):
    browser = signed_in(cem)
    told = {
        "kind": "warning_letter", "title": "Abmahnung wegen Foto", "url": "https://netz.example/p/1", "sender": "Kanzlei Nord",
        "counsel": "Dr. Süd", "known_at": "2026-11-02T08:00", "deadline": "2026-11-09T12:00", "lead": "",
        "note": "Unterlassung und 1.800 Euro",
    }  # fmt: skip
    assert browser.post(f"{AT}neu/", told).status_code == 302
    letter = Incident.objects.get()
    page = browser.get(f"{AT}{letter.pk}/").content.decode()
    for words in ("Kanzlei Nord", "Dr. Süd", "09.11.2026", "Nichts unterschreiben"):
        assert words in page
    assert browser.post(f"{AT}{letter.pk}/abschliessen/", {"outcome": ""}).status_code == 422
    browser.post(f"{AT}{letter.pk}/abschliessen/", {"outcome": "Vergleich, Bild ersetzt"})
    letter.refresh_from_db()
    assert letter.outcome == "Vergleich, Bild ersetzt"
    wrong = browser.post(f"{AT}neu/", {**told, "deadline": "2026-11-01T12:00"})
    assert wrong.status_code == 422
    assert "Kanzlei Nord" in wrong.content.decode()


@pytest.mark.guide("G6.3-06")
def test_a_deadline_is_told_once_when_little_time_is_left_and_once_when_it_is_over(cem, owner, clock):
    now = clock.now()
    keep_incident(cem, fields(now, kind="warning_letter", deadline=now + timedelta(hours=40), lead=cem.person), now=now)
    assert remind_incidents(now=now) == 3  # note, sign nothing, and keep: within four hours
    assert remind_incidents(now=now) == 0
    assert set(Notification.objects.values_list("person", flat=True)) == {cem.person.pk}
    clock.advance(timedelta(hours=20))
    assert remind_incidents(now=clock.now()) == 5  # three are over, counsel is due soon, and their deadline comes near
    clock.advance(timedelta(hours=17))
    assert remind_incidents(now=clock.now()) == 2  # counsel is over; their deadline is a matter of hours


@pytest.mark.guide("G6.5-02")
def test_a_name_taken_on_purpose_has_its_steps_and_each_is_noted_once(cem, now):
    taken = keep_incident(cem, fields(now, kind="name_squatting"), now=now)
    do_step(cem, taken, "keep", note="Drei Bildschirmfotos", now=now)
    do_step(cem, taken, "keep", note="noch einmal", now=now)
    assert taken.steps.get().note == "Drei Bildschirmfotos"
    with pytest.raises(Impossible):
        do_step(cem, taken, "holding", note="", now=now)
    assert any("Nicht zahlen" in step.words.de for step in playbooks()["name_squatting"].steps)


def test_what_is_wrong_is_told_at_its_field(cem, now):
    for wrong, field in [
        ({"kind": "quarrel"}, "kind"),
        ({"title": " "}, "title"),
        ({"url": "netz.example"}, "url"),
        ({"known_at": now + HOUR}, "known_at"),
        ({"deadline": now - HOUR}, "deadline"),
    ]:
        with pytest.raises(Invalid) as refused:
            keep_incident(cem, fields(now, **wrong), now=now)
        assert set(refused.value.errors) == {field}
    assert not Incident.objects.exists()


def test_an_incident_is_deleted_only_once_it_is_closed_and_the_trail_names_nobody(cem, ben, fake, now):
    with pytest.raises(Impossible):
        drop_incident(ben, fake, now=now)
    close_incident(cem, fake, outcome="Profil gelöscht", now=now)
    with pytest.raises(NotAllowed):
        drop_incident(cem, fake, now=now)
    drop_incident(ben, fake, now=now)
    assert not Incident.objects.exists()
    told = " ".join(f"{one.subject} {one.details}" for one in AuditEntry.objects.filter(verb__startswith="compliance."))
    assert "Werk GmbH" not in told


def test_the_files_of_a_deleted_incident_go_with_it_unless_another_still_leans_on_them(
    cem, ben, fake, now, django_capture_on_commit_callbacks
):
    told = {"url": "", "seen_at": now, "file_name": "profil.html"}
    own = add_evidence(cem, fake, name="Profil", chunks=[b"Falsches Profil"], now=now, **told)
    shared = add_evidence(cem, fake, name="Bild", chunks=[b"Unser ", b"Bild"], now=now, **told)
    other = keep_incident(cem, fields(now, title="Noch ein Profil"), now=now)
    add_evidence(cem, other, name="Bild", chunks=[b"Unser Bild"], now=now, **told)
    for incident, left in [(fake, {shared.sha256}), (other, set())]:
        close_incident(cem, incident, outcome="Profil gelöscht", now=now)
        with django_capture_on_commit_callbacks(execute=True):
            drop_incident(ben, incident, now=now)
        assert {sha256 for sha256 in (own.sha256, shared.sha256) if path_of(sha256).exists()} == left


def test_evidence_that_is_in_the_library_too_stays_there(cem, ben, fake, now, django_capture_on_commit_callbacks):
    kept = add_evidence(
        cem, fake, name="Bild", url="", seen_at=now, file_name="bild.png", chunks=[b"Unser Bild"], now=now
    )
    Asset.objects.create(
        workspace=cem.workspace, kind="picture", name="Bild", original_path="x", original_sha256=kept.sha256,
        original_bytes=10, uploaded_at=now,
    )  # fmt: skip
    close_incident(cem, fake, outcome="Profil gelöscht", now=now)
    with django_capture_on_commit_callbacks(execute=True):
        drop_incident(ben, fake, now=now)
    assert path_of(kept.sha256).exists()


def test_readers_and_strangers_see_no_incident(signed_in, dora, emil, fake, now):
    assert signed_in(dora).get(AT).status_code == 403
    assert signed_in(emil).get(f"{AT}{fake.pk}/").status_code == 404
    with pytest.raises(Foreign):
        do_step(emil, fake, "keep", note="", now=now)


def test_the_list_shows_what_is_late_and_asks_the_same_however_many_there_are(
    signed_in, cem, fake, clock, django_assert_max_num_queries
):
    for number in range(8):
        keep_incident(cem, fields(clock.now(), title=f"N{number}"), now=clock.now())
    clock.advance(timedelta(hours=3))
    browser = signed_in(cem)
    with django_assert_max_num_queries(14):
        shown = browser.get(AT)
    assert "1 Schritt verspätet" in shown.content.decode()
