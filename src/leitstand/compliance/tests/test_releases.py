"""The register of people on pictures: verbs, pages, the form to sign, what is told, and how it is forgotten."""

import hashlib
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leitstand.compliance.actions.declare import declare
from leitstand.compliance.actions.keep_picture_release import ReleaseFields, drop_picture_release, keep_picture_release
from leitstand.compliance.actions.see_person import see_exempt, see_person
from leitstand.compliance.actions.withdraw_release import watch_releases, withdraw_release
from leitstand.compliance.models import PersonSeen, PictureRelease, Takedown
from leitstand.compliance.subjects import asset_subject
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.core.taking_out import sought
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import AuditEntry, Notification
from leitstand.house.outsiders import search
from leitstand.house.retention import kind_of
from leitstand.library.models import Asset
from leitstand.library.usage import Usage

AT, RIGHTS = "/w/werk/recht/bildnisse/", "/w/werk/recht/medien/"
NASTY = "<script>alert(1)</script> 👩‍🏭 עדה"


def fields(**more) -> ReleaseFields:
    told: ReleaseFields = {
        "name": "Mara Ölmez", "contact_way": "", "kind": "adult", "born_on": None, "guardians": "", "parents": "none",
        "child_signed": False, "purposes": ["social"], "networks": [], "starts": None, "ends": None, "fee": "",
        "signed_on": date(2026, 1, 10), "form_version": "", "is_informed": False, "only_while_employed": False,
        "left_on": None, "note": "",
    }  # fmt: skip
    return {**told, **more}  # type: ignore[typeddict-item]


CHILD = {"name": "Mia", "kind": "minor", "born_on": "2014-05-01", "guardians": "Jo und Kim Öz", "parents": "all"}


def form(**more) -> dict[str, object]:
    return {"name": "Mara Ölmez", "kind": "adult", "purposes": ["social"], "signed_on": "2026-01-10", **more}


@pytest.fixture
def photo(workspace, now) -> Asset:
    return make_photo(workspace, now)


def make_photo(workspace, now, name="Halle.jpg") -> Asset:
    return Asset.objects.create(
        workspace=workspace, kind="picture", name=name, alt_text="Die Halle", state="ready", original_path="x",
        original_sha256="a" * 64, original_bytes=1, sha256="b" * 64, uploaded_at=now,
    )  # fmt: skip


@pytest.fixture
def live(monkeypatch):
    """Let every picture stand in one published post."""

    def find(_workspace, assets):
        for one in assets:
            yield Usage(
                one,
                "Sommerfest (Mastodon)",
                "/w/werk/x/",
                "published",
                False,
                f"publication:{one}",
                "https://n.example/1",
            )

    monkeypatch.setattr("leitstand.library.usage._finders", [find])


def blocked(page) -> set[str]:
    return {one.rule.id for one, _, _ in page.context["findings"] if one.level == "block" and not one.asks}


# ── keeping ──────────────────────────────────────────────────────────────────


