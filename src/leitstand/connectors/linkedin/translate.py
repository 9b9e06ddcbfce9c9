"""Our words and theirs, in pairs. Pure: text becomes "little text" and back, a plan becomes a post, JSON becomes interactions."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import Published
from leitstand.connector_kit.manifest import Account, StepKind, StepOutline
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.post import PostPlan

COMMENT_STEP: Final = "comment"
CARD_STEP: Final = "upload:card"
# Reserved in their "little text"; left as they are, the post is cut off there without a word (Posts API).
_RESERVED: Final = re.compile(r"[\\|{}@\[\]()<>#*_~]")
_ESCAPED: Final = re.compile(r"\\([\\|{}@\[\]()<>#*_~])")
_HASHTAG: Final = re.compile(r"#(?=\w)")


def escaped(text: str) -> str:
    """Return a text as the network wants it: reserved signs behind a backslash, hashtags as they are."""
    tags = {found.start() for found in _HASHTAG.finditer(text)}
    return _RESERVED.sub(lambda sign: sign[0] if sign.start() in tags else f"\\{sign[0]}", text)


def plain(text: str) -> str:
    """Return their text as it reads."""
    return _ESCAPED.sub(r"\1", text)


def is_page(account: Account) -> bool:
    """Whether an account is a company's page (else it is a person)."""
    return account.id.startswith("urn:li:organization:")


def upload_name(place: int) -> str:
    """Return the name of the step that uploads one file."""
    return f"upload:{place}"


def steps(plan: PostPlan) -> tuple[StepOutline, ...]:
    """List what will be done: files (a video is waited for), the picture of a link card, the post, its first comment."""
    found: list[StepOutline] = []
    for place, medium in enumerate(plan.parts[0].media):
        found.append(StepOutline(upload_name(place), StepKind.UPLOAD, media=place))
        if medium.kind == "video":
            found.append(StepOutline(f"wait:{place}", StepKind.WAIT, media=place))
    if plan.link and plan.link.picture and not plan.parts[0].media:
        found.append(StepOutline(CARD_STEP, StepKind.UPLOAD))
    found.append(StepOutline("create:0", StepKind.CREATE))
    if plan.first_comment.strip():
        found.append(StepOutline(COMMENT_STEP, StepKind.COMMENT))
    return tuple(found)


def post_body(plan: PostPlan, author: str, carried: Mapping[str, str]) -> dict[str, object]:
    """Return a post as POST /rest/posts takes it."""
    audience = "CONNECTIONS" if plan.options.get("audience") == "connections" else "PUBLIC"
    body: dict[str, object] = {
        "author": author,
        "commentary": escaped(message_text(plan)),
        "visibility": audience,
        "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []},
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": plan.options.get("no_resharing", "") in ("1", "true", "on"),
    }
    content = _content(plan, carried)
    return {**body, "content": content} if content else body


def message_text(plan: PostPlan) -> str:
    """Return the text; where a file takes the card's place, the linked page is named in the text."""
    if plan.link and plan.parts[0].media and plan.link.url not in plan.text:
        return f"{plan.text}\n\n{plan.link.url}".strip()
    return plan.text


def _content(plan: PostPlan, carried: Mapping[str, str]) -> dict[str, object]:
    files = plan.parts[0].media
    names = [carried[f"{upload_name(place)}.id"] for place, _ in enumerate(files)]
    if len(files) > 1:
        return {
            "multiImage": {
                "images": [{"id": name, "altText": medium.alt} for name, medium in zip(names, files, strict=True)]
            }
        }
    if files:
        only: dict[str, object] = {"id": names[0]}
        if files[0].kind == "video":
            only["title"] = plan.options.get("video_title", "") or files[0].alt or plan.text[:100]
        elif files[0].alt:
            only["altText"] = files[0].alt
        return {"media": only}
    if plan.link:
        article: dict[str, object] = {"source": plan.link.url, "title": plan.link.title or plan.link.url}
        if plan.link.description:
            article["description"] = plan.link.description
        if thumbnail := carried.get(f"{CARD_STEP}.id"):
            article["thumbnail"] = thumbnail
        return {"article": article}
    return {}


