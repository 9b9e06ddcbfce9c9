"""Their comments and accounts as developers.facebook.com shows them become our words; a plan becomes containers."""

from datetime import UTC, datetime

from leitstand.connectors.instagram import translate
from leitstand.kernel.post import Media, Part, PostPlan

NOW = datetime(2026, 11, 23, tzinfo=UTC)
# developers.facebook.com/documentation/instagram-platform/reference/instagram-comment, sample shape
COMMENT = {"id": "17881770991003328", "text": "Ok", "timestamp": "2026-05-16T15:27:04+0000", "username": "ben"}


def _file(kind: str) -> Media:
    mime = "image/jpeg" if kind == "picture" else "video/mp4"
    return Media("a", "s", kind, mime, 10, 4, 5, seconds=None if kind == "picture" else 3.0, alt="Alt")  # type: ignore[arg-type]


def test_a_comment_becomes_ours() -> None:
    read = translate.comment(COMMENT, "1", now=NOW)
    assert (read.author.handle, read.at) == ("@ben", datetime(2026, 5, 16, 15, 27, 4, tzinfo=UTC))
    assert translate.comment({**COMMENT, "parent_id": "2"}, "1", now=NOW).parent_id == "2"


def test_each_file_of_a_carousel_has_a_container_of_its_own_and_the_caption_stands_on_the_whole() -> None:
    plan = PostPlan("c", (Part("Text", (_file("picture"), _file("video"))),))
    assert translate.container(plan, plan.media[0], "https://x/1") == {
        "image_url": "https://x/1",
        "alt_text": "Alt",
        "is_carousel_item": "true",
    }
    assert translate.container(plan, plan.media[1], "") == {
        "upload_type": "resumable",
        "media_type": "VIDEO",
        "is_carousel_item": "true",
    }
    whole = translate.carousel(plan, {"upload:0.id": "7", "upload:1.id": "8"})
    assert whole == {"media_type": "CAROUSEL", "children": "7,8", "caption": "Text"}
    names = [step.name for step in translate.steps(plan)]
    assert names == ["upload:0", "wait:0", "upload:1", "wait:1", "upload:whole", "wait:whole", "create:0"]


def test_data_of_another_shape_breaks_nothing() -> None:
    assert translate.comment({}, "p", now=NOW).at == NOW
    assert translate.account({}).handle == "@"
