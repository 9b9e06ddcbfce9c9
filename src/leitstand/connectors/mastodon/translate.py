"""Our words and theirs, in pairs. Pure: JSON comes in, values go out, and back."""

import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlsplit

import nh3

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import Published
from leitstand.connector_kit.manifest import Account, StepKind, StepOutline
from leitstand.connectors.mastodon.limits import told_limits
from leitstand.connectors.mastodon.options import poll_answers, poll_seconds
from leitstand.kernel.interaction import Author, Interaction, InteractionKind, Spread, seen
from leitstand.kernel.post import PostPlan
from leitstand.kernel.text import mention_spans

# "4.5.1", "4.4.0-rc.1" and forks ("4.3.2+glitch"). Others say whom they only resemble: "2.7.2 (compatible; …)".
_STOCK_VERSION = re.compile(r"(\d+)\.\d+\.\d+(?:-?(?:alpha|beta|rc|nightly)[\w.\-]*)?(?:\+[\w.\-]+)?")
_OLDEST_WITH_KEYS = 3
_BREAKS = re.compile(r"<br\s*/?>|</?p>")
_BLANK = re.compile(r"\n{3,}")
_TAG_SIGNS: Final = re.compile(r"\w+")


def upload_name(part: int, place: int) -> str:
    """Return the name of the step that uploads one file."""
    return f"upload:{part}:{place}"


def create_name(part: int) -> str:
    """Return the name of the step that makes one message visible."""
    return f"create:{part}"


COMMENT_NAME = "comment"


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
    messages = [StepOutline(create_name(number), StepKind.CREATE, part=number) for number, _ in enumerate(plan.parts)]
    comment = [StepOutline(COMMENT_NAME, StepKind.COMMENT)] if plan.first_comment.strip() else []
    return (*files, *messages, *comment)


def place_in_post(plan: PostPlan, part: int, place: int) -> int:
    """Return a file's place in the whole post, counted from 0."""
    return sum(len(earlier.media) for earlier in plan.parts[:part]) + place


def message_text(plan: PostPlan, part: int) -> str:
    """Return the text of one message as it is sent; the linked page follows the first text where no text names it."""
    text = plan.parts[part].text
    if part == 0 and plan.link and not any(plan.link.url in other.text for other in plan.parts):
        return f"{text}\n\n{plan.link.url}".strip()
    return text


def status_form(
    plan: PostPlan, text: str, *, media_ids: Sequence[str] = (), reply_to: str = "", is_head: bool = False
) -> dict[str, str | list[str]]:
    """Return one message as the form the network takes; only the head of a post carries its poll."""
    answers = poll_answers(plan.options) if is_head else ()
    warning = plan.options.get("content_warning", "").strip()
    covered = bool(warning) or plan.options.get("sensitive", "") in ("1", "true", "on")
    form: dict[str, str | list[str]] = {
        "status": text,
        "visibility": plan.options.get("visibility") or "public",
        "media_ids[]": list(media_ids),
        "in_reply_to_id": reply_to,
        "spoiler_text": warning,
        "sensitive": "true" if covered and media_ids else "",
        "language": plan.options.get("language", ""),
        "poll[options][]": list(answers),
        "poll[expires_in]": str(poll_seconds(plan.options)) if answers else "",
    }
    return {name: value for name, value in form.items() if value}


def plain_text(content: str) -> str:
    """Return a message's HTML as plain text with its paragraphs; links stand in full, however they are shortened on screen."""
    kept = nh3.clean(content, tags={"p", "br"}, attributes={}, link_rel=None)
    lines = _BREAKS.sub(_newline, kept)
    return _BLANK.sub("\n\n", html.unescape(lines)).strip()


def _newline(tag: re.Match[str]) -> str:
    return {"<p>": "", "</p>": "\n\n"}.get(tag.group(), "\n")


def skeleton(text: str) -> str:
    """Return what stays the same whatever a server does to a text: its letters and digits, mentions without their server.

    Servers add links, drop the server from mentions and read asterisks as emphasis. Where a text has neither letters nor
    digits (an emoji alone) it is the text without its spaces.
    """
    plain, last = [], 0
    for start, end, handle in mention_spans(text):
        plain += [text[last:start], handle.partition("@")[0]]
        last = end
    folded = unicodedata.normalize("NFKC", "".join([*plain, text[last:]])).casefold()
    return "".join(letter for letter in folded if letter.isalnum()) or "".join(folded.split())


def is_ours(status: wild.Wild, form: Mapping[str, str | list[str]], *, since: datetime) -> bool:
    """Whether a message found on the profile is the one that was sent with this form at `since` or later."""
    at = wild.moment(status, "created_at")
    sent_files = form.get("media_ids[]", [])
    return (
        at is not None
        and at >= since
        and not wild.record(status.get("reblog"))
        and wild.text(status, "in_reply_to_id") == form.get("in_reply_to_id", "")
        and len(wild.records(status.get("media_attachments"))) == len(sent_files)
        and skeleton(wild.text(status, "spoiler_text")) == skeleton(str(form.get("spoiler_text", "")))
        and skeleton(plain_text(wild.text(status, "content"))) == skeleton(str(form.get("status", "")))
    )


def own_status(status: wild.Wild) -> wild.Wild:
    """Return the post itself; some servers answer with somebody's boost of it, once there is one."""
    return wild.record(status.get("reblog")) or status


def published(status: wild.Wild) -> Published:
    """Return a message as the house knows it."""
    return Published(wild.text(status, "id"), wild.text(status, "url") or wild.text(status, "uri"))


