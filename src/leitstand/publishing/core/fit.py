"""Does this plan fit this channel? Every limit is checked before anything is scheduled; what does not fit says how to mend it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal

from leitstand.kernel.post import Media, Part, PostPlan
from leitstand.kernel.text import hashtags, mention_spans, urls, utf8_count

if TYPE_CHECKING:
    from leitstand.connector_kit.limits import Limits
    from leitstand.connector_kit.manifest import Manifest

Level = Literal["block", "warn", "hint"]
SEVERITY: Final[Mapping[Level, int]] = {"block": 0, "warn": 1, "hint": 2}

_FILE_NAME = re.compile(r"(?i)^\S+\.(jpe?g|png|gif|webp|heic|mp4|mov|webm|avif)$|^(img|dsc|image|bild|foto)[-_ ]?\d+$")
_BARE_SITE = re.compile(r"(?<![\w/.@-])www\.[\w-]+\.\w{2,}")
_LONG_TAG: Final = 15


class Mend(StrEnum):
    """What one button can do about a finding."""

    SHORTEN = "shorten"  # cut the text at a word
    SPLIT = "split"  # go on in a thread
    SHORTEN_TITLE = "shorten_title"
    SHORTEN_COMMENT = "shorten_comment"
    WRITE_ALT = "write_alt"  # go to the field
    SHORTEN_ALT = "shorten_alt"
    WRITE_TITLE = "write_title"
    WRITE_TEXT = "write_text"
    ANSWER = "answer"  # go to the option
    FIT_MEDIA = "fit_media"  # convert, scale or crop a version for this channel
    DROP_MEDIA = "drop_media"
    FEWER_HASHTAGS = "fewer_hashtags"
    FETCH_CARD = "fetch_card"
    FIND_MENTION = "find_mention"
    WRITE_OUT_LINK = "write_out_link"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a plan that a person should know. `id` lives for ever and does not carry the level.

    `message` is a msgid with `params`; `part` and `media` say where: the message of the thread, the file within it.
    """

    id: str
    level: Level
    message: str
    params: Mapping[str, str | int | float] = field(default_factory=dict)
    part: int | None = None
    media: int | None = None
    mend: Mend | None = None


def gettext_noop(text: str) -> str:
    """Mark a sentence for the translators; it is translated where it is shown."""
    return text


def check(plan: PostPlan, limits: "Limits", manifest: "Manifest") -> tuple[Finding, ...]:
    """Return everything there is to say about this plan on this channel, the worst first."""
    found = [
        *_whole(plan, manifest),
        *_texts(plan, limits, manifest),
        *_title(plan, limits, manifest),
        *_media(plan, limits, manifest),
        *_reading(plan, limits, manifest),
    ]
    return tuple(sorted(found, key=lambda finding: SEVERITY[finding.level]))


