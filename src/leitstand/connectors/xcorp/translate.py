"""Our words and theirs, in pairs. Pure: a plan becomes posts, JSON becomes mentions."""

import html
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import quote

from leitstand.connector_kit import wild
from leitstand.connector_kit.manifest import Account, StepKind, StepOutline
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.post import Media, PostPlan

COMMENT_STEP: Final = "comment"
POST_FIELDS: Final = "created_at,author_id,conversation_id,referenced_tweets,attachments,entities"
_SHORT_LINK: Final = re.compile(r"https://t\.co/\w+")


def upload_name(part: int, place: int) -> str:
    """Return the name of the step that uploads one file."""
    return f"upload:{part}:{place}"


def create_name(part: int) -> str:
    """Return the name of the step that makes one post of a thread visible."""
    return f"create:{part}"


def steps(plan: PostPlan) -> tuple[StepOutline, ...]:
    """List what will be done: all files first, so that nothing is visible before every file is accepted."""
    files = [
        StepOutline(name, kind, part=number, media=place)
        for number, part in enumerate(plan.parts)
        for place, _ in enumerate(part.media)
        for name, kind in (
            (upload_name(number, place), StepKind.UPLOAD),
            (f"wait:{number}:{place}", StepKind.WAIT),
        )
    ]
    posts = [StepOutline(create_name(number), StepKind.CREATE, part=number) for number, _ in enumerate(plan.parts)]
    comment = [StepOutline(COMMENT_STEP, StepKind.COMMENT)] if plan.first_comment.strip() else []
    return (*files, *posts, *comment)


def message_text(plan: PostPlan, part: int) -> str:
    """Return the text of one post; the linked page follows the first one where no text names it."""
    text = plan.parts[part].text
    if part == 0 and plan.link and not any(plan.link.url in other.text for other in plan.parts):
        return f"{text}\n\n{plan.link.url}".strip()
    return text


def post_body(text: str, *, media: Sequence[str] = (), reply_to: str = "", who: str = "") -> dict[str, object]:
    """Return one post as POST /2/tweets takes it; `who` may answer ("" everybody)."""
    body: dict[str, object] = {"text": text}
    if media:
        body["media"] = {"media_ids": list(media)}
    if reply_to:
        body["reply"] = {"in_reply_to_tweet_id": reply_to}
    if who and who != "everyone":
        body["reply_settings"] = who
    return body


def category(media: Media) -> str:
    """Return what the network calls a file of this kind."""
    if media.kind == "video":
        return "tweet_video"
    return "tweet_gif" if media.mime == "image/gif" else "tweet_image"


def plain_text(post: wild.Wild) -> str:
    """Return a post's text with its links as they were written and without the one that stands for its files."""
    text = wild.text(post, "text")
    for link in wild.records(wild.record(post.get("entities")).get("urls")):
        shown = "" if link.get("media_key") else wild.text(link, "expanded_url")
        text = text.replace(wild.text(link, "url"), shown)
    return html.unescape(text).strip()


def skeleton(text: str) -> str:
    """Return what stays the same whatever the network does to a text: without links and spaces."""
    return "".join(_SHORT_LINK.sub("", re.sub(r"https?://\S+", "", text)).split())


def is_ours(post: wild.Wild, body: Mapping[str, object], *, since: datetime) -> bool:
    """Whether a post found on the profile is the one that was sent with this body at `since` or later."""
    at = wild.moment(post, "created_at")
    sent = wild.record(body.get("media")).get("media_ids")
    there = wild.record(post.get("attachments")).get("media_keys")
    replied = [
        wild.text(one, "id") for one in wild.records(post.get("referenced_tweets")) if one.get("type") == "replied_to"
    ]
    return (
        at is not None
        and at >= since
        and skeleton(html.unescape(wild.text(post, "text"))) == skeleton(str(body["text"]))
        and len(sent if isinstance(sent, list) else []) == len(there if isinstance(there, list) else [])
        and (replied[0] if replied else "") == wild.text(wild.record(body.get("reply")), "in_reply_to_tweet_id")
    )


def mention(post: wild.Wild, people: Mapping[str, wild.Wild], account: Account, *, now: datetime) -> Interaction:
    """Return what somebody wrote to us: an answer within a conversation, or a mention."""
    who = people.get(wild.text(post, "author_id"), {})
    name = wild.text(who, "username")
    replied = [
        wild.text(one, "id") for one in wild.records(post.get("referenced_tweets")) if one.get("type") == "replied_to"
    ]
    return Interaction(
        id=wild.text(post, "id"),
        kind="comment" if replied else "mention",
        author=Author(
            id=wild.text(post, "author_id"),
            handle=f"@{name}" if name else "",
            name=wild.text(who, "name"),
            url=f"https://x.com/{name}" if name else "",
            avatar_url=wild.text(who, "profile_image_url"),
        ),
        at=wild.moment(post, "created_at") or now,
        text=plain_text(post),
        url=f"https://x.com/{name}/status/{wild.text(post, 'id')}" if name else "",
        post_id=wild.text(post, "conversation_id") if replied else "",
        parent_id=replied[0] if replied else "",
    )


def account(data: wild.Wild) -> Account:
    """Return a profile."""
    name = wild.text(data, "username")
    return Account(
        id=wild.text(data, "id"),
        handle=f"@{name}",
        name=wild.text(data, "name"),
        url=f"https://x.com/{name}",
        avatar_url=wild.text(data, "profile_image_url"),
        base_url="https://api.x.com",
        facts={"is_premium": wild.text(data, "verified_type") not in ("", "none")},
    )


def share_url(plan: PostPlan, facts: Mapping[str, object]) -> str:
    """Return the address where a person posts this by hand, filled in."""
    return f"https://x.com/intent/tweet?text={quote(message_text(plan, 0), safe='')}"