def media_ids(status: wild.Wild) -> list[str]:
    """Return the ids of the files that hang on a message, in order."""
    return [wild.text(entry, "id") for entry in wild.records(status.get("media_attachments"))]


def author(account: wild.Wild) -> Author:
    """Return somebody on the network as the house knows people outside."""
    return Author(
        id=wild.text(account, "id"),
        handle=wild.text(account, "acct"),
        name=wild.text(account, "display_name") or wild.text(account, "username"),
        url=wild.text(account, "url"),
        avatar_url=wild.text(account, "avatar_static") or wild.text(account, "avatar"),
    )


def reply(status: wild.Wild, post_id: str, *, kind: InteractionKind = "comment", now: datetime) -> Interaction:
    """Return an answer, or a post that quotes ours."""
    return Interaction(
        id=wild.text(status, "id"),
        kind=kind,
        author=author(wild.record(status.get("account"))),
        at=wild.moment(status, "created_at") or now,
        text=plain_text(wild.text(status, "content")),
        url=wild.text(status, "url") or wild.text(status, "uri"),
        post_id=post_id,
        parent_id=wild.text(status, "in_reply_to_id") if kind == "comment" else post_id,
    )


def found(status: wild.Wild, *, now: datetime) -> Interaction:
    """Return a public post of somebody else that a search or a hashtag brought, with how far it went."""
    spread = Spread(
        likes=wild.number(status, "favourites_count"),
        comments=wild.number(status, "replies_count"),
        shares=wild.number(status, "reblogs_count"),
        followers=wild.number(wild.record(status.get("account")), "followers_count"),
    )
    return seen(replace(reply(status, "", kind="post", now=now), parent_id=""), spread)


def hashtag(phrase: str) -> str:
    """Return a phrase as the hashtag people write for it: a single word, or several joined; "" where none can be."""
    return "".join(_TAG_SIGNS.findall(phrase.lstrip("#")))


def incoming(status: wild.Wild, *, now: datetime) -> Interaction:
    """Return what somebody said to us: a direct message, an answer, or a mention."""
    above = wild.text(status, "in_reply_to_id")
    if wild.text(status, "visibility") == "direct":
        said = replace(reply(status, "", kind="message", now=now), parent_id=above, conversation_id=above)
    else:
        said = reply(status, above, kind="comment" if above else "mention", now=now)
    followers = wild.number(wild.record(status.get("account")), "followers_count")
    return said if followers is None else seen(said, Spread(followers=followers))


def answer_form(to: Interaction, text: str) -> dict[str, str | list[str]]:
    """Return an answer as the network takes it: the person is named, since only then they learn of it."""
    name = f"@{to.author.handle.lstrip('@')}"
    said = text if not to.author.handle or name in text else f"{name} {text}"
    return {"status": said, "in_reply_to_id": to.id, "visibility": "direct" if to.kind == "message" else "public"}


def reaction(account: wild.Wild, post_id: str, kind: InteractionKind, *, now: datetime) -> Interaction:
    """Return a like or a share; the network does not tell when it happened, so `now` is when it was noticed."""
    return Interaction(
        id=f"{post_id}:{kind}:{wild.text(account, 'id')}", kind=kind, author=author(account), at=now, post_id=post_id
    )


def account(data: wild.Wild, instance: wild.Wild, base_url: str) -> Account:
    """Return the profile with what its server told about itself."""
    host = wild.text(instance, "domain") or wild.text(instance, "uri") or urlsplit(base_url).netloc
    return Account(
        id=wild.text(data, "id"),
        handle=f"@{wild.text(data, 'username')}@{urlsplit(host).netloc or host}",
        name=wild.text(data, "display_name") or wild.text(data, "username"),
        url=wild.text(data, "url"),
        avatar_url=wild.text(data, "avatar_static") or wild.text(data, "avatar"),
        base_url=base_url,
        facts={
            **streaming_of(instance, base_url),
            "instance": base_url,
            "title": wild.text(instance, "title"),
            "version": wild.text(instance, "version"),
            "keeps_keys": keeps_keys(wild.text(instance, "version")),
            "limits": told_limits(instance),
        },
    )


def streaming_of(instance: wild.Wild, base_url: str) -> dict[str, object]:
    """Return where a server streams, where that is another host below its own; anything else is not believed."""
    told = urlsplit(wild.text(wild.inner(instance, "configuration", "urls"), "streaming"))
    home, host = urlsplit(base_url), told.hostname or ""
    if told.scheme != "wss" or home.scheme != "https" or not host.endswith(f".{home.hostname}"):
        return {}
    return {"streaming": f"https://{told.netloc}"}


def stream_hosts(facts: Mapping[str, object]) -> tuple[str, ...]:
    """Return the hosts beside its own that an account's server streams from."""
    told = urlsplit(str(facts.get("streaming") or "")).hostname
    return (told,) if told else ()


def found_account(data: wild.Wild, base_url: str) -> Account:
    """Return somebody's profile, for a mention."""
    who = author(data)
    return Account(who.id, f"@{who.handle}", who.name, who.url, who.avatar_url, base_url)


def keeps_keys(version: str) -> bool:
    """Whether a server of this version says the same thing once for the same key; servers that only speak the API do not."""
    stock = _STOCK_VERSION.fullmatch(version.strip())
    return stock is not None and int(stock.group(1)) >= _OLDEST_WITH_KEYS


def share_url(plan: PostPlan, facts: Mapping[str, object]) -> str:
    """Return the address where a person posts this by hand; "" as long as the server is not known."""
    instance = facts.get("instance")
    text = quote(message_text(plan, 0), safe="")
    return f"{instance}/share?text={text}" if isinstance(instance, str) and instance else ""
