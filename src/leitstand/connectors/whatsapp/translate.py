"""Our words and theirs, in pairs. Pure: a number becomes an account, messages become interactions."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

from leitstand.connector_kit import wild
from leitstand.connector_kit.manifest import Account, StepKind, StepOutline
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.post import PostPlan

NUMBER_FIELDS: Final = "id,display_phone_number,verified_name,quality_rating,code_verification_status"
# A sign of what was sent where there are no words; each network's readers know them.
_SIGNS: Final = {
    "image": "📷", "video": "🎬", "audio": "🎤", "voice": "🎤", "document": "📄", "sticker": "🙂", "location": "📍",
    "contacts": "👤", "order": "🛒",
}  # fmt: skip


def account(number: wild.Wild) -> Account:
    """Return a telephone number of the company as an account."""
    shown = wild.text(number, "display_phone_number")
    digits = "".join(letter for letter in shown if letter.isdigit())
    return Account(
        id=wild.text(number, "id"),
        handle=shown,
        name=wild.text(number, "verified_name") or shown,
        url=f"https://wa.me/{digits}" if digits else "",
        base_url="https://graph.facebook.com",
    )


def steps(plan: PostPlan) -> tuple[StepOutline, ...]:
    """Nothing is published by program; a person puts a post into the channel or the status."""
    return (StepOutline("create:0", StepKind.CREATE),)


def text_message(to: Interaction, text: str) -> dict[str, str]:
    """Return an answer as the interface takes it; it quotes what it answers."""
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": to.author.id,
        "type": "text",
        "text": json.dumps({"preview_url": False, "body": text}, ensure_ascii=False),
        "context": json.dumps({"message_id": to.id}),
    }


def message(data: wild.Wild, names: Mapping[str, str]) -> Interaction | None:
    """Return a message as ours; None for what is no message to us (reactions, system notices, things without an id)."""
    kind, name, who = wild.text(data, "type"), wild.text(data, "id"), wild.text(data, "from")
    seconds = wild.text(data, "timestamp")
    if kind in ("reaction", "system", "unsupported", "unknown") or not name or not who:
        return None
    at = (
        datetime.fromtimestamp(int(seconds), UTC)
        if seconds.isascii() and seconds.isdigit() and len(seconds) < 12
        else None
    )
    if at is None:
        return None
    author = Author(id=who, handle=f"+{who}", name=names.get(who, ""), url=f"https://wa.me/{who}")
    return Interaction(
        name, "message", author, at, _words(data, kind), parent_id=wild.text(wild.record(data.get("context")), "id"),
        conversation_id=who,
    )  # fmt: skip


def _words(data: wild.Wild, kind: str) -> str:
    part = wild.record(data.get(kind))
    match kind:
        case "text":
            return wild.text(part, "body")
        case "button":
            return wild.text(part, "text")
        case "interactive":
            chosen = wild.record(part.get("button_reply")) or wild.record(part.get("list_reply"))
            return wild.text(chosen, "title")
        case "location":
            told = [wild.text(part, "name"), wild.text(part, "address")]
            where = ", ".join(one for one in told if one) or f"{part.get('latitude')}, {part.get('longitude')}"
            return f"{_SIGNS[kind]} {where}"
        case _:
            words = wild.text(part, "caption") or wild.text(part, "filename")
            return f"{_SIGNS.get(kind, '')} {words}".strip()


def share_url(plan: PostPlan, facts: Mapping[str, object]) -> str:
    """Return where a person passes the text on by hand."""
    return f"https://wa.me/?text={quote(plan.text)}"
