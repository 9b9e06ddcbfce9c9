"""Our words and theirs, in pairs. Pure: a plan becomes what a method takes, updates become interactions."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

from leitstand.connector_kit import wild
from leitstand.connector_kit.manifest import Account, StepKind, StepOutline
from leitstand.connectors.telegram.limits import CAPTION_MAX, utf16_length
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.post import Media, PostPlan

CREATE_STEP: Final = "create:0"
TEXT_STEP: Final = "text:0"
_ON: Final = ("1", "true", "on")


def steps(plan: PostPlan) -> tuple[StepOutline, ...]:
    """List what will be done: one message, and a second one for a text that is too long to stand beneath files."""
    create = StepOutline(CREATE_STEP, StepKind.CREATE)
    return (create, StepOutline(TEXT_STEP, StepKind.COMMENT)) if text_follows(plan) else (create,)


def text_follows(plan: PostPlan) -> bool:
    """Whether the text is a message of its own after the files."""
    return bool(plan.parts[0].media) and utf16_length(message_text(plan)) > CAPTION_MAX


def message_text(plan: PostPlan) -> str:
    """Return the text as it is sent; the linked page follows where the text does not name it."""
    if plan.link and plan.link.url not in plan.text:
        return f"{plan.text}\n\n{plan.link.url}".strip()
    return plan.text


def _is_silent(plan: PostPlan) -> bool:
    return plan.options.get("silent", "") in _ON


def text_message(chat: str, plan: PostPlan) -> dict[str, object]:
    """Return what sendMessage takes."""
    values: dict[str, object] = {"chat_id": int(chat), "text": message_text(plan)}
    if _is_silent(plan):
        values["disable_notification"] = True
    if plan.options.get("no_preview", "") in _ON:
        values["link_preview_options"] = {"is_disabled": True}
    return values


def media_message(chat: str, plan: PostPlan) -> tuple[str, dict[str, str]]:
    """Return the method for one file or an album, and what it takes beside the files (file0, file1, …)."""
    files = plan.parts[0].media
    caption = "" if text_follows(plan) else message_text(plan)
    values = {"chat_id": chat, **({"disable_notification": "true"} if _is_silent(plan) else {})}
    if len(files) == 1:
        kind = _kind(files[0])
        method = {"photo": "sendPhoto", "video": "sendVideo"}[kind]
        return method, {**values, kind: "attach://file0", **({"caption": caption} if caption else {})}
    album = [
        {
            "type": _kind(medium),
            "media": f"attach://file{place}",
            **({"caption": caption} if caption and not place else {}),
        }
        for place, medium in enumerate(files)
    ]
    return "sendMediaGroup", {**values, "media": json.dumps(album, ensure_ascii=False)}


def _kind(media: Media) -> str:
    return "photo" if media.kind == "picture" else "video"


def change(chat: str, message: str, text_message_id: str, plan: PostPlan) -> tuple[str, dict[str, object]]:
    """Return the method that changes the text of a published post, and what it takes."""
    text = message_text(plan)
    if not plan.parts[0].media:
        return "editMessageText", {"chat_id": int(chat), "message_id": int(message), "text": text}
    if text_message_id:
        return "editMessageText", {"chat_id": int(chat), "message_id": int(text_message_id), "text": text}
    return "editMessageCaption", {"chat_id": int(chat), "message_id": int(message), "caption": text}


def message_id(message: wild.Wild) -> str:
    """Return a message's number within its chat; "" where there is none."""
    return wild.text(message, "message_id")


def message_url(account: Account, message: str) -> str:
    """Return where people see a message: by the channel's name, else by its number, for members only."""
    if account.handle.startswith("@"):
        return f"https://t.me/{account.handle[1:]}/{message}"
    return f"https://t.me/c/{account.id.removeprefix('-100')}/{message}"


def account(chat: wild.Wild, bot: wild.Wild) -> Account:
    """Return a channel with its discussion group and the bot that speaks for it."""
    name = wild.text(chat, "username")
    number = wild.text(chat, "id")
    return Account(
        id=number,
        handle=f"@{name}" if name else wild.text(chat, "title"),
        name=wild.text(chat, "title"),
        url=f"https://t.me/{name}" if name else "",
        base_url="https://api.telegram.org",
        facts={"group": wild.text(chat, "linked_chat_id"), "bot": wild.text(bot, "id")},
    )


def comments(updates: Sequence[wild.Wild], account: Account) -> tuple[Interaction, ...]:
    """Return what people wrote in the discussion group, oldest first; an edited comment counts once, as it reads now."""
    group, bot = str(account.facts.get("group", "")), str(account.facts.get("bot", ""))
    found: dict[str, Interaction] = {}
    for update in updates:
        message = wild.record(update.get("message")) or wild.record(update.get("edited_message"))
        author = wild.record(message.get("from"))
        if not group or wild.text(wild.record(message.get("chat")), "id") != group:
            continue
        if not author or wild.text(author, "id") == bot or message.get("is_automatic_forward") is True:
            continue
        comment = _comment(message, author, group)
        found[comment.id] = comment
    return tuple(found.values())


def _comment(message: wild.Wild, author: wild.Wild, group: str) -> Interaction:
    answered = wild.record(message.get("reply_to_message"))
    post = wild.text(wild.record(answered.get("forward_origin")), "message_id")
    handle = wild.text(author, "username")
    names = (wild.text(author, "first_name"), wild.text(author, "last_name"))
    return Interaction(
        id=f"{group}:{message_id(message)}",
        kind="comment",
        author=Author(
            id=wild.text(author, "id"),
            handle=f"@{handle}" if handle else "",
            name=" ".join(name for name in names if name),
            url=f"https://t.me/{handle}" if handle else "",
        ),
        at=datetime.fromtimestamp(wild.number(message, "date") or 0, tz=UTC),
        text=wild.text(message, "text") or wild.text(message, "caption"),
        post_id=post,
        parent_id=post or (f"{group}:{message_id(answered)}" if answered else ""),
    )


def share_url(plan: PostPlan, facts: Mapping[str, object]) -> str:
    """Return the address where a person shares the post."""
    link = plan.link.url if plan.link else ""
    return f"https://t.me/share/url?url={quote(link, safe='')}&text={quote(plan.text, safe='')}"