def blocks(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return only what forbids sending."""
    return tuple(finding for finding in findings if finding.level == "block")


def length(text: str, plan: PostPlan, limits: "Limits", manifest: "Manifest") -> int:
    """Count a text as the network counts it, with the answers that count towards it (a warning above the text)."""
    counted = sum(
        manifest.count(plan.options.get(question.name, ""), limits) for question in manifest.options if question.counted
    )
    return manifest.count(text, limits) + counted


def _whole(plan: PostPlan, manifest: "Manifest") -> Iterator[Finding]:
    if plan.is_empty:
        yield Finding(
            "empty", "block", gettext_noop("There is nothing to publish yet: write a text or add a picture."),
            mend=Mend.WRITE_TEXT,
        )  # fmt: skip
    if plan.format not in manifest.formats:
        yield Finding(
            "format_unknown", "block", gettext_noop("%(network)s has no posts of this format."),
            {"network": manifest.name},
        )  # fmt: skip
    if manifest.needs_media and not plan.media and not plan.is_empty:
        yield Finding(
            "media_missing", "block", gettext_noop("%(network)s has no posts without a picture or a video."),
            {"network": manifest.name},
        )  # fmt: skip
    for question in manifest.options:
        if question.required and not plan.options.get(question.name) and not question.default:
            yield Finding(
                "option_missing", "block", gettext_noop("%(network)s needs an answer here: %(question)s."),
                {"network": manifest.name, "question": question.label, "option": question.name}, mend=Mend.ANSWER,
            )  # fmt: skip


def _texts(plan: PostPlan, limits: "Limits", manifest: "Manifest") -> Iterator[Finding]:
    if len(plan.parts) > limits.parts_max:
        yield Finding(
            "too_many_parts", "block", gettext_noop("%(count)s messages; a thread here has at most %(limit)s."),
            {"count": len(plan.parts), "limit": limits.parts_max},
        )  # fmt: skip
    can_split = "thread" in manifest.abilities and len(plan.parts) < limits.parts_max
    for index, part in enumerate(plan.parts):
        yield from _text(index, part, plan, limits, manifest, can_split=can_split)
    comment = manifest.count(plan.first_comment, limits)
    if limits.text_max is not None and comment > limits.text_max:
        yield Finding(
            "first_comment_too_long", "block",
            gettext_noop("The first comment has %(count)s characters; %(limit)s are allowed."),
            {"count": comment, "limit": limits.text_max}, mend=Mend.SHORTEN_COMMENT,
        )  # fmt: skip


def _text(
    index: int, part: Part, plan: PostPlan, limits: "Limits", manifest: "Manifest", *, can_split: bool
) -> Iterator[Finding]:
    mend = Mend.SPLIT if can_split else Mend.SHORTEN
    count = length(part.text, plan, limits, manifest)
    if limits.text_max is not None and count > limits.text_max:
        yield Finding(
            "text_too_long", "block",
            gettext_noop("The text has %(count)s characters as %(network)s counts them; %(limit)s are allowed."),
            {"count": count, "limit": limits.text_max, "over": count - limits.text_max, "network": manifest.name},
            part=index, mend=mend,
        )  # fmt: skip
    size = utf8_count(part.text)
    if limits.text_bytes_max is not None and size > limits.text_bytes_max:
        yield Finding(
            "text_too_many_bytes", "block",
            gettext_noop("The text takes %(count)s bytes; %(limit)s are allowed. Emoji take several each."),
            {"count": size, "limit": limits.text_bytes_max}, part=index, mend=mend,
        )  # fmt: skip
    if index and not part.text.strip() and not part.media:
        yield Finding(
            "part_empty", "block", gettext_noop("Message %(number)s of the thread is empty."), {"number": index + 1},
            part=index, mend=Mend.WRITE_TEXT,
        )  # fmt: skip
    tags = hashtags(part.text)
    if limits.hashtags_max is not None and len(tags) > limits.hashtags_max:
        yield Finding(
            "too_many_hashtags", "block", gettext_noop("%(count)s hashtags; %(limit)s are allowed."),
            {"count": len(tags), "limit": limits.hashtags_max}, part=index, mend=Mend.FEWER_HASHTAGS,
        )  # fmt: skip


def _title(plan: PostPlan, limits: "Limits", manifest: "Manifest") -> Iterator[Finding]:
    if "title" not in manifest.abilities:
        return
    if plan.format == "article" and not plan.title:
        yield Finding("title_missing", "block", gettext_noop("An article needs a title."), mend=Mend.WRITE_TITLE)
    count = manifest.count(plan.title, limits)
    if limits.title_max is not None and count > limits.title_max:
        yield Finding(
            "title_too_long", "block", gettext_noop("The title has %(count)s characters; %(limit)s are allowed."),
            {"count": count, "limit": limits.title_max}, mend=Mend.SHORTEN_TITLE,
        )  # fmt: skip


def _media(plan: PostPlan, limits: "Limits", manifest: "Manifest") -> Iterator[Finding]:
    for index, part in enumerate(plan.parts):
        pictures = sum(medium.kind == "picture" for medium in part.media)
        videos = len(part.media) - pictures
        if pictures > limits.pictures_max:
            yield Finding(
                "too_many_pictures", "block",
                gettext_noop("%(count)s pictures in one message; %(limit)s are allowed.")
                if limits.pictures_max
                else gettext_noop("This channel takes no pictures."),
                {"count": pictures, "limit": limits.pictures_max}, part=index,
                media=_nth(part, "picture", limits.pictures_max), mend=Mend.DROP_MEDIA,
            )  # fmt: skip
        if videos > limits.videos_max:
            yield Finding(
                "too_many_videos", "block",
                gettext_noop("%(count)s videos in one message; %(limit)s are allowed.")
                if limits.videos_max
                else gettext_noop("This channel takes no videos."),
                {"count": videos, "limit": limits.videos_max}, part=index,
                media=_nth(part, "video", limits.videos_max), mend=Mend.DROP_MEDIA,
            )  # fmt: skip
        if pictures and videos and not limits.mixed_media:
            yield Finding(
                "mixed_media", "block",
                gettext_noop("Pictures and videos cannot stand in the same message here."),
                part=index, media=_nth(part, "video", 0), mend=Mend.DROP_MEDIA,
            )  # fmt: skip
        for place, medium in enumerate(part.media):
            yield from _alt(index, place, medium, limits, manifest)
            yield from (_picture if medium.kind == "picture" else _video)(index, place, medium, limits)


def _nth(part: Part, kind: str, number: int) -> int | None:
    places = [place for place, medium in enumerate(part.media) if medium.kind == kind]
    return places[number] if number < len(places) else None


def _alt(index: int, place: int, medium: Media, limits: "Limits", manifest: "Manifest") -> Iterator[Finding]:
    if "alt_text" not in manifest.abilities:
        return
    alt = medium.alt.strip()
    if not alt:
        is_picture = medium.kind == "picture"
        yield Finding(
            "alt_missing", "block" if is_picture else "warn",
            gettext_noop("Picture %(number)s has no alternative text: people who cannot see it learn nothing from it.")
            if is_picture
            else gettext_noop("Video %(number)s has no description for people who cannot see it."),
            {"number": place + 1}, part=index, media=place, mend=Mend.WRITE_ALT,
        )  # fmt: skip
    elif _FILE_NAME.match(alt):
        yield Finding(
            "alt_is_a_file_name", "warn", gettext_noop("“%(alt)s” describes a file, not what can be seen."),
            {"alt": alt}, part=index, media=place, mend=Mend.WRITE_ALT,
        )  # fmt: skip
    elif limits.alt_max is not None and len(alt) > limits.alt_max:
        yield Finding(
            "alt_too_long", "block",
            gettext_noop("The alternative text has %(count)s characters; %(limit)s are allowed."),
            {"count": len(alt), "limit": limits.alt_max}, part=index, media=place, mend=Mend.SHORTEN_ALT,
        )  # fmt: skip


def _picture(index: int, place: int, medium: Media, limits: "Limits") -> Iterator[Finding]:
    if limits.picture_types and medium.mime not in limits.picture_types:
        yield Finding(
            "picture_type", "block", gettext_noop("Pictures of type %(type)s are not taken here."),
            {"type": type_name(medium.mime), "allowed": ", ".join(map(type_name, limits.picture_types))},
            part=index, media=place, mend=Mend.FIT_MEDIA,
        )  # fmt: skip
    if limits.picture_bytes_max is not None and medium.bytes > limits.picture_bytes_max:
        yield Finding(
            "picture_too_big", "block", gettext_noop("The picture has %(size)s; %(limit)s are allowed."),
            {"size": medium.bytes, "limit": limits.picture_bytes_max},
            part=index, media=place, mend=Mend.FIT_MEDIA,
        )  # fmt: skip
    if limits.picture_pixels_max is not None and medium.width * medium.height > limits.picture_pixels_max:
        yield Finding(
            "picture_too_many_pixels", "block",
            gettext_noop("The picture has %(width)s × %(height)s pixels; that is more than the network takes."),
            {"width": medium.width, "height": medium.height}, part=index, media=place, mend=Mend.FIT_MEDIA,
        )  # fmt: skip
    low, high, ratio = limits.picture_ratio_min, limits.picture_ratio_max, medium.ratio
    if ratio and ((low is not None and ratio < low - 0.005) or (high is not None and ratio > high + 0.005)):
        yield Finding(
            "picture_ratio", "block",
            gettext_noop("The picture is too tall for this channel.")
            if low is not None and ratio < low
            else gettext_noop("The picture is too wide for this channel."),
            {"ratio": round(ratio, 2)}, part=index, media=place, mend=Mend.FIT_MEDIA,
        )  # fmt: skip


def _video(index: int, place: int, medium: Media, limits: "Limits") -> Iterator[Finding]:
    if limits.video_types and medium.mime not in limits.video_types:
        yield Finding(
            "video_type", "block", gettext_noop("Videos of type %(type)s are not taken here."),
            {"type": type_name(medium.mime), "allowed": ", ".join(map(type_name, limits.video_types))},
            part=index, media=place, mend=Mend.FIT_MEDIA,
        )  # fmt: skip
    if limits.video_codecs and medium.codec and medium.codec not in limits.video_codecs:
        yield Finding(
            "video_codec", "block", gettext_noop("Videos coded as %(codec)s are not taken here."),
            {"codec": medium.codec, "allowed": ", ".join(limits.video_codecs)},
            part=index, media=place, mend=Mend.FIT_MEDIA,
        )  # fmt: skip
    if limits.video_bytes_max is not None and medium.bytes > limits.video_bytes_max:
        yield Finding(
            "video_too_big", "block", gettext_noop("The video has %(size)s; %(limit)s are allowed."),
            {"size": medium.bytes, "limit": limits.video_bytes_max},
            part=index, media=place, mend=Mend.FIT_MEDIA,
        )  # fmt: skip
    if (
        limits.video_seconds_max is not None
        and medium.seconds is not None
        and medium.seconds > limits.video_seconds_max
    ):
        yield Finding(
            "video_too_long", "block", gettext_noop("The video lasts %(seconds)s seconds; %(limit)s are allowed."),
            {"seconds": round(medium.seconds), "limit": round(limits.video_seconds_max)},
            part=index, media=place, mend=Mend.DROP_MEDIA,
        )  # fmt: skip


def _reading(plan: PostPlan, limits: "Limits", manifest: "Manifest") -> Iterator[Finding]:
    written = "\n".join(part.text for part in plan.parts)
    linked = urls(written)
    if linked and plan.link is None and "link_card" in manifest.abilities and not plan.media:
        yield Finding(
            "link_without_card", "hint", gettext_noop("The link stands there without a card with title and picture."),
            {"url": linked[0]}, mend=Mend.FETCH_CARD,
        )  # fmt: skip
    bare = _BARE_SITE.search(written)
    if bare:
        yield Finding(
            "link_without_scheme", "warn",
            gettext_noop("“%(site)s” does not become a link everywhere; with https:// it does."),
            {"site": bare.group()}, mend=Mend.WRITE_OUT_LINK,
        )  # fmt: skip
    if "mentions" in manifest.abilities:
        known = {who.text for who in plan.mentions}
        for _, _, handle in mention_spans(written):
            if f"@{handle}" not in known:
                yield Finding(
                    "mention_unknown", "hint", gettext_noop("Nobody has looked yet whether %(handle)s exists here."),
                    {"handle": f"@{handle}"}, mend=Mend.FIND_MENTION,
                )  # fmt: skip
    if limits.fold is not None and plan.text and manifest.count(plan.text, limits) > limits.fold:
        yield Finding(
            "folded", "hint",
            gettext_noop("Readers see the first %(fold)s characters; the rest stands behind “more”."),
            {"fold": limits.fold}, part=0,
        )  # fmt: skip
    for tag in hashtags(written):
        if len(tag) >= _LONG_TAG and tag == tag.lower():
            yield Finding(
                "hashtag_hard_to_read", "hint",
                gettext_noop("#%(tag)s is easier to read and to hear with a capital at the start of each word."),
                {"tag": tag},
            )  # fmt: skip


def type_name(mime: str) -> str:
    """Return a file type as people say it."""
    kind = mime.rsplit("/", 1)[-1].upper()
    return {"QUICKTIME": "MOV", "X-MATROSKA": "MKV"}.get(kind, kind)