def post_url(name: str) -> str:
    """Return where the public sees a post."""
    return f"https://www.linkedin.com/feed/update/{name}/"


def is_ours(post: wild.Wild, body: Mapping[str, object], *, since: datetime) -> bool:
    """Whether a post found on the page is the one that was sent with this body at `since` or later."""
    at = moment(post, "createdAt") or moment(post, "publishedAt")
    return (
        at is not None
        and at >= since
        and plain(wild.text(post, "commentary")) == plain(str(body["commentary"]))
        and _files_of(post) == _files_of(wild.record(body))
    )


def _files_of(post: wild.Wild) -> tuple[str, ...]:
    content = wild.record(post.get("content"))
    single = wild.text(wild.record(content.get("media")), "id")
    several = wild.records(wild.record(content.get("multiImage")).get("images"))
    return (single,) if single else tuple(wild.text(image, "id") for image in several)


def moment(data: wild.Wild, name: str) -> datetime | None:
    """Return a moment they tell in milliseconds since 1970."""
    value = wild.number(data, name)
    return None if value is None else datetime.fromtimestamp(value / 1000, tz=UTC)


def comment_body(actor: str, about: str, text: str, *, parent: str = "") -> dict[str, object]:
    """Return a comment, or an answer to one."""
    body: dict[str, object] = {"actor": actor, "object": about, "message": {"text": text}}
    return {**body, "parentComment": parent} if parent else body


def comment(data: wild.Wild, post: str, *, now: datetime) -> Interaction:
    """Return what somebody wrote. Of the person only the id is told; their profile may be kept for 24 hours at most."""
    actor = wild.text(data, "actor")
    return Interaction(
        id=wild.text(data, "commentUrn"),
        kind="comment",
        author=Author(id=actor),
        at=moment(wild.record(data.get("created")), "time") or now,
        text=wild.text(wild.record(data.get("message")), "text"),
        url=post_url(post),
        post_id=post,
        parent_id=wild.text(data, "parentComment") or post,
    )


def about_of(comment_urn: str) -> str:
    """Return what a comment stands under: "urn:li:comment:(urn:li:activity:1,2)" stands under urn:li:activity:1."""
    inner = comment_urn.partition("(")[2].rpartition(")")[0]
    return inner.rpartition(",")[0]


def page(data: wild.Wild) -> Account:
    """Return a company's page."""
    number, vanity = wild.text(data, "id"), wild.text(data, "vanityName")
    name = wild.text(data, "localizedName")
    return Account(
        id=f"urn:li:organization:{number}",
        handle=vanity or name,
        name=name,
        url=f"https://www.linkedin.com/company/{vanity or number}/",
        base_url="https://api.linkedin.com",
        facts={"kind": "page"},
    )


def person(data: wild.Wild) -> Account:
    """Return a person."""
    name = wild.text(data, "name")
    return Account(
        id=f"urn:li:person:{wild.text(data, 'sub')}",
        handle=name,
        name=name,
        avatar_url=wild.text(data, "picture"),
        url="https://www.linkedin.com/in/me/",
        base_url="https://api.linkedin.com",
        facts={"kind": "person"},
    )


def pages_of(elements: Sequence[wild.Wild]) -> tuple[str, ...]:
    """Return the numbers of the pages somebody administers."""
    return tuple(wild.text(entry, "organization").rpartition(":")[2] for entry in elements)


def published(name: str, carried: Mapping[str, str]) -> Published:
    """Return a post as the house knows it."""
    return Published(name, post_url(name), carried)


def share_url(plan: PostPlan, facts: Mapping[str, object]) -> str:
    """Return the address where a person shares the link; the text cannot be filled in there."""
    link = plan.link.url if plan.link else ""
    return (
        f"https://www.linkedin.com/sharing/share-offsite/?url={quote(link, safe='')}"
        if link
        else "https://www.linkedin.com/feed/?shareActive=true"
    )
