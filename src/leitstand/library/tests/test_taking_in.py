"""Files that come in are checked by their bytes, freed of hidden data and kept; what cannot be used says why."""

import io

import av
import pytest
from PIL import Image

from leitstand.house.actor import NotAllowed
from leitstand.library import files
from leitstand.library.actions.fit_media import fit_media
from leitstand.library.actions.prepare_video import prepare_video
from leitstand.library.actions.take_in import take_in
from leitstand.library.core.recipes import Need
from leitstand.library.errors import Unusable
from leitstand.library.models import Asset, Order
from leitstand.library.queries import as_media
from leitstand.library.tasks import make
from leitstand.library.tests import making


def bring(actor, data, now, name="datei.bin"):
    return take_in(actor, making.workshop(data), name=name, now=now)


def bytes_of(asset):
    return files.path_of(asset.sha256).read_bytes()


def test_place_camera_and_comments_are_gone_and_the_original_is_kept(ada, now):
    data = making.jpeg(exif=True)
    assert b"Geheimkamera" in data
    asset = bring(ada, data, now)
    clean = bytes_of(asset)
    assert not Image.open(io.BytesIO(clean)).getexif()
    for hidden in (b"Geheimkamera", b"Kommentar", b"xmpmeta", b"Exif"):
        assert hidden not in clean
    assert files.path_of(asset.original_sha256).read_bytes() == data


def test_a_picture_taken_sideways_stands_upright(ada, now):
    asset = bring(ada, making.jpeg(64, 48, turned=6), now)
    assert (asset.width, asset.height) == (48, 64)


def test_a_colour_profile_is_applied_and_left_behind(ada, now):
    asset = bring(ada, making.jpeg(profile=True), now)
    assert "icc_profile" not in Image.open(files.path_of(asset.sha256)).info


def test_transparency_and_animation_survive(ada, now):
    see_through = bring(ada, making.png(), now)
    assert Image.open(files.path_of(see_through.sha256)).mode == "RGBA"
    moving = bring(ada, making.gif(3), now)
    image = Image.open(files.path_of(moving.sha256))
    assert image.n_frames == 3
    assert "comment" not in image.info


