"""Our words and theirs, in pairs: what the network's documentation shows is what we write and read."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from leitstand.connector_kit.manifest import StepKind, StepOutline
from leitstand.connectors.bluesky import MANIFEST, translate
from leitstand.connectors.bluesky.limits import CARD_PICTURE_BYTES_MAX, LIMITS, count, limits_for
from leitstand.connectors.bluesky.metrics import post_readings
from leitstand.kernel.post import LinkCard, Media, Mention, Part, PostPlan
from leitstand.kernel.reading import Metric

FIXTURES = Path(__file__).parent / "fixtures"
AT = datetime(2026, 11, 2, 8, 0, 0, 123_456, tzinfo=UTC)
HEAD = StepOutline("create:0", StepKind.CREATE)
PICTURE = Media("7", "ab" * 32, "picture", "image/png", 8, 1000, 562, alt="Ein rotes Rechteck")
BLOB = json.dumps({"$type": "blob", "ref": {"$link": "bafkreibabalobz"}, "mimeType": "image/png", "size": 8})


def fixture(name: str) -> dict[str, object]:
    read: dict[str, object] = json.loads((FIXTURES / name).read_text(encoding="utf-8"))
    return read


def placed(text: str, facets: list[dict[str, object]]) -> list[tuple[str, str]]:
    """Return each facet as the piece of text it covers, cut by bytes as a reader's app does, and what it is."""
    raw, found = text.encode(), []
    for facet in facets:
        index, [feature] = facet["index"], facet["features"]  # type: ignore[misc]
        found.append((raw[index["byteStart"] : index["byteEnd"]].decode(), str(feature["$type"]).partition("#")[2]))  # type: ignore[index]
    return found


# --- identifiers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("microseconds", "clock", "expected"),
    [  # written by the network's own library, @atproto/common-web
        (1_788_998_400_123_456, 0, "3mv4qn4dcm222"),
        (1_788_998_400_123_456, 1023, "3mv4qn4dcm2zz"),
    ],
)
def test_a_moment_is_written_as_the_network_writes_it(microseconds: int, clock: int, expected: str) -> None:
    assert translate.tid(microseconds, clock) == expected


def test_the_same_attempt_has_the_same_record_key_and_another_attempt_another() -> None:
    first = translate.record_key(AT, "k/create:0")
    assert first == translate.record_key(AT + timedelta(microseconds=400), "k/create:0")
    assert len({first, translate.record_key(AT, "k/create:1"), translate.record_key(AT, "other/create:0")}) == 3


def test_later_attempts_sort_after_earlier_ones() -> None:
    keys = [translate.record_key(AT + timedelta(milliseconds=step), f"k{step}") for step in range(50)]
    assert keys == sorted(keys)


# --- what we say ---------------------------------------------------------------------------------------------------------


def test_places_are_counted_in_bytes_whatever_stands_before() -> None:
    text = "Grüße 👩‍👩‍👧 https://example.com/ü. #Prüfung an @ben.test!"
    facets = translate.facets(text, (), {"ben.test": "did:plc:ben"})
    assert placed(text, facets) == [
        ("https://example.com/ü", "link"),
        ("#Prüfung", "tag"),
        ("@ben.test", "mention"),
    ]


def test_a_fragment_of_an_address_is_no_tag_and_a_mail_address_no_mention() -> None:
    text = "https://example.com/#stelle ada@ben.test #1"
    assert placed(text, translate.facets(text, (), {"ben.test": "did:plc:ben"})) == [
        ("https://example.com/#stelle", "link")
    ]


def test_who_was_chosen_in_the_plan_is_mentioned_by_identity_not_by_name() -> None:
    text = "Danke @Ben.Test und @Ada Lovelace"
    mentions = (Mention("@ben.test", "did:plc:chosen"), Mention("@Ada Lovelace", "did:plc:ada"), Mention("@cem", "17"))
    facets = translate.facets(text, mentions, {"ben.test": "did:plc:other"})
    assert [facet["features"][0]["did"] for facet in facets] == ["did:plc:chosen", "did:plc:ada"]  # type: ignore[index]
    assert placed(text, facets) == [("@Ben.Test", "mention"), ("@Ada Lovelace", "mention")]


