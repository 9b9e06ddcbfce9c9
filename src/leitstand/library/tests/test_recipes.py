"""A version for a channel is cut, scaled and converted just as much as the channel demands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.library.core.ranges import NotSatisfiable, stretch
from leitstand.library.core.recipes import Box, Need, Source, crop_box, crop_to, recipe_for, within

JPEG = Source("image/jpeg", 1600, 900, 800_000)


def test_what_fits_is_left_alone():
    assert recipe_for(JPEG, Need("picture", types=("image/jpeg",), bytes_max=1_000_000)) is None


def test_a_picture_too_wide_is_cut_around_the_focus():
    recipe = recipe_for(JPEG, Need("picture", ratio_max=1.0), focus=(1.0, 0.5))
    assert recipe.box == Box(700, 0, 900, 900)


def test_another_type_keeps_transparency_where_the_channel_can_show_it():
    png = Source("image/webp", 100, 100, 1000)
    assert recipe_for(png, Need("picture", types=("image/jpeg", "image/png"))).mime == "image/png"
    assert recipe_for(png, Need("picture", types=("image/jpeg",))).mime == "image/jpeg"


def test_a_heavy_png_becomes_a_jpeg():
    heavy = Source("image/png", 3000, 3000, 20_000_000)
    recipe = recipe_for(heavy, Need("picture", types=("image/jpeg", "image/png"), bytes_max=1_000_000))
    assert (recipe.mime, recipe.bytes_max) == ("image/jpeg", 1_000_000)


def test_the_same_recipe_has_the_same_key():
    need = Need("picture", ratio_max=1.0)
    assert recipe_for(JPEG, need).key == recipe_for(JPEG, need).key
    assert recipe_for(JPEG, need).key != recipe_for(JPEG, need, focus=(0, 0)).key


def test_a_video_of_another_codec_is_coded_anew_with_even_sides():
    clip = Source("video/webm", 101, 77, 1000, "vp9")
    recipe = recipe_for(clip, Need("video", types=("video/mp4",), codecs=("h264",)))
    assert (recipe.mime, recipe.codec, recipe.width, recipe.height) == ("video/mp4", "h264", 100, 76)


@given(
    st.integers(1, 5000),
    st.integers(1, 5000),
    st.floats(0.2, 5),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_a_cut_never_leaves_the_picture(width, height, ratio, x, y):
    box = crop_box(width, height, low=ratio, high=ratio, focus=(x, y))
    if box:
        assert box.width >= 1
        assert box.height >= 1
        assert 0 <= box.left <= width - box.width
        assert 0 <= box.top <= height - box.height


def test_a_picture_of_the_right_shape_is_not_cut():
    assert crop_to(Source("image/jpeg", 800, 800, 1), 1.0) is None


@pytest.mark.parametrize(
    ("header", "asked"),
    [
        ("", None),
        ("bytes=0-99", (0, 99)),
        ("bytes=100-", (100, 999)),
        ("bytes=-10", (990, 999)),
        ("bytes=0-5000", (0, 999)),
        ("bytes=0-1,5-6", None),
        ("lines=1-2", None),
    ],
)
def test_the_stretch_a_player_asks_for(header, asked):
    assert stretch(header, 1000) == asked


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=5-2", "bytes=-0"])
def test_a_stretch_outside_the_file_is_refused(header):
    with pytest.raises(NotSatisfiable):
        stretch(header, 1000)


def test_what_is_made_of_a_cut_out_part_lies_within_it():
    cut = Box(400, 100, 800, 800)
    part = Source("image/jpeg", cut.width, cut.height, 300_000)
    narrower = within(recipe_for(part, Need("picture", ratio_max=0.5), focus=(1.0, 0.5)), cut)
    assert narrower.box == Box(800, 100, 400, 800)
    lighter = within(recipe_for(part, Need("picture", bytes_max=100_000)), cut)
    assert lighter.box == cut
