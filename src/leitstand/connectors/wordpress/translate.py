"""Our words and theirs, in pairs. Pure: a plan becomes a post of blocks, JSON becomes accounts and comments."""

import hashlib
import html
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import nh3

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import Published
from leitstand.connector_kit.manifest import Account, StepKind, StepOutline
from leitstand.connectors.wordpress.limits import FACTS
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.post import Media, PostPlan
from leitstand.kernel.text import first_words, url_spans

DRAFT: Final = "draft"
CREATE: Final = "create"
COMMENT: Final = "comment"

_SLUG_MAX: Final = next(int(str(fact.value)) for fact in FACTS if fact.name == "slug_max")
_SLUG_WORDS: Final = 60
_KEY_LENGTH: Final = 8
_GERMAN: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_NOT_IN_SLUGS: Final = re.compile(r"[^a-z0-9]+")
_PARAGRAPHS: Final = re.compile(r"\n\s*\n")
_BREAKS: Final = re.compile(r"<br\s*/?>|</?p>")
_BLANK: Final = re.compile(r"\n{3,}")
_RIGHTS: Final = (
    ("publish_posts", "publish posts"),
    ("upload_files", "upload pictures"),
    ("edit_published_posts", "edit published posts"),
    ("delete_published_posts", "delete published posts"),
)


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file as the blog keeps it: its number and its address there."""

    id: int
    url: str
    media: Media


def upload_name(place: int) -> str:
    """Return the name of the step that uploads one file, counted through the whole post."""
    return f"upload:{place}"


def steps(plan: PostPlan) -> tuple[StepOutline, ...]:
    """List what will be done: files and a draft, which nobody sees, then the one step that shows it, then the comment."""
    places = [(number, place) for number, part in enumerate(plan.parts) for place, _ in enumerate(part.media)]
    files = [
        StepOutline(upload_name(index), StepKind.UPLOAD, part=part, media=place)
        for index, (part, place) in enumerate(places)
    ]
    comment = [StepOutline(COMMENT, StepKind.COMMENT)] if plan.first_comment.strip() else []
    return (*files, StepOutline(DRAFT, StepKind.UPLOAD), StepOutline(CREATE, StepKind.CREATE), *comment)


def place_in_post(plan: PostPlan, part: int, place: int) -> int:
    """Return a file's place in the whole post, counted from 0."""
    return sum(len(earlier.media) for earlier in plan.parts[:part]) + place


def title(plan: PostPlan) -> str:
    """Return the title, or the first words where the plan has none: a post without one cannot be found in a blog."""
    return plan.title.strip() or first_words(plan.text)


def slug(plan: PostPlan, key: str) -> str:
    """Return the name in the address, the same for the same post and key, so that the post can be found by it."""
    folded = unicodedata.normalize("NFC", title(plan)).lower().translate(_GERMAN)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    words = _NOT_IN_SLUGS.sub("-", plain).strip("-")[:_SLUG_WORDS].rpartition("-" if len(plain) > _SLUG_WORDS else "\0")
    tail = hashlib.sha256(key.encode()).hexdigest()[:_KEY_LENGTH]
    return f"{(words[0] or words[2]).strip('-') or 'post'}-{tail}"[:_SLUG_MAX]


def body(plan: PostPlan, files: Sequence[Uploaded]) -> str:
    """Return the post as blocks: paragraphs with their links, then the pictures and videos that are not above the post."""
    blocks = [block for part in plan.parts for block in paragraphs(part.text)]
    if plan.link and not any(plan.link.url in part.text for part in plan.parts):
        blocks += paragraphs(plan.link.url)
    above = featured(plan, files)
    blocks += [file_block(file) for file in files if file is not above]
    return "\n\n".join(blocks)


def featured(plan: PostPlan, files: Sequence[Uploaded]) -> Uploaded | None:
    """Return the picture that stands above the post: the first, unless the plan wants all of them in the text."""
    if plan.options.get("featured", "featured") == "inline":
        return None
    return next((file for file in files if file.media.kind == "picture"), None)


def paragraphs(text: str) -> list[str]:
    """Return plain text as paragraph blocks: a blank line parts them, a line break stays one, addresses become links."""
    return [
        f"<!-- wp:paragraph -->\n<p>{_linked(part.strip()).replace(chr(10), '<br>')}</p>\n<!-- /wp:paragraph -->"
        for part in _PARAGRAPHS.split(text.replace("\r\n", "\n"))
        if part.strip()
    ]


def _linked(text: str) -> str:
    written, last = [], 0
    for start, end in url_spans(text):
        address = html.escape(text[start:end])
        written += [html.escape(text[last:start], quote=False), f'<a href="{address}">{address}</a>']
        last = end
    return "".join([*written, html.escape(text[last:], quote=False)])