def test_only_handles_the_plan_does_not_know_are_asked_for() -> None:
    plan = PostPlan(
        "c", (Part("@ben.test @cem.test @ohnepunkt @weit@weg.test"),), mentions=(Mention("@ben.test", "did:plc:b"),)
    )
    assert translate.unknown_handles(plan, plan.text) == ["cem.test"]


def test_a_tag_that_is_too_long_for_the_network_stays_text() -> None:
    assert translate.facets("#" + "a" * 65, (), {}) == []
    assert len(translate.facets("#" + "a" * 64, (), {})) == 1


def test_a_post_with_pictures_is_written_as_the_documentation_shows() -> None:
    plan = PostPlan("c", (Part("example post with multiple images attached", (PICTURE, replace(PICTURE, alt="Zwei"))),))
    carried = {"upload:0:0.blob": BLOB, "upload:0:1.blob": BLOB}
    assert translate.record(plan, HEAD, carried, AT, {}) == fixture("post_with_pictures.json")


def test_a_link_card_is_written_as_the_documentation_shows() -> None:
    card = LinkCard(
        "https://bsky.app", "Bluesky Social", "See what's next.", replace(PICTURE, bytes=CARD_PICTURE_BYTES_MAX)
    )
    plan = PostPlan("c", (Part("post which embeds an external URL as a card"),), link=card)
    assert translate.record(plan, HEAD, {"upload:card.blob": BLOB}, AT, {}) == fixture("post_with_card.json")


def test_an_answer_names_the_head_and_what_it_follows() -> None:
    plan = PostPlan("c", (Part("a"), Part("b"), Part("example of a reply")), options={"language": "de"})
    carried = {"create:0.uri": "at://u/app.bsky.feed.post/3k43tv4rft22g", "create:0.cid": "bafyroot"}
    carried |= {"create:1.uri": "at://u/app.bsky.feed.post/3k44deefqdk2g", "create:1.cid": "bafyparent"}
    outline = StepOutline("create:2", StepKind.CREATE, part=2)
    assert translate.record(plan, outline, carried, AT, {}) == fixture("reply.json")


def test_the_first_comment_hangs_on_the_head_without_its_card_or_pictures() -> None:
    plan = PostPlan("c", (Part("a"), Part("b")), first_comment="Dazu", link=LinkCard("https://example.com"))
    carried = {f"create:{part}.{name}": f"{name}{part}" for part in (0, 1) for name in ("uri", "cid")}
    record = translate.record(plan, StepOutline("comment", StepKind.COMMENT), carried, AT, {})
    assert record["reply"] == {"root": {"uri": "uri0", "cid": "cid0"}, "parent": {"uri": "uri0", "cid": "cid0"}}
    assert "embed" not in record


def test_a_link_that_pictures_leave_no_card_for_stands_in_the_text() -> None:
    link = LinkCard("https://example.com/a", "Titel")
    assert translate.message_text(PostPlan("c", (Part("Mit Karte"),), link=link), 0) == "Mit Karte"
    pictured = PostPlan("c", (Part("Mit Bild", (PICTURE,)),), link=link)
    assert translate.message_text(pictured, 0) == "Mit Bild\n\nhttps://example.com/a"
    named = PostPlan("c", (Part("Siehe https://example.com/a", (PICTURE,)),), link=link)
    assert translate.message_text(named, 0) == "Siehe https://example.com/a"


def test_pictures_can_be_covered_and_text_alone_cannot() -> None:
    options = {"content_label": "graphic-media"}
    covered = PostPlan("c", (Part("a", (PICTURE,)),), options=options)
    labels = translate.record(covered, HEAD, {"upload:0:0.blob": BLOB}, AT, {})["labels"]
    assert labels == {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "graphic-media"}]}
    assert "labels" not in translate.record(PostPlan("c", (Part("a"),), options=options), HEAD, {}, AT, {})


