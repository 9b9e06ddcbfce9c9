"""Two files of one picture are known as such, whatever was done to it on the way; two pictures are not taken for one."""

import io
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from leitstand.library import pictures
from leitstand.library.actions.look_at import look_at_all
from leitstand.library.actions.take_in import take_in
from leitstand.library.core.likeness import ALIKE, FLAT, Likeness, distance, likeness_of, mirrored
from leitstand.library.errors import Unusable
from leitstand.library.models import Asset
from leitstand.library.queries import alike
from leitstand.library.tests.making import workshop

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
WORDS = st.integers(-(1 << 63), (1 << 63) - 1)


def scene(seed: int, size: tuple[int, int] = (960, 640)) -> Image.Image:
    """Draw something with light, shapes and texture, another for each seed."""
    noise = Image.frombytes("L", (24, 16), Random(seed).randbytes(384)).resize(size, Image.Resampling.BICUBIC)
    image = Image.merge("RGB", [noise, noise.rotate(180), noise.transpose(Image.Transpose.FLIP_LEFT_RIGHT)])
    draw = ImageDraw.Draw(image)
    for number in range(6):
        x, y = (seed * 131 + number * 257) % size[0], (seed * 71 + number * 193) % size[1]
        draw.ellipse((x, y, x + 180, y + 140), fill=((seed * 37 + number * 41) % 255, 90, (number * 53) % 255))
    return image