def test_a_release_is_entered_with_its_signed_form_and_handed_out_unchanged(signed_in, ada):
    browser, bytes_ = signed_in(ada), b"%PDF-unterschrieben"
    answer = browser.post(f"{AT}neu/", form(file=SimpleUploadedFile("formular.pdf", bytes_)))
    kept_one = PictureRelease.objects.get()
    assert answer["Location"] == f"{AT}{kept_one.pk}/"
    assert kept_one.sha256 == hashlib.sha256(bytes_).hexdigest()
    file = browser.get(f"{AT}{kept_one.pk}/datei/")
    assert b"".join(file.streaming_content) == bytes_
    assert file["Content-Disposition"].startswith("attachment")
    assert AuditEntry.objects.get(verb="compliance.keep_picture_release").subject == f"#{kept_one.pk}"  # no name


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"kind": "ghost"}, "kind"),
        ({"purposes": []}, "purposes"),
        ({"purposes": ["everything"]}, "purposes"),
        ({"kind": "minor"}, "born_on"),
        ({"kind": "minor", "born_on": date(2027, 1, 1)}, "born_on"),
        ({"born_on": date(2014, 5, 1)}, "kind"),
        ({"kind": "minor", "born_on": date(2014, 5, 1), "parents": "all"}, "guardians"),
        ({"starts": date(2026, 12, 2), "ends": date(2026, 12, 1)}, "ends"),
        ({"signed_on": date(2026, 11, 3)}, "signed_on"),
        ({"name": "x" * 161}, "name"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(ada, now, wrong, field):
    with pytest.raises(Invalid) as refused:
        keep_picture_release(ada, fields(**wrong), now=now)
    assert set(refused.value.errors) == {field}
    assert not PictureRelease.objects.exists()


def test_guests_and_strangers_keep_and_see_nothing(signed_in, ada, dora, emil, photo, now):
    release = keep_picture_release(ada, fields(), now=now)
    with pytest.raises(NotAllowed):
        keep_picture_release(dora, fields(), now=now)
    for verb in (
        lambda: see_person(emil, photo, release, now=now),
        lambda: withdraw_release(emil, release, on=now.date(), note="", now=now),
        lambda: drop_picture_release(emil, release, now=now),
    ):
        with pytest.raises(Foreign):
            verb()
    assert signed_in(dora).get(AT).status_code == 403
    assert signed_in(emil).get(f"{AT}{release.pk}/").status_code in (403, 404)


def test_a_name_is_shown_as_it_is_and_never_run(signed_in, ada, photo, now):
    release = keep_picture_release(ada, fields(name=NASTY, note=NASTY, guardians=NASTY, fee=NASTY), now=now)
    see_person(ada, photo, release, now=now)
    see_exempt(ada, photo, who=NASTY, exception="accessory", reason=NASTY, now=now)
    browser = signed_in(ada)
    for address in (AT, f"{AT}{release.pk}/", f"{AT}{release.pk}/formular/", f"{RIGHTS}{photo.pk}/"):
        text = browser.get(address).content.decode()
        assert "👩‍🏭" in text
        assert "<script>alert" not in text


# ── on the record of a picture ───────────────────────────────────────────────


@pytest.mark.guide("G6.7-10")
def test_a_child_in_a_picture_needs_all_parents_and_from_fourteen_its_own_signature(signed_in, ada, photo, now, clock):
    browser, page = signed_in(ada), f"{RIGHTS}{photo.pk}/"
    declare(ada, asset_subject(str(photo.pk)), {"licence.type": "own", "asset.ai": "none"}, now=now)
    browser.post(f"{AT}neu/", form(**CHILD | {"parents": "one"}))
    release = PictureRelease.objects.get()
    browser.post(f"{page}personen/", {"release": release.pk})
    assert blocked(browser.get(page)) == {"IMG-03"}
    browser.post(f"{AT}{release.pk}/", form(**CHILD))
    assert blocked(browser.get(page)) == set()
    browser.post(f"{AT}{release.pk}/", form(**CHILD | {"born_on": "2012-11-01"}))
    assert blocked(browser.get(page)) == {"IMG-03"}
    browser.post(f"{AT}{release.pk}/", form(**CHILD | {"born_on": "2012-11-01", "child_signed": "on"}))
    assert blocked(browser.get(page)) == set()


def test_two_people_on_one_picture_each_count_and_the_record_asks_no_more_what_the_register_tells(
    signed_in, ada, photo, now
):
    browser, page = signed_in(ada), f"{RIGHTS}{photo.pk}/"
    assert "m-release.status" in browser.get(page).content.decode()
    signed = keep_picture_release(ada, fields(), now=now)
    unsigned = keep_picture_release(ada, fields(name="Ben Ost", signed_on=None), now=now)
    for one in (signed, unsigned, unsigned):
        browser.post(f"{page}personen/", {"release": one.pk})
    shown = browser.get(page)
    assert PersonSeen.objects.count() == 2
    assert "m-release.status" not in shown.content.decode()
    assert "IMG-01" in blocked(shown)
    browser.post(f"{page}personen/{PersonSeen.objects.get(release=unsigned).pk}/")
    assert "IMG-01" not in blocked(browser.get(page))


def test_an_exception_needs_its_reason_and_loses_nothing_typed(signed_in, ada, photo):
    browser, page = signed_in(ada), f"{RIGHTS}{photo.pk}/personen/ausnahme/"
    refused = browser.post(page, {"who": "Marktgast", "exception": "accessory", "reason": " "})
    assert refused.status_code == 422
    assert "Marktgast" in refused.content.decode()
    browser.post(page, {"who": "Marktgast", "exception": "accessory", "reason": "Weit hinten, der Markt ist das Motiv"})
    assert PersonSeen.objects.get().exception == "accessory"
    assert browser.post(f"{RIGHTS}{photo.pk}/personen/", {"release": "12²"}).status_code == 404


# ── withdrawal and end ───────────────────────────────────────────────────────


def test_a_withdrawal_lists_each_live_post_once_with_its_link_until_it_is_ticked(signed_in, ada, ben, photo, now, live):
    release = keep_picture_release(ada, fields(), now=now)
    see_person(ada, photo, release, now=now)
    browser = signed_in(ada)
    answer = browser.post(f"{AT}{release.pk}/widerrufen/", {"on": "2026-11-02", "note": "per Telefon"}, follow=True)
    text = answer.content.decode()
    assert "https://n.example/1" in text
    assert "Sommerfest (Mastodon)" in text
    assert "1 Beitrag zu entfernen" in browser.get(f"{AT}?show=takedown").content.decode()
    assert Notification.objects.filter(kind="compliance.take_down", person=ben.person).count() == 1
    task = Takedown.objects.get()
    browser.post(f"{AT}{release.pk}/beitrag/{task.pk}/")
    assert "Alle sind entfernt" in browser.get(f"{AT}{release.pk}/").content.decode()
    browser.post(f"{AT}{release.pk}/beitrag/{task.pk}/", {"again": "1"})
    assert Takedown.objects.get().done_at is None
    assert watch_releases(now=now) == 0
    with pytest.raises(Impossible):
        withdraw_release(ada, release, on=now.date(), note="", now=now)
    with pytest.raises(Impossible):
        keep_picture_release(ada, fields(), release=release, now=now)


def test_a_withdrawal_is_not_noted_for_a_day_to_come(signed_in, ada, now):
    release = keep_picture_release(ada, fields(), now=now)
    refused = signed_in(ada).post(f"{AT}{release.pk}/widerrufen/", {"on": "2026-11-03", "note": "später"})
    assert refused.status_code == 422
    assert "später" in refused.content.decode()
    release.refresh_from_db()
    assert release.withdrawn_on is None


def test_the_end_of_a_release_is_told_a_month_before_and_when_it_is_over_each_once(ada, photo, clock, live):
    last = clock.now().date() + timedelta(days=31)
    see_person(ada, photo, keep_picture_release(ada, fields(ends=last), now=clock.now()), now=clock.now())
    told = [watch_releases(now=clock.now())]
    for days in (1, 1, 29, 1, 1):
        clock.advance(timedelta(days=days))
        told.append(watch_releases(now=clock.now()))
    assert told == [0, 1, 0, 0, 2, 0]  # thirty days before; the day after: that it is over, and what is live
    assert Takedown.objects.count() == 1
    assert "Ölmez" not in str(list(Notification.objects.values_list("params", flat=True)))


def test_what_the_parents_signed_alone_is_told_before_the_child_comes_of_age(ada, clock):
    keep_picture_release(
        ada, fields(kind="minor", born_on=date(2008, 11, 20), guardians="Jo Öz", parents="sole"), now=clock.now()
    )
    assert watch_releases(now=clock.now()) == 1
    assert Notification.objects.filter(kind="compliance.release_ends").first().params["day"] == "19.11.2026"


# ── pages ────────────────────────────────────────────────────────────────────


def test_the_register_shows_all_or_those_that_matter_now(signed_in, ada, now):
    soon = fields(name="Endet Bald", ends=date(2026, 11, 20))
    child = fields(name="Mia Kind", kind="minor", born_on=date(2014, 5, 1), guardians="Jo", parents="all")
    taken_back = keep_picture_release(ada, fields(name="Zurück Genommen"), now=now)
    for one in (soon, child, fields(name="Alles Gut")):
        keep_picture_release(ada, one, now=now)
    withdraw_release(ada, taken_back, on=now.date(), note="", now=now)
    browser = signed_in(ada)
    names = ("Endet Bald", "Mia Kind", "Zurück Genommen", "Alles Gut")
    for show, seen in (
        ("", names), ("ending", names[:1]), ("minors", names[1:2]), ("withdrawn", names[2:3]), ("takedown", ()), ("x", names),
    ):  # fmt: skip
        text = browser.get(f"{AT}?show={show}").content.decode()
        assert {name for name in names if name in text} == set(seen), show


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, ("freiwillig", "Art. 7 Abs. 3 DSGVO", "Unterschrift")),
        (
            {"kind": "minor", "born_on": date(2014, 5, 1)},
            ("Sorgeberechtigte Person 2", "Kind (ab 14 Jahren)", "§ 22 KUG"),
        ),
        (
            {"kind": "employee"},
            ("§ 26 Abs. 2 BDSG", "keine Bedingung für das Arbeitsverhältnis", "Art. 7 Abs. 3 DSGVO"),
        ),
        ({"kind": "employee", "only_while_employed": True}, ("solange das Arbeitsverhältnis besteht",)),
    ],
)
def test_the_form_to_sign_says_what_the_law_wants_for_this_person(signed_in, ada, now, more, words):
    release = keep_picture_release(ada, fields(networks=["mastodon"], **more), now=now)
    text = signed_in(ada).get(f"{AT}{release.pk}/formular/").content.decode()
    assert all(word in text for word in (*words, "Mara Ölmez", "Mastodon", "Beiträge in sozialen Medien")), words


