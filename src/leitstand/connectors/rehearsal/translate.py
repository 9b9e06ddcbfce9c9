"""PURE: our words ↔ the stage's, in pairs."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, cast

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import Published, StepResult
from leitstand.connector_kit.manifest import Account, StepKind, StepOutline
from leitstand.kernel.interaction import Author, Interaction, InteractionKind
from leitstand.kernel.post import Media, PostPlan

_KINDS: Final[Mapping[str, InteractionKind]] = {"comment": "comment", "like": "like", "share": "share"}


def steps(plan: PostPlan) -> tuple[StepOutline, ...]:
    """List what will be done: every file first, so that a refused one leaves no half thread; then the messages in order."""
    found = []
    for part, message in enumerate(plan.parts):
        for place, media in enumerate(message.media):
            found.append(StepOutline(f"upload:{part}:{place}", StepKind.UPLOAD, part, place))
            if media.kind == "video":
                found.append(StepOutline(f"wait:{part}:{place}", StepKind.WAIT, part, place))
    found += [StepOutline(f"create:{part}", StepKind.CREATE, part) for part in range(len(plan.parts))]
    if plan.first_comment.strip():
        found.append(StepOutline("comment", StepKind.COMMENT))
    return tuple(found)


def file_body(media: Media) -> dict[str, object]:
    """Announce a file."""
    return {"mime": media.mime, "bytes": media.bytes, "sha256": media.sha256, "alt": media.alt}


def place_in_post(plan: PostPlan, outline: StepOutline) -> int:
    """Return the place of a step's file among all files of the post, counted from 0."""
    return sum(len(message.media) for message in plan.parts[: outline.part]) + (outline.media or 0)


def post_body(plan: PostPlan, part: int, carried: Mapping[str, str]) -> dict[str, object]:
    """Return what is sent to publish one message; it answers the one before it."""
    files = [carried[f"upload:{part}:{place}.id"] for place in range(len(plan.parts[part].media))]
    body = content_body(plan, part, files)
    body["language"] = plan.options.get("language") or "de"
    body["comments"] = plan.options.get("comments") != "closed"
    if part:
        body["reply_to"] = carried[f"create:{part - 1}.id"]
    return body


def content_body(plan: PostPlan, part: int, files: list[str]) -> dict[str, object]:
    """Return what a message says: its text, its files, and the link's card with the first."""
    body: dict[str, object] = {"text": plan.parts[part].text, "media": files}
    if plan.link is not None and part == 0:
        body["link"] = {"url": plan.link.url, "title": plan.link.title, "description": plan.link.description}
    return body


def result_of(told: Mapping[str, object], outline: StepOutline) -> StepResult:
    """Read a post or comment that was published; only the first message stands for the whole."""
    name, url = str(told["id"]), str(told["url"])
    first = outline.kind is StepKind.CREATE and outline.part == 0
    return StepResult(carried={"id": name, "url": url}, external_id=name if first else "", url=url if first else "")


def message_ids(post: Published) -> tuple[str, ...]:
    """Return the ids of all messages of a published post, in order."""

    def later() -> Iterator[str]:
        part = 1
        while name := post.carried.get(f"create:{part}.id"):
            yield name
            part += 1

    return (post.external_id, *later())


def account(told: Mapping[str, object], base_url: str, facts: Mapping[str, object]) -> Account:
    """Read a profile."""
    return Account(
        id=str(told["id"]),
        handle=str(told["handle"]),
        name=str(told.get("name") or ""),
        url=str(told.get("url") or ""),
        base_url=base_url,
        facts=facts,
    )


def own_answer(told: object, to: Interaction, text: str, own_id: str, *, since: datetime) -> Published | None:
    """Find our own answer to a comment among what was written under a post."""
    for entry in cast("list[Mapping[str, object]]", told):
        who = cast("Mapping[str, object]", entry["author"])
        parent = str(entry.get("parent") or "") or to.post_id
        at = datetime.fromisoformat(str(entry["at"]))
        if who["id"] == own_id and parent == to.id and entry.get("text") == text and at >= since:
            return Published(str(entry["id"]), str(entry.get("url") or ""))
    return None


def heard(data: str) -> Interaction | None:
    """Read what the stage tells whoever listens; None for what is none of its messages."""
    try:
        entry = wild.record(json.loads(data))
    except ValueError:
        return None
    who, at = wild.inner(entry, "author"), wild.moment(entry, "at")
    if not wild.text(entry, "id") or at is None:
        return None
    name, handle, url = (wild.text(who, key) for key in ("name", "handle", "url"))
    author = Author(wild.text(who, "id"), handle, name, url)
    return Interaction(
        wild.text(entry, "id"), "post", author, at, wild.text(entry, "text"), url=wild.text(entry, "url")
    )


def interactions(told: object, post_id: str, own_id: str) -> tuple[Interaction, ...]:
    """Read what people did with a post; what we wrote ourselves is left out."""
    found = []
    for entry in cast("list[Mapping[str, object]]", told):
        kind = _KINDS.get(str(entry.get("kind")))
        who = cast("Mapping[str, object]", entry["author"])
        if kind is None or who["id"] == own_id:
            continue
        found.append(
            Interaction(
                id=str(entry["id"]),
                kind=kind,
                author=Author(str(who["id"]), str(who["handle"]), str(who["name"]), str(who["url"])),
                at=datetime.fromisoformat(str(entry["at"])),
                text=str(entry.get("text") or ""),
                url=str(entry.get("url") or ""),
                post_id=str(entry.get("post") or post_id),
                parent_id=str(entry.get("parent") or "") or str(entry.get("post") or post_id),
            )
        )
    return tuple(found)