def encoded(image: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def looks(image: Image.Image, kind: str = "PNG", **how: object) -> Likeness:
    return pictures.looks(workshop(encoded(image, kind, **how)))


@pytest.mark.parametrize(
    "change",
    [
        lambda image: image.resize((321, 214)),
        lambda image: image.resize((1600, 1066)),
        lambda image: ImageEnhance.Brightness(image).enhance(1.2),
        lambda image: ImageEnhance.Color(image).enhance(0.2),
        lambda image: ImageEnhance.Contrast(image).enhance(0.8),
        lambda image: image.convert("L").convert("RGB"),
        lambda image: image.filter(ImageFilter.GaussianBlur(2)),
        lambda image: image.crop((10, 8, 950, 632)),
        lambda image: image.convert("CMYK").convert("RGB"),
    ],
    ids=["smaller", "larger", "lighter", "paler", "softer", "grey", "blurred", "edge cut off", "for print"],
)
@pytest.mark.parametrize("seed", range(3))
def test_what_is_commonly_done_to_a_picture_leaves_it_alike(change, seed):
    image = scene(seed)
    assert distance(looks(image), looks(change(image), "JPEG", quality=60)) <= ALIKE


def test_other_pictures_are_far_away():
    found = [looks(scene(seed)) for seed in range(24)]
    near = [
        distance(one, other)
        for place, one in enumerate(found)
        for other in found[:place]
        if distance(one, other) <= ALIKE
    ]
    assert near == []


@pytest.mark.parametrize("seed", range(12))
def test_a_mirrored_picture_is_told_by_its_likeness_read_backwards(seed):
    image = scene(seed)
    turned = looks(image.transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    assert distance(looks(image), turned) > ALIKE
    assert distance(mirrored(looks(image)), turned) <= ALIKE
    assert mirrored(mirrored(looks(image))) == looks(image)
    assert mirrored(FLAT) == FLAT


@pytest.mark.parametrize(
    "image",
    [Image.new("RGB", (800, 600), "#336699"), Image.new("RGBA", (20, 20), (0, 0, 0, 0)), Image.linear_gradient("L")],
    ids=["one colour", "nothing to see", "one even course"],
)
def test_what_shows_nothing_is_compared_with_nothing(image):
    assert looks(image) == FLAT


def test_a_sign_on_nothing_looks_like_the_same_sign_on_white():
    sign = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    ImageDraw.Draw(sign).polygon([(50, 350), (200, 60), (350, 300)], fill="#c0392b")
    ground = Image.new("RGB", (400, 400), "white")
    ground.paste(sign, mask=sign.getchannel("A"))
    assert distance(looks(sign), looks(ground)) <= ALIKE


@given(WORDS, WORDS, WORDS, WORDS)
def test_distance_is_one_and_the_same_from_both_sides_and_nothing_to_itself(a, b, c, d):
    one, other = Likeness(a, b), Likeness(c, d)
    assert distance(one, other) == distance(other, one)
    assert distance(one, one) == 0
    assert 0 <= distance(one, other) <= 128


@given(st.lists(st.integers(0, 255), min_size=72, max_size=72), st.lists(st.integers(0, 255), min_size=72, max_size=72))
def test_a_likeness_fits_the_database_and_does_not_ask_how_light_it_is(across, down):
    found = likeness_of(across, down)
    assert all(-(1 << 63) <= each < 1 << 63 for each in (found.across, found.down))
    lighter = likeness_of([each * 2 for each in across], [each * 2 for each in down])
    assert lighter == found or FLAT in (lighter, found)


def test_the_grid_is_read_as_written_down_by_hand():
    # Each row grows lighter to the right in its first step only and darker in its last; each column likewise, downwards.
    across = [0, *[9] * 7, 0] * 8
    down = [0] * 8 + [9] * 56 + [0] * 8
    first_of_each_row = sum(1 << (8 * row) for row in range(8))
    assert likeness_of(across, down) == Likeness(first_of_each_row, 0xFF)


def test_the_database_counts_as_the_core_does_and_knows_deleted_replaced_and_other_workspaces_not(owner, emil):
    first = take_in(owner, workshop(encoded(scene(1))), name="a.png", now=NOW)
    again = take_in(owner, workshop(encoded(scene(1).resize((480, 320)), "JPEG", quality=50)), name="b.jpg", now=NOW)
    take_in(owner, workshop(encoded(scene(2))), name="c.png", now=NOW)
    take_in(emil, workshop(encoded(scene(1).resize((300, 200)))), name="d.png", now=NOW)
    gone = take_in(owner, workshop(encoded(scene(1).resize((500, 333)))), name="e.png", now=NOW)
    Asset.objects.filter(pk=gone.pk).update(deleted_at=NOW)
    differ = distance(Likeness(first.looks_across, first.looks_down), Likeness(again.looks_across, again.looks_down))
    assert [(one.pk, bits) for one, bits in alike(first)] == [(again.pk, differ)]


def test_files_from_before_are_looked_at_once_and_a_broken_one_holds_up_nothing(owner):
    first = take_in(owner, workshop(encoded(scene(1))), name="a.png", now=NOW)
    second = take_in(owner, workshop(encoded(scene(2))), name="b.png", now=NOW)
    Asset.objects.update(looks_across=None, looks_down=None)
    Asset.objects.filter(pk=second.pk).update(thumb_path="nowhere")
    assert look_at_all(now=NOW, most=1) == 1
    assert look_at_all(now=NOW) == 1
    assert look_at_all(now=NOW) == 0
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.looks_across not in (None, 0)
    assert (second.looks_across, second.looks_down) == (0, 0)


def turned(image: Image.Image) -> bytes:
    """A picture lying on its side, with the note that says so."""
    told = Image.Exif()
    told[0x0112] = 6
    return encoded(image.transpose(Image.Transpose.ROTATE_90), "JPEG", exif=told, quality=90)


def film(image: Image.Image) -> bytes:
    return encoded(image.convert("P"), "GIF", save_all=True, append_images=[scene(9).convert("P")], duration=200)


@pytest.mark.parametrize(
    "change",
    [
        lambda image: encoded(image.convert("CMYK"), "JPEG", quality=90),
        turned,
        film,
        lambda image: encoded(image.convert("RGBA"), "WEBP", quality=80),
        lambda image: encoded(image.convert("L"), "PNG"),
        lambda image: encoded(image, "JPEG", quality=90, progressive=True),
    ],
    ids=["for print", "lying on its side", "moving", "see-through", "grey", "in steps"],
)
def test_in_whatever_form_a_copy_comes_it_is_recognised(owner, change):
    first = take_in(owner, workshop(encoded(scene(3))), name="a.png", now=NOW)
    copy = take_in(owner, workshop(change(scene(3))), name="b", now=NOW)
    assert [one.pk for one, _bits in alike(copy)] == [first.pk]


def test_a_single_point_looks_like_nothing(owner):
    point = take_in(owner, workshop(encoded(Image.new("RGB", (1, 1), "red"))), name="punkt.png", now=NOW)
    other = take_in(owner, workshop(encoded(Image.new("RGB", (1, 1), "blue"))), name="punkt2.png", now=NOW)
    assert alike(point) == alike(other) == []


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", b"\xff\xd8\xff\xe0" + b"\0" * 64, encoded(scene(1))[:400], bytes(range(256)) * 8],
    ids=["empty", "only a beginning", "zeros", "cut off", "anything"],
)
def test_what_cannot_be_read_is_refused_in_words_and_kept_nowhere(owner, data):
    with pytest.raises(Unusable):
        take_in(owner, workshop(data), name="kaputt.jpg", now=NOW)
    assert not Asset.objects.exists()


def test_a_picture_that_would_fill_the_memory_is_refused(owner):
    huge = encoded(Image.new("1", (30_000, 30_000)), "PNG", optimize=False)
    with pytest.raises(Unusable):
        take_in(owner, workshop(huge), name="riesig.png", now=NOW)
