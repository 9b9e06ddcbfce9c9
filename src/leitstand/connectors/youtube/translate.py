"""Our words and theirs, in pairs. Pure: a plan becomes a video's record, JSON becomes comments."""

from collections.abc import Mapping
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.manifest import Account, StepKind, StepOutline
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.post import PostPlan

COMMENT_STEP: Final = "comment"
SESSION_STEP: Final = "upload:session"
_ON: Final = ("1", "true", "on")
_FORBIDDEN: Final = str.maketrans({"<": "‹", ">": "›"})


def steps(plan: PostPlan) -> tuple[StepOutline, ...]:
    """List what will be done: open a session, send the film, wait until it is processed, comment on it.

    Sending the film is what shows it: the session makes one video however often it is gone on with.
    """
    found = [
        StepOutline(SESSION_STEP, StepKind.UPLOAD, media=0),
        StepOutline("create:0", StepKind.CREATE, media=0),
        StepOutline("wait:0", StepKind.WAIT, media=0),
    ]
    if plan.first_comment.strip():
        found.append(StepOutline(COMMENT_STEP, StepKind.COMMENT))
    return tuple(found)


def description(plan: PostPlan) -> str:
    """Return the text beneath the film; angle brackets are not taken and become quotation marks of that shape."""
    text = plan.text
    if plan.link and plan.link.url not in text:
        text = f"{text}\n\n{plan.link.url}".strip()
    if plan.format == "short" and "#shorts" not in text.casefold():
        text = f"{text}\n\n#Shorts".strip()
    return text.translate(_FORBIDDEN)


def video(plan: PostPlan) -> dict[str, object]:
    """Return a video's record as videos.insert takes it."""
    title = (plan.title or plan.text.splitlines()[0] if plan.title or plan.text else "").translate(_FORBIDDEN)
    tags = [tag.strip() for tag in plan.options.get("tags", "").split(",") if tag.strip()]
    snippet: dict[str, object] = {
        "title": title[:100],
        "description": description(plan),
        "categoryId": plan.options.get("category") or "28",
        "defaultLanguage": "de",
        **({"tags": tags} if tags else {}),
    }
    return {
        "snippet": snippet,
        "status": {
            "privacyStatus": plan.options.get("privacy") or "public",
            "selfDeclaredMadeForKids": plan.options.get("for_kids", "") in _ON,
            "containsSyntheticMedia": plan.options.get("synthetic", "") in _ON,
        },
    }


def watch_url(name: str, plan_format: str) -> str:
    """Return where the public watches a film."""
    return (
        f"https://www.youtube.com/shorts/{name}"
        if plan_format == "short"
        else f"https://www.youtube.com/watch?v={name}"
    )


def comment(data: wild.Wild, post: str, parent: str) -> Interaction | None:
    """Return a comment, or an answer to one; None where it tells no time and so is none."""
    snippet = wild.record(data.get("snippet"))
    at = wild.moment(snippet, "publishedAt")
    if at is None:
        return None
    return Interaction(
        id=wild.text(data, "id"),
        kind="comment",
        author=Author(
            id=wild.text(wild.record(snippet.get("authorChannelId")), "value"),
            handle=wild.text(snippet, "authorDisplayName"),
            url=wild.text(snippet, "authorChannelUrl"),
            avatar_url=wild.text(snippet, "authorProfileImageUrl"),
        ),
        at=at,
        text=wild.text(snippet, "textOriginal") or wild.text(snippet, "textDisplay"),
        url=f"https://www.youtube.com/watch?v={post}&lc={wild.text(data, 'id')}",
        post_id=post,
        parent_id=parent,
    )


def thread(data: wild.Wild) -> tuple[Interaction, ...]:
    """Return a thread of comments: the first one, and the answers that came with it."""
    snippet = wild.record(data.get("snippet"))
    post = wild.text(snippet, "videoId")
    first = comment(wild.record(snippet.get("topLevelComment")), post, post)
    if first is None:
        return ()
    replies = wild.records(wild.record(data.get("replies")).get("comments"))
    return (first, *(one for reply in replies if (one := comment(reply, post, first.id)) is not None))


def account(data: wild.Wild) -> Account:
    """Return a channel."""
    snippet = wild.record(data.get("snippet"))
    name = wild.text(data, "id")
    handle = wild.text(snippet, "customUrl")
    return Account(
        id=name,
        handle=handle or wild.text(snippet, "title"),
        name=wild.text(snippet, "title"),
        url=f"https://www.youtube.com/{handle}" if handle else f"https://www.youtube.com/channel/{name}",
        avatar_url=wild.text(wild.inner(snippet, "thumbnails", "default"), "url"),
        base_url="https://www.googleapis.com",
    )


def share_url(plan: PostPlan, facts: Mapping[str, object]) -> str:
    """Return where a person uploads by hand: nothing can be filled in there."""
    return "https://studio.youtube.com"