def file_block(file: Uploaded) -> str:
    """Return a picture or a video as the block editor writes it."""
    if file.media.kind == "video":
        head = json.dumps({"id": file.id}, separators=(",", ":"))
        return (
            f'<!-- wp:video {head} -->\n<figure class="wp-block-video">'
            f'<video controls src="{html.escape(file.url)}"></video></figure>\n<!-- /wp:video -->'
        )
    head = json.dumps({"id": file.id, "sizeSlug": "full", "linkDestination": "none"}, separators=(",", ":"))
    return (
        f'<!-- wp:image {head} -->\n<figure class="wp-block-image size-full"><img src="{html.escape(file.url)}"'
        f' alt="{html.escape(file.media.alt)}" class="wp-image-{file.id}"/></figure>\n<!-- /wp:image -->'
    )


def post_fields(plan: PostPlan, files: Sequence[Uploaded], *, tags: Sequence[int]) -> dict[str, object]:
    """Return the post as the interface takes it, without its state and its name in the address."""
    above = featured(plan, files)
    # Titles are taken as markup: what a person typed stays what they typed.
    fields: dict[str, object] = {
        "title": html.escape(title(plan), quote=False),
        "content": body(plan, files),
        "excerpt": html.escape(plan.excerpt, quote=False),
        "featured_media": above.id if above else 0,
        "tags": list(tags),
    }
    categories = [int(number) for number in plan.options.get("category", "").split(",") if number.strip().isdigit()]
    return {**fields, "categories": categories} if categories else fields


def tag_names(plan: PostPlan) -> list[str]:
    """Return the tags as a person typed them, each once."""
    names = [name.strip().lstrip("#") for name in plan.options.get("tags", "").split(",")]
    return list(dict.fromkeys(name for name in names if name))


def plain_text(content: str) -> str:
    """Return markup as plain text with its paragraphs."""
    kept = nh3.clean(content, tags={"p", "br"}, attributes={}, link_rel=None)
    lines = _BREAKS.sub(_newline, kept.replace("\n", ""))
    return _BLANK.sub("\n\n", html.unescape(lines)).strip()


def _newline(tag: re.Match[str]) -> str:
    return {"<p>": "", "</p>": "\n\n"}.get(tag.group(), "\n")


def skeleton(content: str) -> str:
    """Return the letters and digits of a markup text: what the blog's typographer leaves alone."""
    folded = unicodedata.normalize("NFKC", plain_text(content)).casefold()
    return "".join(letter for letter in folded if letter.isalnum()) or "".join(folded.split())


def published(post: wild.Wild) -> Published:
    """Return a post as the house knows it."""
    return Published(wild.text(post, "id"), wild.text(post, "link"))


def comment(data: wild.Wild, *, now: datetime) -> Interaction:
    """Return what somebody wrote under a post."""
    parent, post = wild.text(data, "parent"), wild.text(data, "post")
    avatars = wild.inner(data, "author_avatar_urls")
    name = wild.text(data, "author_name")
    return Interaction(
        id=wild.text(data, "id"),
        kind="comment",
        # guests have no number: they are known by the name they gave
        author=Author(
            id=wild.text(data, "author") if wild.number(data, "author") else f"guest:{name}",
            name=name,
            url=wild.text(data, "author_url"),
            avatar_url=wild.text(avatars, "96"),
        ),
        at=wild.moment(data, "date_gmt") or now,
        text=plain_text(wild.text(wild.inner(data, "content"), "rendered")),
        url=wild.text(data, "link"),
        post_id=post,
        parent_id=parent if parent not in ("", "0") else post,
    )


def account(user: wild.Wild, site: wild.Wild, categories: Sequence[wild.Wild], root: str) -> Account:
    """Return the blog with the person who writes in it."""
    offered = [["", "–"], *([wild.text(entry, "id"), html.unescape(wild.text(entry, "name"))] for entry in categories)]
    return Account(
        id=wild.text(user, "id"),
        handle=wild.text(user, "slug"),
        name=html.unescape(wild.text(site, "name")),
        url=wild.text(site, "home") or wild.text(site, "url"),
        avatar_url=wild.text(site, "site_icon_url"),
        base_url=root,
        facts={
            "site": wild.text(site, "home") or wild.text(site, "url"),
            "author": wild.text(user, "name"),
            "time_zone": wild.text(site, "timezone_string"),
            "categories": offered,
        },
    )


def missing_rights(user: wild.Wild) -> tuple[str, ...]:
    """Return what this person may not do in the blog, in words; nothing where the blog does not tell."""
    capabilities = wild.record(user.get("capabilities"))
    return tuple(words for name, words in _RIGHTS if capabilities and capabilities.get(name) is not True)


def share_url(plan: PostPlan, facts: Mapping[str, object]) -> str:
    """Return the address where a person writes this by hand; "" as long as the blog is not known."""
    site = facts.get("site")
    return f"{site.rstrip('/')}/wp-admin/post-new.php" if isinstance(site, str) and site else ""
