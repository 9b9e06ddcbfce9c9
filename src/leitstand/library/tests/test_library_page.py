"""The library shows, finds, describes, replaces and deletes; files are handed out only inside their workspace."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from leitstand.house.errors import Impossible
from leitstand.library import files
from leitstand.library.actions.delete_asset import delete_asset
from leitstand.library.actions.prepare_video import prepare_video
from leitstand.library.actions.take_in import take_in
from leitstand.library.models import Asset
from leitstand.library.tests import making
from leitstand.library.usage import Usage, _finders

PAGE = "/w/werk/mediathek/"


@pytest.fixture
def asset(ada, now):
    return take_in(ada, making.workshop(making.jpeg()), name="Werkhalle.jpg", now=now, alt_text="Die Halle")


@pytest.fixture
def used(asset):
    """The file stands in a post."""

    def find(workspace, assets):
        return [Usage(str(asset.pk), "Tag der offenen Tür", "/w/werk/", "scheduled", can_change=True)]

    _finders.append(find)
    yield
    _finders.remove(find)


def sent(data, name="bild.jpg"):
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def test_a_file_is_uploaded_and_its_card_comes_back(signed_in, ada):
    answer = signed_in(ada).post(f"{PAGE}hochladen/", {"file": sent(making.jpeg(), "Messestand.jpg")})
    assert answer.status_code == 201
    assert "Messestand" in answer.content.decode()


def test_what_cannot_be_used_says_why_at_the_file(signed_in, ada):
    answer = signed_in(ada).post(f"{PAGE}hochladen/", {"file": sent(b"<svg/>", "logo.png")})
    assert answer.status_code == 422
    assert "PNG" in answer.json()["errors"][0]


@override_settings(UPLOAD_MAX_BYTES=100_000)
def test_an_upload_stops_at_the_limit(signed_in, ada):
    answer = signed_in(ada).post(f"{PAGE}hochladen/", {"file": sent(making.jpeg(1500, 1500, noise=True))})
    assert answer.status_code == 413
    assert not Asset.objects.exists()


def test_guests_do_not_upload(signed_in, dora):
    assert signed_in(dora).post(f"{PAGE}hochladen/", {"file": sent(making.jpeg())}).status_code == 403


def test_files_are_found_by_name_words_and_tag(signed_in, ada, asset, now):
    client = signed_in(ada)
    client.post(
        f"{PAGE}{asset.pk}/beschreiben/", {"name": "Halle 3", "alt_text": "Prüfanlage", "tags": "Werk, Technik"}
    )
    for query in ("?q=halle", "?q=prüfanlage", "?tag=Technik"):
        assert "Halle 3" in client.get(PAGE + query).content.decode()
    assert "Halle 3" not in client.get(f"{PAGE}?q=gibtesnicht").content.decode()


def test_the_drawer_shows_where_a_file_is_used(signed_in, ada, asset, used):
    page = signed_in(ada).get(f"{PAGE}{asset.pk}/").content.decode()
    assert "Tag der offenen Tür" in page
    assert "Die Halle" in page


def test_the_page_asks_the_database_little_however_many_files_there_are(
    signed_in, workspace, ada, now, django_assert_max_num_queries
):
    Asset.objects.bulk_create(
        Asset(workspace=workspace, kind="picture", name=f"Bild {n}", state="ready", original_bytes=1, uploaded_at=now)
        for n in range(60)
    )
    client = signed_in(ada)
    with django_assert_max_num_queries(15):
        client.get(PAGE)


def test_deleting_can_be_undone(signed_in, ada, asset):
    client = signed_in(ada)
    client.post(f"{PAGE}{asset.pk}/loeschen/")
    assert client.get(f"{PAGE}{asset.pk}/").status_code == 404
    client.post(f"{PAGE}{asset.pk}/wiederherstellen/")
    assert client.get(f"{PAGE}{asset.pk}/").status_code == 200


def test_what_a_post_uses_is_not_deleted(ada, asset, used, now):
    with pytest.raises(Impossible) as refused:
        delete_asset(ada, asset, now=now)
    assert refused.value.code == "used"


def test_a_shape_is_cut_and_the_file_itself_stays(signed_in, ada, asset):
    signed_in(ada).post(f"{PAGE}{asset.pk}/zuschneiden/", {"shape": "1:1", "focus_x": "0", "focus_y": "50"})
    rendition = asset.renditions.get()
    assert (rendition.width, rendition.height) == (48, 48)


def test_a_player_gets_the_stretch_it_asks_for(signed_in, ada, asset):
    address = f"{PAGE}{asset.pk}/datei/{asset.sha256}/"
    client = signed_in(ada)
    whole = b"".join(client.get(address).streaming_content)
    answer = client.get(address, headers={"Range": "bytes=10-19"})
    assert answer.status_code == 206
    assert b"".join(answer.streaming_content) == whole[10:20]
    assert answer.headers["Content-Range"] == f"bytes 10-19/{len(whole)}"
    assert client.get(address, headers={"Range": f"bytes={len(whole)}-"}).status_code == 416
    assert client.get(address, headers={"If-None-Match": f'"{asset.sha256}"'}).status_code == 304


def test_a_file_is_never_a_page(signed_in, ada, asset):
    answer = signed_in(ada).get(f"{PAGE}{asset.pk}/datei/{asset.sha256}/")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_for_strangers_and_with_a_foreign_hash_there_is_nothing(signed_in, emil, ada, asset):
    for verb in ("", "vorschaubild/", f"datei/{asset.sha256}/"):
        assert signed_in(emil).get(f"{PAGE}{asset.pk}/{verb}").status_code == 404
        assert signed_in(emil).get(f"/w/fremd/mediathek/{asset.pk}/{verb}").status_code == 404
    assert signed_in(ada).get(f"{PAGE}{asset.pk}/datei/{'0' * 64}/").status_code == 404


def test_the_original_is_only_for_those_who_upload(signed_in, ada, dora, asset):
    address = f"{PAGE}{asset.pk}/original/"
    assert signed_in(dora).get(address).status_code == 403
    answer = signed_in(ada).get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert io.BytesIO(b"".join(answer.streaming_content)).getbuffer().nbytes == asset.original_bytes


@pytest.fixture
def film(ada, now):
    made = take_in(ada, making.workshop(making.video(1.0)), name="Rundgang.mp4", now=now, alt_text="Ein Rundgang")
    prepare_video(made, now=now)
    return Asset.objects.get(pk=made.pk)


def test_a_new_video_takes_the_old_one_s_place_by_itself_once_it_is_prepared(signed_in, ada, film, now):
    client = signed_in(ada)
    answer = client.post(f"{PAGE}{film.pk}/ersetzen/", {"file": sent(making.video(2.0), "Neu.mp4")})
    assert answer.status_code == 200
    new = Asset.objects.get(pk=answer.json()["id"])
    film.refresh_from_db()
    assert film.replaced_by is None
    assert f"/mediathek/{new.pk}/" in client.get(f"{PAGE}{film.pk}/").content.decode()
    prepare_video(new, now=now)
    film.refresh_from_db()
    new.refresh_from_db()
    assert film.replaced_by == new
    assert (new.alt_text, new.takes_place_of) == ("Ein Rundgang", None)


def test_a_new_video_that_cannot_be_used_leaves_the_old_one_and_says_why(signed_in, ada, film, now):
    client = signed_in(ada)
    answer = client.post(f"{PAGE}{film.pk}/ersetzen/", {"file": sent(making.video(2.0), "Neu.mp4")})
    new = Asset.objects.get(pk=answer.json()["id"])
    files.path_of(new.original_sha256).write_bytes(b"kaputt")
    prepare_video(new, now=now)
    film.refresh_from_db()
    assert film.replaced_by is None
    assert Asset.objects.get(pk=new.pk).problem in client.get(f"{PAGE}{film.pk}/").content.decode()
