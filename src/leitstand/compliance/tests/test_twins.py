"""A picture that is in the library already is recognised, and its record cannot be got round by uploading it again."""

from datetime import date, timedelta
from random import Random

import pytest
from PIL import Image

from leitstand.compliance.actions.compare_twins import compare_twins
from leitstand.compliance.actions.declare import declare
from leitstand.compliance.actions.keep_picture_release import keep_picture_release
from leitstand.compliance.actions.keep_proof import drop_proof, keep_proof
from leitstand.compliance.actions.see_person import see_person, unsee_person
from leitstand.compliance.events import JudgementChanged
from leitstand.compliance.models import PersonSeen, Proof, Twin
from leitstand.compliance.queries import told_about
from leitstand.compliance.queries.shared import sharing
from leitstand.compliance.subjects import asset_subject
from leitstand.compliance.tests.test_releases import fields as release_fields
from leitstand.house import events
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Impossible
from leitstand.library import files
from leitstand.library.actions.delete_asset import delete_asset
from leitstand.library.actions.look_at import look_at
from leitstand.library.actions.restore_asset import restore_asset
from leitstand.library.actions.take_in import take_in
from leitstand.library.models import Asset

AT = "/w/werk/recht/medien/"
CONTRACT = {
    "about": "licence", "kind": "contract", "what": "Auftrag 12", "value": None, "giver": "Mia Moll", "on": date(2026, 11, 2),
    "note": "Ordner 12",
}  # fmt: skip


def record(asset: Asset) -> dict[str, object]:
    subject = asset_subject(str(asset.pk))
    return dict(told_about(asset.workspace_id, [subject]).get(subject, {}))


def shot(owner, now, name: str, *, seed: int = 1, size: tuple[int, int] = (640, 480), kind: str = "PNG") -> Asset:
    path = files.new_file()
    noise = Image.frombytes("L", (16, 12), Random(seed).randbytes(192))
    noise.resize(size, Image.Resampling.BICUBIC).convert("RGB").save(path, kind)
    return take_in(owner, path, name=name, now=now)


@pytest.fixture
def pair(owner, now, settings, tmp_path):
    settings.MEDIA_FOLDER = tmp_path
    return shot(owner, now, "halle.png"), shot(owner, now + timedelta(days=1), "web.jpg", size=(320, 240), kind="JPEG")


def ids(page) -> dict[str, str]:
    return {one.rule.id: one.level for one, _, _ in page.context["findings"] if not one.asks}


@pytest.mark.guide("G6.7-09")
def test_a_copy_is_stopped_until_somebody_compares_it_and_then_lives_by_the_first_record(signed_in, ada, pair, now):
    first, copy = pair
    browser, page = signed_in(ada), f"{AT}{copy.pk}/"
    fields = {
        "about": "licence", "kind": "contract", "what": "Auftrag 12", "value": None, "giver": "Mia Moll", "on": now.date(),
        "note": "Ordner 12",
    }  # fmt: skip
    keep_proof(ada, asset_subject(str(first.pk)), fields, now=now)
    ended = {"record.author": "Mia Moll", "record.source": "Auftrag 12", "licence.ends": now.date() - timedelta(days=9)}
    declare(ada, asset_subject(str(first.pk)), {**ended, "licence.scope": ["social"]}, now=now)
    declare(ada, asset_subject(str(copy.pk)), {"licence.type": "own"}, now=now)  # a claim that is not true
    assert ids(browser.get(page)).get("LIC-13") == "block"
    assert "LIC-13" not in ids(browser.get(f"{AT}{first.pk}/"))
    twin = Twin.objects.get()
    browser.post(f"{page}gleiche/{twin.pk}/", {"decision": "same"})
    found = ids(browser.get(page))
    assert "LIC-13" not in found
    assert found.get("LIC-02") == "block"
    told = told_about(copy.workspace_id, [asset_subject(str(copy.pk))])[asset_subject(str(copy.pk))]
    assert (told["licence.type"], told["licence.proof"], told["record.author"]) == ("contract", True, "Mia Moll")


