"""Our words and theirs, in pairs. Pure: JSON comes in, values go out, and back."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import quote

from leitstand.connector_kit import wild
from leitstand.connector_kit.manifest import Account, StepKind, StepOutline
from leitstand.connectors.bluesky.limits import CARD_PICTURE_BYTES_MAX, HASHTAG_GRAPHEMES_MAX
from leitstand.kernel.interaction import Author, Interaction, InteractionKind, Spread, seen
from leitstand.kernel.post import LinkCard, Media, Mention, Part, PostPlan
from leitstand.kernel.text import grapheme_count, hashtag_spans, mention_spans, url_spans

POSTS: Final = "app.bsky.feed.post"
COMMENT_NAME: Final = "comment"
CARD_NAME: Final = "upload:card"

_WEB: Final = "https://bsky.app"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SORTABLE: Final = "234567abcdefghijklmnopqrstuvwxyz"
_KEY_LENGTH: Final = 13
_PICTURE_NUMBER: Final = re.compile(r"images\W(\d+)")

Json = dict[str, object]
Reference = Mapping[str, str]


# --- steps ---------------------------------------------------------------------------------------------------------------


def upload_name(part: int, place: int) -> str:
    """Return the name of the step that uploads one file."""
    return f"upload:{part}:{place}"


def create_name(part: int) -> str:
    """Return the name of the step that makes one message visible."""
    return f"create:{part}"


def steps(plan: PostPlan) -> tuple[StepOutline, ...]:
    """List what will be done: all files first, so that nothing is visible before every file is accepted."""
    files = [
        StepOutline(upload_name(number, place), StepKind.UPLOAD, part=number, media=place)
        for number, part in enumerate(plan.parts)
        for place, _ in enumerate(part.media)
    ]
    card = [StepOutline(CARD_NAME, StepKind.UPLOAD)] if card_picture(plan) else []
    messages = [StepOutline(create_name(number), StepKind.CREATE, part=number) for number, _ in enumerate(plan.parts)]
    comment = [StepOutline(COMMENT_NAME, StepKind.COMMENT)] if plan.first_comment.strip() else []
    return (*files, *card, *messages, *comment)


def place_in_post(plan: PostPlan, part: int, place: int) -> int:
    """Return a file's place in the whole post, counted from 0."""
    return sum(len(earlier.media) for earlier in plan.parts[:part]) + place


def shown_card(plan: PostPlan) -> LinkCard | None:
    """Return the link card that stands under the first message; pictures or a video leave no room for one."""
    return plan.link if plan.link and not plan.parts[0].media else None


def card_picture(plan: PostPlan) -> Media | None:
    """Return the picture of the link card, unless there is none or it is bigger than the network takes."""
    card = shown_card(plan)
    picture = card.picture if card else None
    return picture if picture and picture.bytes <= CARD_PICTURE_BYTES_MAX else None


def message_text(plan: PostPlan, part: int) -> str:
    """Return the text of one message as it is sent; a link that neither a text nor a card names follows the first text."""
    text = plan.parts[part].text
    if part or plan.link is None or shown_card(plan) or any(plan.link.url in other.text for other in plan.parts):
        return text
    return f"{text}\n\n{plan.link.url}".strip()