def test_files_come_before_anything_is_seen() -> None:
    card = LinkCard("https://example.com", picture=PICTURE)
    plan = PostPlan("c", (Part("a"), Part("b", (PICTURE, PICTURE))), first_comment="c", link=card)
    assert [outline.name for outline in MANIFEST.steps(plan)] == [
        "upload:1:0",
        "upload:1:1",
        "upload:card",
        "create:0",
        "create:1",
        "comment",
    ]


def test_a_card_does_without_a_picture_that_is_too_big_for_the_network() -> None:
    big = replace(PICTURE, bytes=CARD_PICTURE_BYTES_MAX + 1)
    plan = PostPlan("c", (Part("a"),), link=LinkCard("https://example.com", picture=big))
    assert [outline.name for outline in MANIFEST.steps(plan)] == ["create:0"]
    embed = translate.record(plan, HEAD, {}, AT, {})["embed"]
    assert embed == {
        "$type": "app.bsky.embed.external",
        "external": {"uri": "https://example.com", "title": "https://example.com", "description": ""},
    }


@pytest.mark.parametrize(
    ("reason", "which"),
    [  # said by data server 0.4.217
        (
            "Invalid app.bsky.feed.post record: blob too big (maximum 1000000, got 1001061) at $.record.embed.images[1].image",
            1,
        ),
        ("Referenced Mimetype does not match stored blob. Expected: image/png, Got: image/jpeg", 0),
        ("Invalid app.bsky.feed.post record: grapheme too big (maximum 300, got 301) at $.record.text", None),
    ],
)
def test_the_network_s_reason_says_which_picture_it_means(reason: str, which: int | None) -> None:
    assert translate.refused_picture(reason) == which


def test_a_post_can_be_shared_by_hand() -> None:
    plan = PostPlan("c", (Part("Grüße & mehr"),), link=LinkCard("https://example.com"))
    assert MANIFEST.share_url is not None
    assert MANIFEST.share_url(plan, {}) == (
        "https://bsky.app/intent/compose?text=Gr%C3%BC%C3%9Fe%20%26%20mehr%0A%0Ahttps%3A%2F%2Fexample.com"
    )


# --- what they say -------------------------------------------------------------------------------------------------------


def test_a_thread_is_read_with_every_answer_and_what_it_answers() -> None:
    now = datetime(2026, 11, 3, tzinfo=UTC)
    head = "at://did:plc:ada/app.bsky.feed.post/3kroot"
    below = translate.answers_below(fixture("thread.json"))
    read = [translate.reply(post, head, now=now) for post in below]
    assert [(one.author.handle, one.text, one.parent_id.rpartition("/")[2]) for one in read] == [
        ("ben.test", "Wie schnell?", "3kroot"),
        ("cem.test", "Sehr.", "3kben"),
        ("dora.test", "Und wie genau?", "3kroot"),
    ]
    assert read[0].url == "https://bsky.app/profile/ben.test/post/3kben"
    assert read[0].at == datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    assert {one.post_id for one in read} == {head}


def test_what_the_network_does_not_tell_is_none_and_zero_is_zero() -> None:
    readings = {one.metric: one.value for one in post_readings({"likeCount": 3, "replyCount": 0}, AT)}
    assert (readings[Metric.LIKES], readings[Metric.COMMENTS]) == (3, 0)
    assert {readings[name] for name in (Metric.SHARES, Metric.SAVES, Metric.IMPRESSIONS, Metric.CLICKS)} == {None}


# --- limits --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("0.4.217", 1_000_000),
        ("0.5.34", 1_000_000),
        ("0.5.35", 2_000_000),
        ("1.0.0", 2_000_000),
        ("1b9f0e2", 2_000_000),
        ("", 2_000_000),
    ],
)
def test_an_older_data_server_takes_smaller_pictures(version: str, expected: int) -> None:
    assert limits_for({"version": version}).picture_bytes_max == expected


@pytest.mark.parametrize(
    ("text", "length"), [("👨‍👩‍👧‍👧", 1), ("https://example.com/lang", 24), ("a\r\nb", 3), ("🇩🇪🇨🇭", 2)]
)
def test_text_is_counted_by_what_a_reader_calls_letters(text: str, length: int) -> None:
    assert count(text, LIMITS) == length