@pytest.mark.guide("G6.7-09")
def test_another_picture_that_looks_alike_is_noted_with_name_and_day_and_can_be_decided_anew(signed_in, ada, pair, now):
    _first, copy = pair
    for one in pair:
        declare(ada, asset_subject(str(one.pk)), {"licence.type": "own"}, now=now)
    browser, page, twin = signed_in(ada), f"{AT}{copy.pk}/", Twin.objects.get()
    assert browser.post(f"{page}gleiche/{twin.pk}/", {"decision": "perhaps"}).status_code == 302
    assert ids(browser.get(page)).get("LIC-13") == "block"
    browser.post(f"{page}gleiche/{twin.pk}/", {"decision": "other"})
    shown = browser.get(page)
    assert "LIC-13" not in ids(shown)
    assert "Ada" in shown.content.decode()
    browser.post(f"{page}gleiche/{twin.pk}/", {"decision": "same"})
    assert Twin.objects.get().decision == "same"


def test_what_is_changed_in_a_shared_record_counts_for_both(ada, pair, now):
    first, copy = pair
    declare(ada, asset_subject(str(first.pk)), {"licence.type": "contract", "licence.scope": ["social"]}, now=now)
    declare(ada, asset_subject(str(copy.pk)), {"release.status": "given", "asset.edits": ["crop"]}, now=now)
    compare_twins(ada, Twin.objects.get(), "same", now=now)
    release = keep_picture_release(ada, release_fields(), now=now)
    see_person(ada, copy, release, now=now)
    declare(ada, asset_subject(str(copy.pk)), {"licence.ends": "2026-12-24"}, now=now)
    keep_proof(ada, asset_subject(str(copy.pk)), CONTRACT, now=now)
    told = {one: record(one) for one in pair}
    for one in pair:
        assert (told[one]["licence.ends"], told[one]["licence.proof"]) == ("2026-12-24", True)
        assert told[one]["licence.scope"] == ["social"]
        assert PersonSeen.objects.filter(asset=one, release=release).count() == 1
        assert Proof.objects.filter(subject=asset_subject(str(one.pk))).count() == 1
    # What was done to a file is its own; what the copy claimed before is gone.
    assert (told[copy]["asset.edits"], told[first].get("asset.edits")) == (["crop"], None)
    assert "release.status" not in told[copy]

    unsee_person(ada, PersonSeen.objects.get(asset=first), now=now)
    drop_proof(ada, Proof.objects.filter(subject=asset_subject(str(first.pk))).get(), now=now)
    assert not PersonSeen.objects.exists()
    assert not Proof.objects.exists()
    assert [record(one).get("licence.proof") for one in pair] == [None, None]


def test_a_change_of_the_first_has_what_waits_with_the_copy_judged_anew(ada, pair, now, monkeypatch):
    first, _copy = pair
    declare(ada, asset_subject(str(first.pk)), {"licence.type": "own"}, now=now)
    compare_twins(ada, Twin.objects.get(), "same", now=now)
    heard: list[str] = []
    monkeypatch.setitem(events._handlers, JudgementChanged, [lambda event: heard.append(event.subject)])
    declare(ada, asset_subject(str(first.pk)), {"licence.type": "none"}, now=now)
    assert set(heard) == {asset_subject(str(one.pk)) for one in pair}


def test_a_third_file_shares_through_the_second_and_a_deleted_first_leaves_the_record(owner, ada, pair, now):
    first, copy = pair
    third = shot(owner, now + timedelta(days=2), "klein.png", size=(160, 120))
    declare(ada, asset_subject(str(first.pk)), {"licence.type": "own"}, now=now)
    compare_twins(ada, Twin.objects.get(asset=copy, other=first), "same", now=now)
    compare_twins(ada, Twin.objects.get(asset=third, other=copy), "same", now=now)
    assert set(sharing(ada.workspace.pk, first.pk)) == {copy.pk, third.pk}
    declare(ada, asset_subject(str(third.pk)), {"record.author": "Mia Moll"}, now=now)
    assert record(first)["record.author"] == "Mia Moll"
    Asset.objects.filter(pk=first.pk).delete()
    assert (record(copy)["licence.type"], record(copy)["record.author"]) == ("own", "Mia Moll")


def test_files_told_apart_later_keep_what_is_on_record_of_each(
    signed_in, ada, pair, now, django_capture_on_commit_callbacks
):
    first, copy = pair
    fields = {**CONTRACT, "kind": "stock_standard", "note": ""}
    kept = keep_proof(ada, asset_subject(str(first.pk)), fields, file_name="agb.pdf", chunks=[b"%PDF terms"], now=now)
    compare_twins(ada, Twin.objects.get(), "same", now=now)
    compare_twins(ada, Twin.objects.get(), "same", now=now)
    (mine,) = Proof.objects.filter(subject=asset_subject(str(copy.pk)))
    assert mine.sha256 == kept.sha256
    compare_twins(ada, Twin.objects.get(), "other", now=now)
    declare(ada, asset_subject(str(first.pk)), {"licence.type": "none"}, now=now)
    with django_capture_on_commit_callbacks(execute=True):
        drop_proof(ada, kept, now=now)
    assert record(copy)["licence.type"] == "stock_standard"
    handed = signed_in(ada).get(f"/w/werk/recht/nachweise/{mine.pk}/")
    assert b"".join(handed.streaming_content) == b"%PDF terms"


