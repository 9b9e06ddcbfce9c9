"""Mend what a check has found: cut at a word, go on in a thread, leave out what is too many."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from leitstand.kernel.post import Media, Part, PostPlan
from leitstand.kernel.text import graphemes, hashtag_spans
from leitstand.publishing.core.drafts import Text, Variant
from leitstand.publishing.core.fit import Mend
from leitstand.publishing.core.preview import fits

if TYPE_CHECKING:
    from leitstand.connector_kit.limits import Limits
    from leitstand.connector_kit.manifest import Manifest

ELLIPSIS: Final = "…"
_SENTENCE_END: Final = re.compile(r"[.!?…]\s")
_BARE_SITE: Final = re.compile(r"(?<![\w/.@-])(www\.[\w-]+\.\w{2,})")


def shorten(text: str, most: int, plan: PostPlan, limits: "Limits", manifest: "Manifest") -> str:
    """Return the text cut at a word so that it fits, with an ellipsis; a text that fits is not touched."""
    reach = fits(text, most, plan, limits, manifest)
    if reach >= len(text):
        return text
    room = fits(text, max(0, most - manifest.count(ELLIPSIS, limits)), plan, limits, manifest)
    return _at_word(text[:room]).rstrip(" \n,;:-–") + ELLIPSIS


def split(text: str, most: int, plan: PostPlan, limits: "Limits", manifest: "Manifest", *, parts: int) -> list[str]:
    """Return the text in at most `parts` messages that fit, broken at paragraphs, else sentences, else words."""
    messages: list[str] = []
    rest = text.strip()
    while rest and len(messages) < parts - 1:
        reach = fits(rest, most, plan, limits, manifest)
        if reach >= len(rest):
            break
        head = _at_break(rest[:reach])
        if not head.strip():
            head = rest[:reach]
        if not head:
            break
        messages.append(head.strip())
        rest = rest[len(head) :].strip()
    return [*messages, rest] if rest else messages


def fewer_hashtags(text: str, most: int) -> str:
    """Return the text without the last hashtags that are too many."""
    for start, end, _ in reversed(hashtag_spans(text)[most:]):
        text = text[:start].rstrip(" ") + text[end:]
    return text.rstrip()


def write_out_links(text: str) -> str:
    """Return the text with https:// before each site that is written without."""
    return _BARE_SITE.sub(r"https://\1", text)


def mended(
    said: Text, mend: Mend, *, part: int, media: int | None, plan: PostPlan, limits: "Limits", manifest: "Manifest"
) -> Text:
    """Return a text with one finding mended at its place; what a text cannot mend is returned as it is."""
    if not 0 <= part < len(said.parts):
        return said
    here = said.parts[part]
    before, after = said.parts[:part], said.parts[part + 1 :]
    changed: tuple[Part, ...] = (here,)
    if mend is Mend.SHORTEN and limits.text_max is not None:
        changed = (replace(here, text=shorten(here.text, limits.text_max, plan, limits, manifest)),)
    elif mend is Mend.SPLIT and limits.text_max is not None:
        room = limits.parts_max - len(said.parts) + 1
        first, *rest = split(here.text, limits.text_max, plan, limits, manifest, parts=room)
        changed = (replace(here, text=first), *(Part(text) for text in rest))
    elif mend is Mend.FEWER_HASHTAGS and limits.hashtags_max is not None:
        changed = (replace(here, text=fewer_hashtags(here.text, limits.hashtags_max)),)
    elif mend is Mend.WRITE_OUT_LINK:
        changed = (replace(here, text=write_out_links(here.text)),)
    elif media is not None and 0 <= media < len(here.media):
        changed = (replace(here, media=_with_media(here.media, mend, media, limits)),)
    return replace(said, parts=(*before, *changed, *after))


def mended_variant(variant: Variant, mend: Mend, plan: PostPlan, limits: "Limits", manifest: "Manifest") -> Variant:
    """Return a channel's version with title or first comment cut to what is allowed."""
    if mend is Mend.SHORTEN_TITLE and limits.title_max is not None:
        return replace(variant, title=_letters(variant.title, limits.title_max))
    if mend is Mend.SHORTEN_COMMENT and limits.text_max is not None:
        bare = replace(plan, options={})
        return replace(variant, first_comment=shorten(variant.first_comment, limits.text_max, bare, limits, manifest))
    return variant


def _with_media(media: tuple[Media, ...], mend: Mend, place: int, limits: "Limits") -> tuple[Media, ...]:
    if mend is Mend.DROP_MEDIA:
        return (*media[:place], *media[place + 1 :])
    if mend is Mend.SHORTEN_ALT and limits.alt_max is not None:
        shorter = replace(media[place], alt=_letters(media[place].alt, limits.alt_max))
        return (*media[:place], shorter, *media[place + 1 :])
    return media


def _letters(text: str, most: int) -> str:
    letters = graphemes(text)
    if len(letters) <= most:
        return text
    return _at_word("".join(letters[: most - 1])).rstrip(" ,;:-–") + ELLIPSIS


def _at_word(text: str) -> str:
    cut = max(text.rfind(" "), text.rfind("\n"))
    return text[:cut] if cut > len(text) // 2 else text


def _at_break(text: str) -> str:
    paragraph = text.rfind("\n\n")
    if paragraph > len(text) // 3:
        return text[:paragraph]
    ends = [match.end() - 1 for match in _SENTENCE_END.finditer(text)]
    if ends and ends[-1] > len(text) // 3:
        return text[: ends[-1]]
    return _at_word(text)
