"""Our words and theirs, in pairs. Pure: a plan becomes steps and containers, JSON becomes answers, mentions and posts."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from leitstand.connector_kit import wild
from leitstand.connector_kit.manifest import Account, StepKind, StepOutline
from leitstand.connectors.threads.options import is_chosen, poll_answers
from leitstand.kernel.interaction import Author, Interaction, InteractionKind
from leitstand.kernel.post import Media, Part, PostPlan

COMMENT_STEP: Final = "comment"
ACCOUNT_FIELDS: Final = "id,username,name,threads_profile_picture_url"
POST_FIELDS: Final = "id,text,timestamp,permalink,media_type,replied_to"
REPLY_FIELDS: Final = (
    "id,text,username,permalink,timestamp,profile_picture_url,root_post,replied_to,is_reply,is_reply_owned_by_me"
)
# The search leaves out who answered what.
FOUND_FIELDS: Final = "id,text,username,permalink,timestamp,is_reply"
_POLL_NAMES: Final = ("option_a", "option_b", "option_c", "option_d")
_TYPES: Final = {"TEXT": "TEXT_POST", "CAROUSEL": "CAROUSEL_ALBUM"}


# --- steps ---------------------------------------------------------------------------------------------------------------


def child_name(part: int, place: int) -> str:
    """Return the name of the step that makes the container of one file among several."""
    return f"upload:{part}:{place}"


def whole_name(part: int) -> str:
    """Return the name of the step that makes the container which is published."""
    return f"upload:{part}"


def create_name(part: int) -> str:
    """Return the name of the step that publishes one message."""
    return f"create:{part}"


COMMENT_CONTAINER: Final = f"upload:{COMMENT_STEP}"


def is_carousel(part: Part) -> bool:
    """Whether a message has several files."""
    return len(part.media) > 1


def _with_waiting(name: str, part: int, media: int | None = None) -> list[StepOutline]:
    wait = name.replace("upload:", "wait:", 1)
    return [
        StepOutline(name, StepKind.UPLOAD, part=part, media=media),
        StepOutline(wait, StepKind.WAIT, part=part, media=media),
    ]


def steps(plan: PostPlan) -> tuple[StepOutline, ...]:
    """List what will be done: files of carousels first, then a container for each message, made when its forerunner stands."""
    found: list[StepOutline] = []
    for number, part in enumerate(plan.parts):
        if is_carousel(part):
            for place, _ in enumerate(part.media):
                found += _with_waiting(child_name(number, place), number, place)
    for number, part in enumerate(plan.parts):
        found += _with_waiting(whole_name(number), number, 0 if len(part.media) == 1 else None)
        found.append(StepOutline(create_name(number), StepKind.CREATE, part=number))
    if plan.first_comment.strip():
        found += _with_waiting(COMMENT_CONTAINER, 0)
        found.append(StepOutline(COMMENT_STEP, StepKind.COMMENT))
    return tuple(found)


def said_in(carried: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of all messages that were made, the last one first: an answer before what it answers."""
    numbers = [name.removeprefix("create:").removesuffix(".id") for name in carried if name.startswith("create:")]
    parts = sorted((int(number) for number in numbers if number.isdigit()), reverse=True)
    names = (f"{COMMENT_STEP}.id", *(f"{create_name(number)}.id" for number in parts))
    return tuple(carried[name] for name in names if name in carried)


def container_of(step: StepOutline) -> str:
    """Return the name of the step that made what a step waits for or publishes."""
    if step.kind is StepKind.COMMENT:
        return COMMENT_CONTAINER
    return whole_name(step.part) if step.kind is StepKind.CREATE else step.name.replace("wait:", "upload:", 1)


def place_in_post(plan: PostPlan, step: StepOutline) -> int:
    """Return a file's place in the whole post, counted from 0."""
    return sum(len(part.media) for part in plan.parts[: step.part]) + (step.media or 0)


# --- a plan becomes containers -------------------------------------------------------------------------------------------


def message_text(plan: PostPlan, number: int) -> str:
    """Return one message as it is sent; the linked page is named in it where no card can be shown."""
    text = plan.parts[number].text
    if number == 0 and plan.link and not _shows_card(plan) and plan.link.url not in text:
        return f"{text}\n\n{plan.link.url}".strip()
    return text


def _shows_card(plan: PostPlan) -> bool:
    is_bare = not plan.parts[0].media and not poll_answers(plan.options) and not is_chosen(plan.options, "ghost")
    return plan.link is not None and is_bare