def test_neither_name_nor_ending_decides(ada, now):
    asset = bring(ada, making.png(), now, name="C:\\Bilder\\messestand.mp4")
    assert (asset.mime, asset.kind, asset.name) == ("image/png", "picture", "messestand")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "svg"),
        (b"%PDF-1.4 kein Bild", "document"),
        (b"<html><script>alert(1)</script></html>", "unknown"),
        (making.jpeg(noise=True)[:900], "broken"),
        (b"\xff\xd8\xff\xe0" + b"kein JPEG" * 50, "broken"),
        (b"\x89PNG\r\n\x1a\n", "broken"),
        (making.bomb(), "too_many_pixels"),
        (b"\x00\x00\x00\x20ftypisom" + b"kein Video" * 100, "broken"),
        (b"\x1aE\xdf\xa3" + bytes(500), "broken"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_kept(ada, now, data, code):
    path = making.workshop(data)
    with pytest.raises(Unusable) as refused:
        take_in(ada, path, name="x.jpg", now=now)
    assert refused.value.code == code
    assert len(refused.value.message) > 10
    assert not path.exists()
    assert not Asset.objects.exists()


def test_a_page_hidden_behind_a_picture_does_not_come_along(ada, now):
    asset = bring(ada, making.jpeg() + b"<script>alert(document.cookie)</script>", now)
    assert b"<script>" not in bytes_of(asset)


def test_the_same_file_twice_is_one(ada, now):
    assert bring(ada, making.png(), now).pk == bring(ada, making.png(), now).pk


def test_only_those_who_may_upload_do(dora, now):
    with pytest.raises(NotAllowed):
        bring(dora, making.png(), now)


def test_a_video_is_measured_and_loses_its_place(ada, now):
    data = making.video(1.0)
    assert making.GPS_LATITUDE.encode() in data
    asset = bring(ada, data, now)
    assert (asset.state, asset.kind, asset.codec, round(asset.seconds)) == ("processing", "video", "h264", 1)
    prepare_video(asset, now=now)
    asset.refresh_from_db()
    assert asset.state == "ready"
    assert asset.frames_per_second == pytest.approx(10)
    clean = bytes_of(asset)
    assert making.GPS_LATITUDE.encode() not in clean
    assert b"Geheim" not in clean
    with av.open(str(files.path_of(asset.sha256))) as opened:
        assert sum(1 for _ in opened.decode(video=0)) == 10


def test_a_video_cut_off_in_the_middle_is_refused_when_it_is_prepared(ada, now):
    asset = bring(ada, making.video(2.0), now)
    files.path_of(asset.original_sha256).write_bytes(b"\x00\x00\x00\x20ftypisom kaputt")
    prepare_video(asset, now=now)
    asset.refresh_from_db()
    assert asset.state == "refused"
    assert asset.problem


def test_a_picture_is_made_to_fit_a_channel_and_the_file_itself_stays(ada, now):
    asset = bring(ada, making.jpeg(1200, 300, noise=True), now)
    need = Need("picture", types=("image/jpeg",), bytes_max=60_000, ratio_max=2.0)
    made = fit_media(ada, as_media(asset, alt="Rauschen"), need, now=now)
    assert made.ratio == pytest.approx(2.0, abs=0.01)
    assert made.bytes <= 60_000
    assert made.alt == "Rauschen"
    assert (asset.width, asset.height) == (1200, 300)
    assert fit_media(ada, as_media(asset), need, now=now).sha256 == made.sha256


def test_an_animation_is_never_made_to_stand_still_unasked(ada, now):
    asset = bring(ada, making.gif(3), now)
    with pytest.raises(Unusable) as refused:
        fit_media(ada, as_media(asset), Need("picture", bytes_max=asset.bytes - 1), now=now)
    assert refused.value.code == "animated"
    assert not asset.renditions.exists()


def test_a_video_is_converted_in_the_background_with_progress(ada, now):
    asset = bring(ada, making.video(1.0, codec="libvpx", container="webm"), now)
    prepare_video(asset, now=now)
    asset.refresh_from_db()
    need = Need("video", types=("video/mp4",), codecs=("h264",))
    assert fit_media(ada, as_media(asset), need, now=now) is None
    order = Order.objects.get()
    make(order=order.pk)
    made = fit_media(ada, as_media(asset), need, now=now)
    assert (made.mime, made.codec) == ("video/mp4", "h264")
    assert not Order.objects.exists()


def test_a_video_as_editing_programs_write_it_becomes_one_that_players_show(ada, now):
    data = making.video(1.0, codec="prores", container="mov")
    asset = bring(ada, data, now)
    prepare_video(asset, now=now)
    asset.refresh_from_db()
    assert (asset.state, asset.problem) == ("ready", "")
    assert (asset.mime, asset.codec, round(asset.seconds)) == ("video/mp4", "h264", 1)
    assert b"Geheim" not in bytes_of(asset)
    assert files.path_of(asset.original_sha256).read_bytes() == data


@pytest.mark.parametrize(("turn", "top"), [(90, "red"), (270, "dark")])
def test_a_video_taken_upright_is_upright_in_the_list_at_the_checks_and_when_converted(ada, now, turn, top):
    data = making.turned(making.video(1.0, width=128, height=64, left=(220, 0, 0)), turn)
    asset = bring(ada, data, now)
    prepare_video(asset, now=now)
    asset.refresh_from_db()
    assert (asset.width, asset.height) == (64, 128)
    shown = Image.open(files.folder() / asset.thumb_path).convert("RGB")
    assert shown.width < shown.height
    assert fit_media(ada, as_media(asset), Need("video", codecs=("hevc",)), now=now) is None
    make(order=Order.objects.get().pk)
    rendition = asset.renditions.get()
    assert (rendition.width, rendition.height) == (64, 128)
    with av.open(str(files.path_of(rendition.sha256))) as opened:
        frame = next(opened.decode(video=0))
    assert frame.rotation == 0
    for picture in (shown, frame.to_image()):
        red = picture.getpixel((picture.width // 2, picture.height // 8))[0]
        assert (red > 150) is (top == "red")
