"""Our words and theirs, in pairs."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from leitstand.connector_kit.contract import Published, StepResult
from leitstand.connector_kit.manifest import StepKind, StepOutline
from leitstand.connectors.rehearsal import metrics, translate
from leitstand.connectors.rehearsal.limits import FACTS, LIMITS, limits_for
from leitstand.connectors.rehearsal.stage import rules
from leitstand.kernel.post import LinkCard, Media, Part, PostPlan
from leitstand.kernel.reading import Metric

PICTURE = Media("a1", "ab" * 32, "picture", "image/png", 9, 3, 2, alt="Ein Prüfkopf")
VIDEO = Media("a2", "cd" * 32, "video", "video/mp4", 9, 3, 2, seconds=4.0)
PLAN = PostPlan(
    "channel",
    (Part("Erstens", (PICTURE, PICTURE)), Part("Zweitens", (VIDEO,))),
    first_comment="Mehr dazu",
    link=LinkCard("https://example.org", "Titel", "Text"),
    options={"comments": "closed", "language": "en"},
)


def test_every_file_is_sent_before_anything_is_visible() -> None:
    assert [step.name for step in translate.steps(PLAN)] == [
        "upload:0:0",
        "upload:0:1",
        "upload:1:0",
        "wait:1:0",
        "create:0",
        "create:1",
        "comment",
    ]


def test_a_post_is_sent_as_the_stage_reads_it() -> None:
    carried = {"upload:0:0.id": "11", "upload:0:1.id": "12", "upload:1:0.id": "13", "create:0.id": "20"}
    assert translate.post_body(PLAN, 0, carried) == {
        "text": "Erstens",
        "media": ["11", "12"],
        "link": {"url": "https://example.org", "title": "Titel", "description": "Text"},
        "language": "en",
        "comments": False,
    }
    assert translate.post_body(PLAN, 1, carried) == {
        "text": "Zweitens",
        "media": ["13"],
        "reply_to": "20",
        "language": "en",
        "comments": False,
    }


def test_a_place_counts_through_the_whole_post() -> None:
    assert translate.place_in_post(PLAN, StepOutline("upload:1:0", StepKind.UPLOAD, 1, 0)) == 2


def test_only_the_first_message_stands_for_the_post() -> None:
    told = {"id": "20", "url": "http://stage/@ada/20"}
    first = StepOutline("create:0", StepKind.CREATE)
    assert translate.result_of(told, first) == StepResult(dict(told), "20", "http://stage/@ada/20")
    assert translate.result_of(told, replace(first, part=1)).external_id == ""


def test_all_messages_of_a_thread_are_known_again() -> None:
    assert translate.message_ids(Published("20", carried={"create:0.id": "20", "create:1.id": "21"})) == ("20", "21")
    assert translate.message_ids(Published("20")) == ("20",)


def test_what_people_did_is_read_and_our_own_words_are_left_out() -> None:
    told = [
        {
            "id": "20-like-ute.qm",
            "kind": "like",
            "author": {"id": "p:ute.qm", "handle": "ute.qm", "name": "Ute Jansen", "url": "http://stage/@ute.qm"},
            "at": "2026-11-23T09:00:00.000Z",
            "text": "",
            "url": "",
            "parent": "",
        },
        {
            "id": "30",
            "kind": "comment",
            "author": {"id": "1001", "handle": "ada", "name": "Ada", "url": ""},
            "at": "2026-11-23T09:01:00.000Z",
            "text": "Danke",
            "url": "",
            "parent": "29",
        },
        {
            "id": "31",
            "kind": "hologram",
            "author": {"id": "9", "handle": "", "name": "", "url": ""},
            "at": "2026-11-23T09:01:00.000Z",
        },
    ]
    (like,) = translate.interactions(told, "20", "1001")
    assert (like.kind, like.author.handle, like.post_id) == ("like", "ute.qm", "20")
    assert like.at == datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_what_is_missing_is_not_told_and_zero_is_zero() -> None:
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    values = {reading.metric: reading.value for reading in metrics.readings({"likes": 0}, metrics.POST_FIELDS, now)}
    assert values[Metric.LIKES] == 0
    assert values[Metric.CLICKS] is None


@pytest.mark.parametrize("name", rules.as_json())
def test_limits_file_and_stage_say_the_same(name: str) -> None:
    assert getattr(LIMITS, name) == rules.as_json()[name]
    assert name in {fact.name for fact in FACTS}


def test_types_are_the_same_on_both_sides() -> None:
    assert (LIMITS.picture_types, LIMITS.video_types) == (rules.PICTURE_TYPES, rules.VIDEO_TYPES)


def test_what_a_stage_tells_goes_over_what_the_file_says() -> None:
    assert limits_for({"limits": {"text_max": 42, "unheard_of": 1}}).text_max == 42
    assert limits_for({}) == LIMITS