def test_the_pages_ask_the_database_no_more_the_more_there_is(
    signed_in, ada, photo, now, django_assert_max_num_queries
):
    browser = signed_in(ada)
    for number in range(12):
        release = keep_picture_release(ada, fields(name=f"Person {number}"), now=now)
        see_person(ada, photo, release, now=now)
        see_person(ada, make_photo(ada.workspace, now, f"{number}.jpg"), release, now=now)
    for address, most in ((AT, 16), (f"{AT}{release.pk}/", 16), (f"{RIGHTS}{photo.pk}/", 25), (RIGHTS, 16)):
        browser.get(address)
        with django_assert_max_num_queries(most):
            assert browser.get(address).status_code == 200


# ── forgetting ───────────────────────────────────────────────────────────────


def test_a_release_a_picture_leans_on_stays_and_is_deleted_once_nothing_does(signed_in, ada, photo, now):
    release = keep_picture_release(ada, fields(), now=now)
    seen = see_person(ada, photo, release, now=now)
    with pytest.raises(Impossible):
        drop_picture_release(ada, release, now=now)
    (hit,) = [one for one in search(ada.workspace, sought("Mara Ölmez")) if isinstance(one.row, PictureRelease)]
    assert "Art. 17" in str(hit.stays)
    signed_in(ada).post(f"{RIGHTS}{photo.pk}/personen/{seen.pk}/")
    (hit,) = [one for one in search(ada.workspace, sought("Mara Ölmez")) if isinstance(one.row, PictureRelease)]
    assert not hit.stays
    signed_in(ada).post(f"{AT}{release.pk}/loeschen/")
    assert not PictureRelease.objects.exists()


def test_releases_that_are_over_go_by_themselves_after_three_years_unless_a_picture_leans_on_them(ada, photo, clock):
    now = clock.now()
    ended = keep_picture_release(ada, fields(name="Alt", ends=date(2026, 11, 1)), now=now)
    shown = keep_picture_release(ada, fields(name="Zu sehen", ends=date(2026, 11, 1)), now=now)
    open_one = keep_picture_release(ada, fields(name="Gilt noch"), now=now)
    see_person(ada, photo, shown, now=now)
    rule = kind_of("compliance.releases")
    clock.advance(timedelta(days=1000))
    assert rule.sweep(ada.workspace, clock.now() - timedelta(days=rule.days), clock.now()) == 0
    clock.advance(timedelta(days=100))
    assert rule.sweep(ada.workspace, clock.now() - timedelta(days=rule.days), clock.now()) == 1
    assert set(PictureRelease.objects.all()) == {shown, open_one}
    assert not PictureRelease.objects.filter(pk=ended.pk).exists()