def test_both_pages_say_that_the_record_is_shared(signed_in, ada, pair, now):
    first, copy = pair
    declare(ada, asset_subject(str(first.pk)), {"licence.type": "own"}, now=now)
    compare_twins(ada, Twin.objects.get(), "same", now=now)
    browser = signed_in(ada)
    assert f"{AT}{copy.pk}/" in browser.get(f"{AT}{first.pk}/").content.decode()
    assert f"{AT}{first.pk}/" in browser.get(f"{AT}{copy.pk}/").content.decode()


def test_a_mirrored_copy_is_found(owner, now, settings, tmp_path):
    settings.MEDIA_FOLDER = tmp_path
    first = shot(owner, now, "halle.png")
    path = files.new_file()
    noise = Image.frombytes("L", (16, 12), Random(1).randbytes(192)).resize((640, 480), Image.Resampling.BICUBIC)
    noise.transpose(Image.Transpose.FLIP_LEFT_RIGHT).convert("RGB").save(path, "JPEG")
    turned = take_in(owner, path, name="gespiegelt.jpg", now=now + timedelta(days=1))
    assert [(one.asset_id, one.other_id) for one in Twin.objects.all()] == [(turned.pk, first.pk)]


def test_a_twin_that_was_deleted_or_replaced_holds_up_nothing(ada, pair, now):
    first, copy = pair
    subject = asset_subject(str(copy.pk))
    assert told_about(copy.workspace_id, [subject])[subject]["record.twin_open"] is True
    Asset.objects.filter(pk=first.pk).update(deleted_at=now)
    assert subject not in told_about(copy.workspace_id, [subject])


def test_other_pictures_other_workspaces_and_readers_have_nothing_to_do_with_it(
    signed_in, owner, ada, dora, emil, pair, now
):
    _first, copy = pair
    stranger = shot(owner, now, "anders.png", seed=77)
    assert not Twin.objects.filter(asset=stranger).exists()
    twin = Twin.objects.get()
    assert signed_in(emil).post(f"{AT}{copy.pk}/gleiche/{twin.pk}/", {"decision": "other"}).status_code == 404
    with pytest.raises(NotAllowed):
        compare_twins(dora, twin, "other", now=now)
    with pytest.raises(Foreign):
        compare_twins(emil, twin, "other", now=now)


def test_it_does_not_matter_which_of_two_is_looked_at_first(owner, pair, now):
    first, copy = pair
    Twin.objects.all().delete()
    Asset.objects.update(looks_across=None, looks_down=None)
    look_at(Asset.objects.get(pk=copy.pk), now=now)
    assert not Twin.objects.exists()
    look_at(Asset.objects.get(pk=first.pk), now=now)
    look_at(Asset.objects.get(pk=copy.pk), now=now)
    assert [(one.asset_id, one.other_id) for one in Twin.objects.all()] == [(copy.pk, first.pk)]


def test_what_comes_back_from_the_trash_is_compared_with_what_came_meanwhile(owner, now, settings, tmp_path):
    settings.MEDIA_FOLDER = tmp_path
    first = shot(owner, now, "halle.png")
    delete_asset(owner, first, now=now)
    copy = shot(owner, now + timedelta(days=1), "web.jpg", size=(320, 240), kind="JPEG")
    assert not Twin.objects.exists()
    restore_asset(owner, Asset.objects.get(pk=first.pk), now=now)
    assert Twin.objects.get().asset_id == copy.pk


def test_an_empty_record_frees_no_copy(ada, pair, now):
    first, _copy = pair
    with pytest.raises(Impossible) as refused:
        compare_twins(ada, Twin.objects.get(), "same", now=now)
    assert refused.value.code == "no_record"
    declare(ada, asset_subject(str(first.pk)), {"licence.type": "own"}, now=now)
    compare_twins(ada, Twin.objects.get(), "same", now=now)
