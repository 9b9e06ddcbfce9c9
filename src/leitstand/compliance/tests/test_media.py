"""Rights to pictures and films: a record for each, judged by itself and in every post that uses it."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leitstand.compliance.actions.declare import declare
from leitstand.compliance.actions.keep_proof import drop_proof, keep_proof
from leitstand.compliance.actions.remind_of_rights import remind_of_rights
from leitstand.compliance.core.credit import credit
from leitstand.compliance.editing import forbids
from leitstand.compliance.models import Declaration, Proof
from leitstand.compliance.queries import law_here
from leitstand.compliance.subjects import asset_subject
from leitstand.connector_kit import registry
from leitstand.house.actor import Foreign
from leitstand.house.errors import Invalid
from leitstand.house.models import Notification
from leitstand.library.models import Asset

AT = "/w/werk/recht/medien/"


@pytest.fixture
def photo(workspace, now) -> Asset:
    return Asset.objects.create(
        workspace=workspace, kind="picture", name="Halle.jpg", alt_text="Die Halle", state="ready", original_path="x",
        original_sha256="a" * 64, original_bytes=1, sha256="b" * 64, uploaded_at=now,
    )  # fmt: skip


def ids(page) -> dict[str, str]:
    return {one.rule.id: one.level for one, _, _ in page.context["findings"] if not one.asks}


@pytest.mark.guide("G6.7-06")
def test_a_licence_that_is_over_stops_the_picture_and_one_that_ends_soon_is_told(signed_in, ada, photo, now):
    browser, page = signed_in(ada), f"{AT}{photo.pk}/"
    told = {
        "m-licence.type": "contract", "m-licence.proof": "yes", "m-licence.scope": ["social", "edit", "sublicence"],
        "m-asset.shows_person": "no", "m-record.licensor": "Studio Nord", "m-record.author": "Mia Moll",
        "m-record.source": "Auftrag 12",
    }  # fmt: skip
    day = now.date()
    proof = {
        "about": "licence",
        "kind": "contract",
        "what": "Vertrag",
        "value": None,
        "giver": "Studio Nord",
        "on": day,
        "note": "Ordner 12",
    }
    keep_proof(ada, asset_subject(str(photo.pk)), proof, now=now)
    browser.post(page, {**told, "m-licence.ends": (day + timedelta(days=20)).isoformat()})
    assert "LIC-02" not in ids(browser.get(page))
    assert "endet bald" in browser.get(AT).content.decode()
    browser.post(page, {**told, "m-licence.ends": (day - timedelta(days=1)).isoformat()})
    assert any(level == "block" for level in ids(browser.get(page)).values())
    assert "darf nicht verwendet werden" in browser.get(AT).content.decode()


@pytest.mark.guide("G6.7-06")
def test_the_end_of_a_right_is_told_a_month_before_and_when_it_is_over_each_once(ada, photo, clock):
    end = clock.now().date() + timedelta(days=31)
    declare(ada, asset_subject(str(photo.pk)), {"licence.ends": end}, now=clock.now())
    told = [remind_of_rights(now=clock.now())]
    for days in (1, 1, 29, 1, 1):
        clock.advance(timedelta(days=days))
        told.append(remind_of_rights(now=clock.now()))
    assert told == [0, 1, 0, 0, 1, 0]  # thirty days before; the day after its last one
    assert "Halle.jpg" in str(Notification.objects.filter(kind="compliance.right_ends").first().params)


def test_a_child_needs_both_parents_and_whoever_is_shown_needs_to_agree(signed_in, ada, photo):
    browser, page = signed_in(ada), f"{AT}{photo.pk}/"
    told = {"m-licence.type": "own", "m-licence.proof": "yes", "m-asset.shows_person": "yes", "m-asset.ai": "none"}
    browser.post(page, {**told, "m-release.status": "missing"})
    assert ids(browser.get(page)).get("IMG-01") == "block"
    browser.post(
        page, {**told, "m-release.status": "given", "m-release.covers_use": "yes", "m-asset.shows_minor": "yes"}
    )
    assert "IMG-01" not in ids(browser.get(page))
    assert "IMG-03" in {one.rule.id for one, _, _ in browser.get(page).context["findings"]}


@pytest.mark.guide("G6.7-08")
@pytest.mark.parametrize(
    ("facts", "line"),
    [
        (
            {"licence.type": "cc_by", "licence.version": "4.0", "record.author": "Mia Moll", "record.title": "Halle",
             "record.source": "https://bilder.example/1", "asset.edits": ["crop"]},
            "„Halle“, Mia Moll, https://bilder.example/1, CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/deed.de), zugeschnitten",
        ),
        ({"licence.type": "contract", "record.author": "Mia Moll"}, "Foto: Mia Moll"),
        ({"licence.type": "own"}, ""),
    ],
)  # fmt: skip
def test_the_credit_says_what_the_licence_wants(facts, line):
    assert credit(facts) == line


@pytest.mark.guide("G6.7-08")
def test_a_licence_without_commercial_use_is_none_for_a_company(signed_in, ada, photo):
    browser, page = signed_in(ada), f"{AT}{photo.pk}/"
    browser.post(page, {"m-licence.type": "cc_by_nc", "m-licence.version": "4.0", "m-licence.proof": "yes"})
    assert ids(browser.get(page)).get("LIC-05") == "block"


def test_stock_for_editorial_use_only_may_not_advertise(signed_in, ada, photo):
    browser, page = signed_in(ada), f"{AT}{photo.pk}/"
    browser.post(page, {"m-licence.type": "stock_editorial", "m-licence.proof": "yes"})
    assert "LIC-07" in {one.rule.id for one, _, _ in browser.get(page).context["findings"]}


def test_an_unknown_source_is_no_right(signed_in, ada, photo):
    browser, page = signed_in(ada), f"{AT}{photo.pk}/"
    browser.post(page, {"m-licence.type": "none"})
    assert ids(browser.get(page)).get("LIC-01") == "block"


def test_the_record_is_kept_taken_back_and_a_strange_answer_refused(signed_in, ada, photo):
    browser, page = signed_in(ada), f"{AT}{photo.pk}/"
    browser.post(page, {"m-licence.type": "own", "m-record.author": "Tobias"})
    facts = Declaration.objects.get().facts
    assert (facts["licence.type"], facts["record.author"]) == ("own", "Tobias")
    # Boxes that were shown and left empty say nothing; "none of these" has a box of its own.
    assert "asset.edits" not in facts
    assert browser.post(page, {"m-licence.type": "stolen"}).status_code == 422
    browser.post(page, {})
    assert not {"licence.type", "record.author"} & set(Declaration.objects.get().facts)


def test_readers_read_strangers_find_nothing_and_the_list_asks_the_same(
    signed_in, dora, emil, photo, workspace, now, django_assert_max_num_queries
):
    for number in range(10):
        Asset.objects.create(
            workspace=workspace, kind="picture", name=f"{number}", state="ready", original_path="x",
            original_sha256=f"{number:064}", original_bytes=1, sha256=f"{number:064}", uploaded_at=now,
        )  # fmt: skip
    browser = signed_in(dora)
    with django_assert_max_num_queries(13):
        assert browser.get(AT).status_code == 200
    assert browser.post(f"{AT}{photo.pk}/", {}).status_code == 403
    assert signed_in(emil).get(f"{AT}{photo.pk}/").status_code == 404


@pytest.mark.guide("G6.7-04")
def test_the_editor_cuts_no_picture_whose_author_allows_no_change_and_says_what_to_do(signed_in, ada, photo, now):
    Asset.objects.filter(pk=photo.pk).update(mime="image/jpeg", width=64, height=48, bytes=1)
    subject, browser = asset_subject(str(photo.pk)), signed_in(ada)
    cut = {"shape": "1:1", "focus_x": "50", "focus_y": "50"}
    for told in ({"licence.edits_allowed": "none"}, {"licence.edits_allowed": None, "licence.type": "cc_by_nd"}):
        declare(ada, subject, told, now=now)
        page = browser.post(f"/w/werk/mediathek/{photo.pk}/zuschneiden/", cut, follow=True)
        assert "§ 14 UrhG" in page.content.decode()
        assert not photo.renditions.exists()
    declare(ada, subject, {"licence.edits_allowed": "crop", "licence.type": "contract"}, now=now)
    assert forbids(photo, "crop") == ""
    assert forbids(photo, "filter") != ""


def test_the_networks_a_licence_may_name_are_those_of_the_product():
    written = {one.slug for one in registry.manifests() if not one.is_source} - {"rehearsal"}
    for name in ("licence.networks", "release.networks"):
        assert {choice.id for choice in law_here().vocabulary[name].choices} == written


TERMS = b"%PDF-1.7 Standard licence, read on the day"


def a_proof(**more):
    told = {"kind": "stock_standard", "on": "2026-11-01", "what": "Lizenz 4711", "giver": "Agentur Nord", "note": ""}
    return told | {"file": SimpleUploadedFile("lizenz.pdf", TERMS, content_type="application/pdf")} | more


def test_a_proof_lies_unchanged_under_its_hash_and_tells_the_right_until_it_is_deleted(
    signed_in, ada, emil, photo, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_FOLDER = tmp_path
    browser, page = signed_in(ada), f"{AT}{photo.pk}/"
    assert browser.post(f"{page}beleg/", a_proof(file="", note="")).status_code == 422
    assert browser.post(f"{page}beleg/", a_proof(kind="none")).status_code == 422
    assert signed_in(emil).post(f"{page}beleg/", a_proof()).status_code == 404
    assert browser.post(f"{page}beleg/", a_proof()).status_code == 302
    kept = Proof.objects.get()
    assert kept.sha256 == hashlib.sha256(TERMS).hexdigest()
    told = Declaration.objects.get(subject=asset_subject(str(photo.pk))).facts
    assert (told["licence.proof"], told["licence.type"]) == (True, "stock_standard")
    assert b"".join(browser.get(f"/w/werk/recht/nachweise/{kept.pk}/").streaming_content) == TERMS
    assert "lizenz.pdf" in browser.get(page).content.decode()
    assert "Lizenz 4711" in browser.get("/w/werk/recht/nachweise/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(f"/w/werk/recht/nachweise/{kept.pk}/loeschen/")
    assert answer.url == page
    assert "licence.proof" not in Declaration.objects.get(subject=asset_subject(str(photo.pk))).facts
    assert browser.get(f"/w/werk/recht/nachweise/{kept.pk}/").status_code == 404


def test_a_right_is_proved_at_its_file_and_nowhere_else(ada, photo, now):
    fields = {"kind": "own", "what": "Foto", "value": None, "giver": "Wir", "on": now.date(), "note": "Eigene Aufnahme"}
    with pytest.raises(Foreign):
        keep_proof(ada, "item:1", {**fields, "about": "licence"}, now=now)
    with pytest.raises(Foreign):
        keep_proof(ada, asset_subject(str(photo.pk)), {**fields, "about": "permission", "kind": "brand"}, now=now)


def test_nobody_proves_a_licence_by_saying_yes(signed_in, ada, photo, now):
    browser, page = signed_in(ada), f"{AT}{photo.pk}/"
    whole = {"m-record.author": "Mia Moll", "m-record.source": "https://bilder.example/1", "m-licence.version": "4.0"}
    browser.post(page, {"m-licence.type": "cc_by", "m-licence.proof": "yes", **whole})
    assert "licence.proof" not in Declaration.objects.get().facts
    assert ids(browser.get(page)).get("REC-01") == "block"


@pytest.mark.parametrize("kind", ["stock_standard", "stock_editorial", "free_portal"])
def test_terms_that_others_can_change_are_kept_as_a_file(ada, photo, now, kind):
    fields = {
        "about": "licence", "kind": kind, "what": "Bild 1", "value": None, "giver": "Agentur", "on": now.date(), "note": "steht im Netz",
    }  # fmt: skip
    with pytest.raises(Invalid) as refused:
        keep_proof(ada, asset_subject(str(photo.pk)), fields, now=now)
    assert set(refused.value.errors) == {"file"}


def test_a_proof_that_goes_does_not_set_back_what_the_record_says(ada, photo, now):
    subject = asset_subject(str(photo.pk))
    fields = {
        "about": "licence",
        "what": "Foto",
        "value": None,
        "giver": "Mia Moll",
        "on": now.date(),
        "note": "Ordner 1",
    }
    first = keep_proof(ada, subject, {**fields, "kind": "contract"}, now=now)
    keep_proof(ada, subject, {**fields, "kind": "employee"}, now=now)
    declare(ada, subject, {"licence.type": "own"}, now=now)
    drop_proof(ada, first, now=now)
    facts = Declaration.objects.get(subject=subject).facts
    assert (facts["licence.type"], facts["licence.proof"], facts["record.licensor"]) == ("own", True, "Mia Moll")


@pytest.mark.guide("G6.7-02")
def test_the_author_is_asked_for_the_release_without_anybody_thinking_of_it(signed_in, ada, photo, now):
    browser, page, subject = signed_in(ada), f"{AT}{photo.pk}/", asset_subject(str(photo.pk))
    declare(ada, subject, {"licence.type": "employee", "record.author": "Tobias"}, now=now)
    assert ids(browser.get(page)).get("LIC-14") == "warn"
    declare(ada, subject, {"record.released": True}, now=now)
    assert "LIC-14" not in ids(browser.get(page))


def test_a_crop_made_before_it_was_forbidden_is_found_in_the_record(signed_in, ada, photo, now):
    declare(
        ada,
        asset_subject(str(photo.pk)),
        {"licence.type": "contract", "licence.edits_allowed": "none", "asset.edits": []},
        now=now,
    )
    browser, page = signed_in(ada), f"{AT}{photo.pk}/"
    assert "LIC-12" not in ids(browser.get(page))
    photo.renditions.create(
        workspace=photo.workspace, recipe={"box": {"left": 0, "top": 0, "width": 9, "height": 9}}, recipe_key="k", path="x",
        sha256="c" * 64, mime="image/jpeg", bytes=1, width=9, height=9, made_at=now,
    )  # fmt: skip
    assert ids(browser.get(page)).get("LIC-12") == "block"
