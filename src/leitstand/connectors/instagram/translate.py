"""Our words and theirs, in pairs. Pure: a plan becomes steps and containers, JSON becomes comments and posts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.manifest import Account, StepKind, StepOutline
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.post import Media, PostPlan

COMMENT_STEP: Final = "comment"
WHOLE: Final = "whole"
COMMENT_FIELDS: Final = "id,text,timestamp,from,username,parent_id,hidden"
MESSAGES_FIELD: Final = "messages.limit(20){id,message,from{id,username},created_time}"
TALK_FIELDS: Final = f"id,{MESSAGES_FIELD}"


def child_name(place: int) -> str:
    """Return the name of the step that makes one file's container."""
    return f"upload:{place}"


def is_carousel(plan: PostPlan) -> bool:
    """Whether a plan has several files."""
    return len(plan.parts[0].media) > 1


def steps(plan: PostPlan) -> tuple[StepOutline, ...]:
    """List what will be done: a container for each file, waiting for each, the carousel around them, publishing, a comment."""
    found: list[StepOutline] = []
    for place, _ in enumerate(plan.parts[0].media):
        found.append(StepOutline(child_name(place), StepKind.UPLOAD, media=place))
        found.append(StepOutline(f"wait:{place}", StepKind.WAIT, media=place))
    if is_carousel(plan):
        found.append(StepOutline(f"upload:{WHOLE}", StepKind.UPLOAD))
        found.append(StepOutline(f"wait:{WHOLE}", StepKind.WAIT))
    found.append(StepOutline("create:0", StepKind.CREATE))
    if plan.first_comment.strip() and plan.format != "story":
        found.append(StepOutline(COMMENT_STEP, StepKind.COMMENT))
    return tuple(found)


def caption(plan: PostPlan) -> str:
    """Return the text; a linked page is named in it, though nobody can click it there."""
    if plan.link and plan.link.url not in plan.text:
        return f"{plan.text}\n\n{plan.link.url}".strip()
    return plan.text


def container(plan: PostPlan, medium: Media, address: str) -> dict[str, str]:
    """Return the form of one file's container; a film is sent afterwards, a picture is fetched from `address`."""
    alone = not is_carousel(plan)
    form: dict[str, str] = {}
    if medium.kind == "picture":
        form["image_url"] = address
        if medium.alt and plan.format != "story":
            form["alt_text"] = medium.alt
    else:
        form["upload_type"] = "resumable"
    if plan.format == "story":
        return {**form, "media_type": "STORIES"}
    if not alone:
        film = {"media_type": "VIDEO"} if medium.kind == "video" else {}
        return {**form, **film, "is_carousel_item": "true"}
    if medium.kind == "video":
        form["media_type"] = "REELS"
        form["share_to_feed"] = "false" if plan.options.get("reel_only", "") in ("1", "true", "on") else "true"
    return {**form, "caption": caption(plan)}


def carousel(plan: PostPlan, carried: Mapping[str, str]) -> dict[str, str]:
    """Return the form of the container around several files."""
    children = ",".join(carried[f"{child_name(place)}.id"] for place, _ in enumerate(plan.parts[0].media))
    return {"media_type": "CAROUSEL", "children": children, "caption": caption(plan)}


def last_container(plan: PostPlan, carried: Mapping[str, str]) -> str:
    """Return the container that is published."""
    return carried[f"upload:{WHOLE}.id"] if is_carousel(plan) else carried[f"{child_name(0)}.id"]


def is_ours(post: wild.Wild, plan: PostPlan, *, since: datetime) -> bool:
    """Whether a post found on the account is the one that was published at `since` or later."""
    at = wild.moment(post, "timestamp")
    return at is not None and at >= since.replace(microsecond=0) and wild.text(post, "caption") == caption(plan)


def comment(data: wild.Wild, post: str, *, now: datetime) -> Interaction:
    """Return what somebody wrote under a post."""
    who = wild.record(data.get("from"))
    name = wild.text(data, "username") or wild.text(who, "username")
    return Interaction(
        id=wild.text(data, "id"),
        kind="comment",
        author=Author(
            id=wild.text(who, "id") or name,
            handle=f"@{name}" if name else "",
            url=f"https://www.instagram.com/{name}/" if name else "",
        ),
        at=wild.moment(data, "timestamp") or now,
        text=wild.text(data, "text"),
        post_id=post,
        parent_id=wild.text(data, "parent_id") or post,
    )


def message(data: wild.Wild, conversation: str, *, now: datetime) -> Interaction:
    """Return a private message; whoever writes is named by the handle, and answered by the id."""
    who = wild.record(data.get("from"))
    name = wild.text(who, "username")
    return Interaction(
        id=wild.text(data, "id"),
        kind="message",
        author=Author(
            id=wild.text(who, "id") or name,
            handle=f"@{name}" if name else "",
            url=f"https://www.instagram.com/{name}/" if name else "",
        ),
        at=wild.moment(data, "created_time") or now,
        text=wild.text(data, "message"),
        conversation_id=conversation,
    )


def account(data: wild.Wild) -> Account:
    """Return a professional account."""
    name = wild.text(data, "username")
    return Account(
        id=wild.text(data, "id"),
        handle=f"@{name}",
        name=wild.text(data, "name") or name,
        url=f"https://www.instagram.com/{name}/",
        avatar_url=wild.text(data, "profile_picture_url"),
        base_url="https://graph.facebook.com",
    )


def share_url(plan: PostPlan, facts: Mapping[str, object]) -> str:
    """Return where a person posts by hand: nothing can be filled in there."""
    return "https://www.instagram.com/"
