"""Updates and chats as core.telegram.org/bots/api shows them become our words; a plan becomes what a method takes."""

import json
from datetime import UTC, datetime

import pytest

from leitstand.connectors.telegram import translate
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.post import Media, Part, PostPlan

CHAT = {"id": -1001, "type": "channel", "title": "Prüfwerk", "username": "pruefwerk", "linked_chat_id": -1002}
ACCOUNT = translate.account(CHAT, {"id": 7})
COPY = {
    "message_id": 20,
    "is_automatic_forward": True,
    "forward_origin": {"type": "channel", "chat": {"id": -1001}, "message_id": 5},
    "chat": {"id": -1002, "type": "supergroup"},
}
BEN = {"id": 99, "is_bot": False, "first_name": "Ben", "username": "ben"}


def _update(**message: object) -> dict[str, object]:
    return {"update_id": 1, "message": {"chat": {"id": -1002}, "date": 1764000000, "from": BEN, **message}}


def _picture(place: int) -> Media:
    return Media(f"a{place}", f"{place}", "picture", "image/jpeg", 10, 4, 3)


def test_a_channel_is_known_by_its_number_and_its_name() -> None:
    assert (ACCOUNT.id, ACCOUNT.handle, ACCOUNT.name) == ("-1001", "@pruefwerk", "Prüfwerk")
    assert ACCOUNT.facts == {"group": "-1002", "bot": "7"}


def test_a_private_channel_shows_its_posts_to_members_only() -> None:
    account = translate.account({**CHAT, "username": None}, {"id": 7})
    assert translate.message_url(account, "5") == "https://t.me/c/1/5"


def test_a_comment_belongs_to_the_post_it_answers() -> None:
    update = _update(message_id=21, text="Wie schnell?", reply_to_message=COPY)
    expected = Interaction(
        "-1002:21",
        "comment",
        Author("99", "@ben", "Ben", "https://t.me/ben"),
        datetime.fromtimestamp(1764000000, tz=UTC),
        "Wie schnell?",
        post_id="5",
        parent_id="5",
    )
    assert translate.comments([update], ACCOUNT) == (expected,)


def test_an_answer_to_a_comment_keeps_its_parent() -> None:
    update = _update(message_id=22, text="Sehr", reply_to_message={"message_id": 21, "chat": {"id": -1002}})
    (comment,) = translate.comments([update], ACCOUNT)
    assert (comment.parent_id, comment.post_id) == ("-1002:21", "")


def test_an_edited_comment_counts_once_as_it_reads_now() -> None:
    first = _update(message_id=21, text="Alt", reply_to_message=COPY)
    again = {"update_id": 2, "edited_message": {**first["message"], "text": "Neu"}}  # type: ignore[dict-item]
    assert [comment.text for comment in translate.comments([first, again], ACCOUNT)] == ["Neu"]


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"message": "x"},
        _update(chat={"id": -5}, message_id=1),
        _update(message_id=1, is_automatic_forward=True),
        {"message": {"chat": {"id": -1002}, "from": {"id": 7}, "message_id": 3}},
    ],
)
def test_what_is_no_comment_of_others_is_left_out(update: dict[str, object]) -> None:
    assert translate.comments([update], ACCOUNT) == ()


def test_an_album_carries_its_text_once() -> None:
    plan = PostPlan("c", (Part("Text", (_picture(0), _picture(1))),), options={"silent": "1"})
    method, values = translate.media_message("-1001", plan)
    assert method == "sendMediaGroup"
    assert json.loads(values["media"]) == [
        {"type": "photo", "media": "attach://file0", "caption": "Text"},
        {"type": "photo", "media": "attach://file1"},
    ]
    assert values["disable_notification"] == "true"


def test_a_preview_can_be_left_out() -> None:
    plan = PostPlan("c", (Part("Text"),), options={"no_preview": "1"})
    assert translate.text_message("-1001", plan)["link_preview_options"] == {"is_disabled": True}
