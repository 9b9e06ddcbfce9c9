"""Their mentions and profiles as docs.x.com shows them become our words; a plan becomes posts."""

from datetime import UTC, datetime

from leitstand.connectors.xcorp import translate
from leitstand.kernel.post import LinkCard, Part, PostPlan

NOW = datetime(2026, 11, 23, tzinfo=UTC)
ACCOUNT = translate.account({"id": "1", "username": "pruefwerk", "name": "Prüfwerk"})
POST = {
    "id": "5",
    "text": "@pruefwerk A &amp; B https://t.co/abc https://t.co/pic",
    "author_id": "9",
    "created_at": "2026-11-20T10:00:00.000Z",
    "conversation_id": "4",
    "entities": {
        "urls": [
            {"url": "https://t.co/abc", "expanded_url": "https://example.org/a"},
            {"url": "https://t.co/pic", "expanded_url": "https://x.com/…/photo/1", "media_key": "3_1"},
        ]
    },
}


def test_a_mention_reads_as_it_was_written() -> None:
    read = translate.mention(POST, {"9": {"id": "9", "username": "ben", "name": "Ben"}}, ACCOUNT, now=NOW)
    assert (read.kind, read.text, read.author.handle) == ("mention", "@pruefwerk A & B https://example.org/a", "@ben")
    assert read.url == "https://x.com/ben/status/5"


def test_an_answer_keeps_its_conversation_and_its_parent() -> None:
    answer = {**POST, "referenced_tweets": [{"type": "replied_to", "id": "4"}]}
    read = translate.mention(answer, {}, ACCOUNT, now=NOW)
    assert (read.kind, read.post_id, read.parent_id) == ("comment", "4", "4")


def test_the_linked_page_follows_the_first_post_alone() -> None:
    plan = PostPlan("c", (Part("Eins"), Part("Zwei")), link=LinkCard("https://example.org"))
    assert [translate.message_text(plan, part) for part in (0, 1)] == ["Eins\n\nhttps://example.org", "Zwei"]


def test_who_may_answer_is_told_only_where_it_is_not_everybody() -> None:
    assert "reply_settings" not in translate.post_body("x", who="everyone")
    assert translate.post_body("x", who="following")["reply_settings"] == "following"


def test_data_of_another_shape_breaks_nothing() -> None:
    assert translate.mention({}, {}, ACCOUNT, now=NOW).at == NOW
    assert not translate.is_ours({}, {"text": ""}, since=NOW)