def record_key(started_at: datetime, key: str) -> str:
    """Return the record's own key, a TID: the moment of the first attempt to the millisecond, the rest from our key.

    The same moment and key give the same TID, so that a repeated attempt meets the record of the first.
    """
    chance = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
    milliseconds = (started_at - _EPOCH) // timedelta(milliseconds=1)
    return tid(milliseconds * 1000 + chance % 1000, (chance // 1000) % 1024)


def tid(microseconds: int, clock: int) -> str:
    """Write a moment and a clock's number (0 to 1023) as the network's sortable identifier."""
    value = microseconds << 10 | clock
    return "".join(_SORTABLE[value >> shift & 31] for shift in range(5 * (_KEY_LENGTH - 1), -1, -5))


# --- what we say ---------------------------------------------------------------------------------------------------------


def record(
    plan: PostPlan,
    step: StepOutline,
    carried: Mapping[str, str],
    at: datetime,
    mentioned: Mapping[str, str],
) -> Json:
    """Return one message as the record that is stored; `mentioned` gives the DID of each handle that was found."""
    is_comment = step.kind is StepKind.COMMENT
    part = Part(plan.first_comment) if is_comment else plan.parts[step.part]
    text = part.text if is_comment else message_text(plan, step.part)
    made: Json = {"$type": POSTS, "text": text, "createdAt": written_moment(at)}
    if found := facets(text, plan.mentions, mentioned):
        made["facets"] = found
    if language := plan.options.get("language", ""):
        made["langs"] = [language]
    if is_comment or step.part:
        parent = create_name(0 if is_comment else step.part - 1)
        made["reply"] = {
            "root": _carried_reference(carried, create_name(0)),
            "parent": _carried_reference(carried, parent),
        }
    embed = _media_embed(part.media, step.part, carried)
    if embed is None and step.part == 0 and not is_comment:
        embed = _card_embed(plan, carried)
    if embed is not None:
        made["embed"] = embed
    if part.media and (label := plan.options.get("content_label", "")):
        made["labels"] = {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": label}]}
    return made


def _carried_reference(carried: Mapping[str, str], name: str) -> Json:
    return {"uri": carried[f"{name}.uri"], "cid": carried[f"{name}.cid"]}


def _media_embed(media: Sequence[Media], part: int, carried: Mapping[str, str]) -> Json | None:
    if not media:
        return None
    blobs = [blob_from(carried[f"{upload_name(part, place)}.blob"]) for place, _ in enumerate(media)]
    if media[0].kind == "video":
        return {"$type": "app.bsky.embed.video", "video": blobs[0], "alt": media[0].alt, **_ratio(media[0])}
    images = [{"alt": item.alt, "image": blob, **_ratio(item)} for item, blob in zip(media, blobs, strict=True)]
    return {"$type": "app.bsky.embed.images", "images": images}


def _ratio(item: Media) -> Json:
    return {"aspectRatio": {"width": item.width, "height": item.height}} if item.width and item.height else {}


def _card_embed(plan: PostPlan, carried: Mapping[str, str]) -> Json | None:
    card = shown_card(plan)
    if card is None:
        return None
    external: Json = {"uri": card.url, "title": card.title or card.url, "description": card.description}
    if blob := carried.get(f"{CARD_NAME}.blob"):
        external["thumb"] = blob_from(blob)
    return {"$type": "app.bsky.embed.external", "external": external}


def blob_text(blob: wild.Wild) -> str:
    """Write the network's reference to a file, so that it can be carried to a later step."""
    return json.dumps(blob, separators=(",", ":"), sort_keys=True)


def blob_from(written: str) -> Json:
    """Read a reference that `blob_text` wrote."""
    return dict(wild.record(json.loads(written)))


def written_moment(at: datetime) -> str:
    """Write a moment as the network's own programs do: UTC, milliseconds, Z."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def facets(text: str, mentions: Sequence[Mention], mentioned: Mapping[str, str]) -> list[Json]:
    """Return what in the text is a link, a person or a tag, by places in its UTF-8 bytes."""
    found = [
        (start, end, {"$type": "app.bsky.richtext.facet#link", "uri": text[start:end]})
        for start, end in url_spans(text)
    ]
    found += [
        (start, end, {"$type": "app.bsky.richtext.facet#mention", "did": did})
        for start, end, did in _mention_places(text, mentions, mentioned)
    ]
    found += [
        (start, end, {"$type": "app.bsky.richtext.facet#tag", "tag": word})
        for start, end, word in hashtag_spans(text)
        if grapheme_count(word) <= HASHTAG_GRAPHEMES_MAX
    ]
    made: list[Json] = []
    last = 0
    for start, end, feature in sorted(found, key=lambda entry: entry[:2]):
        if start >= last:
            made.append(
                {"index": {"byteStart": _bytes_to(text, start), "byteEnd": _bytes_to(text, end)}, "features": [feature]}
            )
            last = end
    return made


def _bytes_to(text: str, place: int) -> int:
    return len(text[:place].encode())


def _mention_places(text: str, mentions: Sequence[Mention], mentioned: Mapping[str, str]) -> list[tuple[int, int, str]]:
    known = {who.text.lstrip("@").casefold(): who.id for who in mentions if who.id.startswith("did:")}
    known = {**{handle.casefold(): did for handle, did in mentioned.items()}, **known}
    places = [
        (start, end, known[handle.casefold()])
        for start, end, handle in mention_spans(text)
        if handle.casefold() in known
    ]
    taken = {start for start, _, _ in places}
    for who in mentions:  # a name with spaces is no handle; it is looked for as it stands
        if not who.id.startswith("did:") or not who.text:
            continue
        pattern = re.compile(rf"(?<![\w@]){re.escape(who.text)}(?!\w)")
        places += [(*match.span(), who.id) for match in pattern.finditer(text) if match.start() not in taken]
    return places


def unknown_handles(plan: PostPlan, text: str) -> list[str]:
    """Return the handles a text speaks to of which the plan does not know whose they are."""
    known = {who.text.lstrip("@").casefold() for who in plan.mentions if who.id.startswith("did:")}
    handles = {handle.casefold() for _, _, handle in mention_spans(text) if "." in handle and "@" not in handle}
    return sorted(handles - known)


def refused_picture(reason: str) -> int | None:
    """Return which picture of a message the network means with its reason; None where the reason is no file's."""
    if "blob" not in reason.lower() and "mime" not in reason.lower():
        return None
    found = _PICTURE_NUMBER.search(reason)
    return int(found[1]) if found else 0


# --- what they say -------------------------------------------------------------------------------------------------------


def key_of(uri: str) -> str:
    """Return the last part of a record's address, its key."""
    return uri.rpartition("/")[2]


def collection_of(uri: str) -> str:
    """Return the kind of record that an address names."""
    return uri.rpartition("/")[0].rpartition("/")[2]


def public_url(who: str, uri: str) -> str:
    """Return where everybody sees a post; `who` is a DID, which stays, or a handle, which may change."""
    return f"{_WEB}/profile/{who}/post/{key_of(uri)}"


def profile_url(who: str) -> str:
    """Return where everybody sees a profile."""
    return f"{_WEB}/profile/{who}"


def account(session: wild.Wild, profile: wild.Wild, base_url: str, version: str) -> Account:
    """Return the profile that a session speaks for; `profile` is empty where nobody shows profiles."""
    handle = wild.text(session, "handle")
    return Account(
        id=wild.text(session, "did"),
        handle=handle,
        name=wild.text(profile, "displayName") or handle,
        url=profile_url(handle),
        avatar_url=wild.text(profile, "avatar"),
        base_url=base_url,
        facts={"version": version},
    )


def found_account(profile: wild.Wild, base_url: str) -> Account:
    """Return somebody's profile, for a mention."""
    who = author(profile)
    return Account(who.id, who.handle, who.name, who.url, who.avatar_url, base_url)


def author(profile: wild.Wild) -> Author:
    """Return somebody on the network as the house knows people outside."""
    handle = wild.text(profile, "handle")
    return Author(
        id=wild.text(profile, "did"),
        handle=handle,
        name=wild.text(profile, "displayName") or handle,
        url=profile_url(handle),
        avatar_url=wild.text(profile, "avatar"),
    )


def reply(post: wild.Wild, post_id: str, *, now: datetime) -> Interaction:
    """Return an answer; what it answers is its parent, which may be another answer."""
    return _said(
        post, post_id, "comment", wild.text(wild.inner(post, "record", "reply", "parent"), "uri") or post_id, now
    )


def quoting(post: wild.Wild, post_id: str, *, now: datetime) -> Interaction:
    """Return a post that quotes ours."""
    return _said(post, post_id, "quote", post_id, now)


def found(post: wild.Wild, *, now: datetime) -> Interaction:
    """Return a post of somebody else that a search brought, with how far it went; followers are not told there."""
    spread = Spread(
        likes=wild.number(post, "likeCount"),
        comments=wild.number(post, "replyCount"),
        shares=wild.number(post, "repostCount"),
    )
    return seen(_said(post, "", "post", "", now), spread)


def streamed(event: wild.Wild, *, at: datetime) -> Interaction | None:
    """Return the new post that an event of the stream tells of; None where it tells of something else.

    The stream names people by their DID alone. `at` is when the network heard it: what a post says of itself may be wrong.
    """
    commit, who = wild.inner(event, "commit"), wild.text(event, "did")
    record, key = wild.inner(commit, "record"), wild.text(commit, "rkey")
    text, is_new = wild.text(record, "text"), wild.text(commit, "operation") == "create"
    if not (is_new and wild.text(commit, "collection") == POSTS and who and key and text):
        return None
    uri = f"at://{who}/{POSTS}/{key}"
    parent = wild.text(wild.inner(record, "reply", "parent"), "uri")
    return Interaction(
        id=uri,
        kind="post",
        author=Author(who, url=profile_url(who)),
        at=at,
        text=text,
        url=public_url(who, uri),
        parent_id=parent,
    )


def _said(post: wild.Wild, post_id: str, kind: InteractionKind, parent: str, now: datetime) -> Interaction:
    uri, who = wild.text(post, "uri"), author(wild.inner(post, "author"))
    return Interaction(
        id=uri,
        kind=kind,
        author=who,
        at=wild.moment(post, "indexedAt") or now,
        text=wild.text(wild.inner(post, "record"), "text"),
        url=public_url(who.handle, uri),
        post_id=post_id,
        parent_id=parent,
    )


HEARD: Final = ("mention", "reply", "quote")


def notice(told: wild.Wild, *, now: datetime) -> Interaction:
    """Return what the network notifies us of: an answer, a quote, or a mention."""
    answered = wild.inner(told, "record", "reply")
    root, parent = (wild.text(wild.inner(answered, name), "uri") for name in ("root", "parent"))
    match wild.text(told, "reason"):
        case "reply":
            return _said(told, root, "comment", parent, now)
        case "quote":
            subject = wild.text(told, "reasonSubject")
            return _said(told, subject, "quote", subject, now)
        case _:
            return _said(told, "", "mention", parent, now)


def answer_record(text: str, to: wild.Wild, at: datetime) -> Json:
    """Return an answer to a post as it is stored; the thread's first post is named beside the one that is answered."""
    parent = {"uri": wild.text(to, "uri"), "cid": wild.text(to, "cid")}
    above = wild.inner(to, "record", "reply", "root")
    root = {"uri": wild.text(above, "uri"), "cid": wild.text(above, "cid")} if above else parent
    made: Json = {
        "$type": POSTS,
        "text": text,
        "createdAt": written_moment(at),
        "reply": {"root": root, "parent": parent},
    }
    return {**made, "facets": found} if (found := facets(text, (), {})) else made


def like(entry: wild.Wild, post_id: str, *, now: datetime) -> Interaction:
    """Return a like, as the list of a post's likes names it."""
    who = author(wild.inner(entry, "actor"))
    return Interaction(f"{post_id}:like:{who.id}", "like", who, wild.moment(entry, "indexedAt") or now, post_id=post_id)


def share(notice: wild.Wild, post_id: str, *, now: datetime) -> Interaction:
    """Return a repost, as a notification tells it; the list of reposts has no moments."""
    who = author(wild.inner(notice, "author"))
    at = wild.moment(notice, "indexedAt") or now
    return Interaction(wild.text(notice, "uri"), "share", who, at, post_id=post_id)


def answers_below(thread: wild.Wild) -> list[wild.Wild]:
    """Return every post below the one a thread was asked for, each after the one it answers."""
    return _below(wild.inner(thread, "thread"))


def _below(post: wild.Wild) -> list[wild.Wild]:
    found: list[wild.Wild] = []
    for answer in wild.records(post.get("replies")):
        said = wild.inner(answer, "post")
        if wild.text(said, "uri"):
            found.append(said)
        found += _below(answer)
    return found


def share_url(plan: PostPlan, facts: Mapping[str, object]) -> str:
    """Return the address where a person posts this by hand."""
    card = shown_card(plan)
    text = message_text(plan, 0)
    if card and card.url not in text:
        text = f"{text}\n\n{card.url}".strip()
    return f"{_WEB}/intent/compose?text={quote(text, safe='')}"
