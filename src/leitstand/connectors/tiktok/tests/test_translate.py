"""Their words become ours and ours become theirs; chunks cover a file exactly once; the network's duties are kept."""

import json
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.connector_kit import wild
from leitstand.connector_kit.errors import Refused
from leitstand.connectors.tiktok import MANIFEST, translate
from leitstand.connectors.tiktok.limits import LIMITS, limits_for
from leitstand.kernel.post import Media, Part, PostPlan

FIXTURES = Path(__file__).parent / "fixtures"
FILM = Media("a", "1", "video", "video/mp4", 300_000, 1080, 1920, seconds=20.0)
PHOTO = Media("b", "2", "picture", "image/jpeg", 90_000, 1080, 1080)


def _read(name: str) -> wild.Wild:
    return wild.record(json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8")))


CREATOR = wild.record(_read("creator.theirs")["creator"])


def _plan(medium: Media = FILM, text: str = "So prüfen wir", **told: str) -> PostPlan:
    return PostPlan("c", (Part(text, (medium,)),), "video", options=told)


def test_a_creator_becomes_ours_with_what_the_account_offers() -> None:
    told = _read("creator.theirs")
    found = translate.account(wild.record(told["user"]), CREATOR, photos=False)
    assert asdict(found) == _read("creator.ours")


def test_comments_duets_and_stitches_are_off_unless_somebody_allows_them_and_the_creator_does() -> None:
    bare = translate.video(_plan(), CREATOR)["post_info"]
    assert isinstance(bare, dict)
    assert (bare["disable_comment"], bare["disable_duet"], bare["disable_stitch"]) == (True, True, True)
    allowed = translate.video(_plan(allow_comment="1", allow_duet="1"), CREATOR)["post_info"]
    assert isinstance(allowed, dict)
    assert (allowed["disable_comment"], allowed["disable_duet"]) == (False, True)  # the creator's settings forbid duets


def test_who_sees_it_must_be_chosen_and_nobody_s_choice_is_ourselves_only() -> None:
    question = next(option for option in MANIFEST.options if option.name == "privacy")
    assert question.required
    assert question.default == ""
    assert translate.privacy(_plan(), ["PUBLIC_TO_EVERYONE", "SELF_ONLY"]) == "SELF_ONLY"
    with pytest.raises(Refused):
        translate.privacy(_plan(privacy="FOLLOWER_OF_CREATOR"), ["SELF_ONLY"])


def test_a_paid_partnership_is_labelled_and_never_hidden() -> None:
    info = translate.video(_plan(privacy="PUBLIC_TO_EVERYONE", partnership="1", own_brand="1"), CREATOR)["post_info"]
    assert isinstance(info, dict)
    assert info["brand_content_toggle"] is True
    assert info["brand_organic_toggle"] is True
    with pytest.raises(Refused):
        translate.video(_plan(privacy="SELF_ONLY", partnership="1"), CREATOR)


def test_a_video_longer_than_the_creator_may_is_refused_before_it_is_sent() -> None:
    with pytest.raises(Refused) as told:
        translate.video(_plan(Media("a", "1", "video", "video/mp4", 300, 1, 1, seconds=301.0)), CREATOR)
    assert told.value.code == "duration_check_failed"


def test_pictures_have_a_title_of_their_own() -> None:
    body = translate.photos(_plan(PHOTO, photo_title="Neu"), CREATOR, ["https://h/1"])
    info = body["post_info"]
    assert isinstance(info, dict)
    assert (info["title"], info["description"], body["media_type"]) == ("Neu", "So prüfen wir", "PHOTO")
    with pytest.raises(Refused):
        translate.photos(_plan(PHOTO, photo_title="x" * 91), CREATOR, ["https://h/1"])


@given(st.integers(1, 4_000_000_000))
def test_chunks_cover_a_file_exactly_once_in_the_sizes_the_network_takes(size: int) -> None:
    chunk, total = translate.spans(size)
    spans = [*translate.chunks(size)] if total <= 1000 else []
    assert total <= 1000
    assert spans[0][0] == 0
    assert spans[-1][1] == size - 1
    assert all(before[1] + 1 == after[0] for before, after in pairwise(spans))
    assert all(last - first + 1 == chunk for first, last in spans[:-1])
    if size >= 10_000_000:
        assert 5_000_000 <= chunk <= 64_000_000
        assert spans[-1][1] - spans[-1][0] + 1 < 128_000_000


def test_pictures_are_offered_only_where_the_domain_is_verified_and_videos_as_long_as_the_network_says() -> None:
    assert LIMITS.pictures_max == 0
    assert limits_for({"photos": True}).pictures_max == 35
    assert limits_for({"video_seconds": 600}).video_seconds_max == 600
    assert limits_for({}).video_seconds_max == 300


@pytest.mark.parametrize("told", [{}, {"publicaly_available_post_id": []}, {"publicaly_available_post_id": [{}]}])
def test_a_post_only_we_see_has_no_id_of_its_own(told) -> None:
    assert translate.post_id(wild.record(told)) == ""