def container(plan: PostPlan, step: StepOutline, carried: Mapping[str, str], address: str = "") -> dict[str, str]:
    """Return the form of one container; a file is fetched from `address`."""
    if container_of(step) == COMMENT_CONTAINER:
        last = create_name(len(plan.parts) - 1)
        return {"media_type": "TEXT", "text": plan.first_comment, "reply_to_id": carried[f"{last}.id"]}
    part = plan.parts[step.part]
    if step.media is not None and is_carousel(part):
        return {**_file(plan, part.media[step.media], address), "is_carousel_item": "true"}
    if is_carousel(part):
        children = ",".join(carried[f"{child_name(step.part, place)}.id"] for place, _ in enumerate(part.media))
        form = {"media_type": "CAROUSEL", "children": children}
    elif part.media:
        form = _file(plan, part.media[0], address)
    else:
        form = {"media_type": "TEXT"}
    form["text"] = message_text(plan, step.part)
    form |= _head(plan) if step.part == 0 else {"reply_to_id": carried[f"{create_name(step.part - 1)}.id"]}
    return {name: value for name, value in form.items() if value}


def _file(plan: PostPlan, medium: Media, address: str) -> dict[str, str]:
    kind = "IMAGE" if medium.kind == "picture" else "VIDEO"
    return {
        "media_type": kind,
        f"{kind.lower()}_url": address,
        **({"alt_text": medium.alt} if medium.alt else {}),
        **({"is_spoiler_media": "true"} if is_chosen(plan.options, "spoiler") else {}),
    }


def _head(plan: PostPlan) -> dict[str, str]:
    """Return what only the first message of a post may say."""
    control = plan.options.get("reply_control", "")
    answers = poll_answers(plan.options)
    return {
        "topic_tag": plan.options.get("topic_tag", "").strip(),
        "reply_control": control if control != "everyone" else "",
        "link_attachment": plan.link.url if plan.link and _shows_card(plan) else "",
        "poll_attachment": json.dumps(dict(zip(_POLL_NAMES, answers, strict=False)), ensure_ascii=False)
        if answers
        else "",
        "is_ghost_post": "true" if is_chosen(plan.options, "ghost") else "",
    }


def answer_form(to: Interaction, text: str) -> dict[str, str]:
    """Return an answer, which is text alone and so goes out in one call."""
    return {"media_type": "TEXT", "text": text, "reply_to_id": to.id, "auto_publish_text": "true"}


def is_ours(post: wild.Wild, form: Mapping[str, str], *, since: datetime) -> bool:
    """Whether a post found on the profile is the one that was sent at `since` or later: words, kind and what it answers."""
    at, kind = wild.moment(post, "timestamp"), form["media_type"]
    return (
        at is not None
        and at >= since.replace(microsecond=0)
        and wild.text(post, "text").strip() == form.get("text", "").strip()
        and wild.text(post, "media_type") in ("", _TYPES.get(kind, kind))
        and wild.text(wild.record(post.get("replied_to")), "id") == form.get("reply_to_id", "")
    )


# --- what comes in -------------------------------------------------------------------------------------------------------


def author(data: wild.Wild) -> Author:
    """Return who wrote something; the network names people by their handle alone."""
    name = wild.text(data, "username")
    return Author(
        id=name,
        handle=f"@{name}" if name else "",
        url=profile_url(name) if name else "",
        avatar_url=wild.text(data, "profile_picture_url"),
    )


def written(data: wild.Wild, kind: InteractionKind, *, now: datetime, post: str = "") -> Interaction:
    """Return what somebody wrote: an answer under our `post`, or a post of their own that names us."""
    about = post or wild.text(wild.record(data.get("root_post")), "id")
    return Interaction(
        id=wild.text(data, "id"),
        kind=kind,
        author=author(data),
        at=wild.moment(data, "timestamp") or now,
        text=wild.text(data, "text"),
        url=wild.text(data, "permalink"),
        post_id=about,
        parent_id=wild.text(wild.record(data.get("replied_to")), "id") or about,
    )


def account(data: wild.Wild) -> Account:
    """Return a profile."""
    name = wild.text(data, "username")
    return Account(
        id=wild.text(data, "id"),
        handle=f"@{name}",
        name=wild.text(data, "name") or name,
        url=profile_url(name),
        avatar_url=wild.text(data, "threads_profile_picture_url"),
        base_url="https://graph.threads.net",
    )


def profile_url(name: str) -> str:
    """Return where the public sees a profile."""
    return f"https://www.threads.com/@{name}"


def share_url(plan: PostPlan, facts: Mapping[str, object]) -> str:
    """Return where a person posts by hand, with the text filled in; pictures are chosen there."""
    control = plan.options.get("reply_control", "")
    told = {
        "text": plan.text,
        "url": plan.link.url if plan.link else "",
        "tag": plan.options.get("topic_tag", "").strip(),
        "reply_control": control if control != "everyone" else "",
    }
    return f"https://www.threads.com/intent/post?{urlencode({name: value for name, value in told.items() if value})}"
