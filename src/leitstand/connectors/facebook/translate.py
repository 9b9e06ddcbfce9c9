"""Our words and theirs, in pairs. Pure: a plan becomes steps and forms, JSON becomes posts, comments and messages."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final
from urllib.parse import quote

from leitstand.connector_kit import wild
from leitstand.connector_kit.manifest import Account, StepKind, StepOutline
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.post import PostPlan

COMMENT_STEP: Final = "comment"
COMMENT_FIELDS: Final = "id,message,from{id,name},created_time,permalink_url,parent{id}"
POST_FIELDS: Final = "id,message,created_time,permalink_url,attachments{subattachments{target},target}"


def upload_name(place: int) -> str:
    """Return the name of the step that uploads one file."""
    return f"upload:{place}"


def is_reel(plan: PostPlan) -> bool:
    """Whether a plan is one film: every film goes out as a reel."""
    files = plan.parts[0].media
    return bool(files) and files[0].kind == "video"


def steps(plan: PostPlan) -> tuple[StepOutline, ...]:
    """List what will be done: files unseen, then the post, then its first comment."""
    files = [
        StepOutline(upload_name(place), StepKind.UPLOAD, media=place) for place, _ in enumerate(plan.parts[0].media)
    ]
    comment = [StepOutline(COMMENT_STEP, StepKind.COMMENT)] if plan.first_comment.strip() else []
    return (*files, StepOutline("create:0", StepKind.CREATE), *comment)


def message_text(plan: PostPlan) -> str:
    """Return the text; where files take the card's place, the linked page is named in it."""
    if plan.link and plan.parts[0].media and plan.link.url not in plan.text:
        return f"{plan.text}\n\n{plan.link.url}".strip()
    return plan.text


def post_form(plan: PostPlan, carried: Mapping[str, str]) -> dict[str, str]:
    """Return a post as /{page}/feed takes it."""
    form = {"message": message_text(plan)}
    for place, _ in enumerate(plan.parts[0].media):
        form[f"attached_media[{place}]"] = json.dumps({"media_fbid": carried[f"{upload_name(place)}.id"]})
    if plan.link and not plan.parts[0].media:
        form["link"] = plan.link.url
    return {name: value for name, value in form.items() if value}


def is_ours(post: wild.Wild, plan: PostPlan, *, since: datetime) -> bool:
    """Whether a post found on the page is the one that was sent at `since` or later: same text, as many files."""
    at = wild.moment(post, "created_time")
    return (
        at is not None
        and at >= since.replace(microsecond=0)
        and wild.text(post, "message").strip() == message_text(plan).strip()
        and (not plan.parts[0].media or _count_files(post) == len(plan.parts[0].media))
    )


def _count_files(post: wild.Wild) -> int:
    attachments = wild.records(wild.record(post.get("attachments")).get("data"))
    inner = [wild.records(wild.record(one.get("subattachments")).get("data")) for one in attachments]
    return sum(len(several) if several else 1 for several in inner)


def author(data: wild.Wild) -> Author:
    """Return who wrote something; without the right to read it the network leaves the person out."""
    return Author(id=wild.text(data, "id"), name=wild.text(data, "name"))


def comment(data: wild.Wild, post: str, *, now: datetime) -> Interaction:
    """Return what somebody wrote under a post."""
    return Interaction(
        id=wild.text(data, "id"),
        kind="comment",
        author=author(wild.record(data.get("from"))),
        at=wild.moment(data, "created_time") or now,
        text=wild.text(data, "message"),
        url=wild.text(data, "permalink_url"),
        post_id=post,
        parent_id=wild.text(wild.record(data.get("parent")), "id") or post,
    )


def visitor_post(data: wild.Wild, *, now: datetime) -> Interaction:
    """Return what somebody wrote on the page itself."""
    return Interaction(
        id=wild.text(data, "id"),
        kind="mention",
        author=author(wild.record(data.get("from"))),
        at=wild.moment(data, "created_time") or now,
        text=wild.text(data, "message"),
        url=wild.text(data, "permalink_url"),
    )


def message(data: wild.Wild, conversation: str, *, now: datetime) -> Interaction:
    """Return a private message."""
    return Interaction(
        id=wild.text(data, "id"),
        kind="message",
        author=author(wild.record(data.get("from"))),
        at=wild.moment(data, "created_time") or now,
        text=wild.text(data, "message"),
        conversation_id=conversation,
    )


def page(data: wild.Wild) -> Account:
    """Return a page."""
    name, handle = wild.text(data, "name"), wild.text(data, "username")
    return Account(
        id=wild.text(data, "id"),
        handle=f"@{handle}" if handle else name,
        name=name,
        url=wild.text(data, "link") or f"https://www.facebook.com/{wild.text(data, 'id')}",
        base_url="https://graph.facebook.com",
    )


def share_url(plan: PostPlan, facts: Mapping[str, object]) -> str:
    """Return the address where a person shares the link; the text cannot be filled in there."""
    link = plan.link.url if plan.link else ""
    return (
        f"https://www.facebook.com/sharer/sharer.php?u={quote(link, safe='')}" if link else "https://www.facebook.com/"
    )
