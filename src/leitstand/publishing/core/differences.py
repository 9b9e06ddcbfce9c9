"""What the public would see differently between two plans, field by field."""

from dataclasses import dataclass
from typing import Final

from leitstand.kernel.post import LinkCard, Media, PostPlan
from leitstand.publishing.core.fit import gettext_noop

TITLE: Final = gettext_noop("Title")
EXCERPT: Final = gettext_noop("Excerpt")
TEXT: Final = gettext_noop("Text")
MESSAGE: Final = gettext_noop("Message %(number)s")
COMMENT: Final = gettext_noop("First comment")
FILES: Final = gettext_noop("Pictures and videos")
CARD: Final = gettext_noop("Link card")
OPTIONS: Final = gettext_noop("Options")
FORMAT: Final = gettext_noop("Format")
MENTIONS: Final = gettext_noop("Mentions")


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs: its name (a msgid; `number` for a message of a thread), and both states as text."""

    field: str
    before: str
    after: str
    number: int = 0


def changes(before: PostPlan, after: PostPlan) -> tuple[Change, ...]:
    """Return every field that differs, in the order in which the public sees them; equal plans differ in none."""
    found = [
        Change(FORMAT, before.format, after.format),
        Change(TITLE, before.title, after.title),
        Change(EXCERPT, before.excerpt, after.excerpt),
        *_messages(before, after),
        Change(FILES, _files(before), _files(after)),
        Change(COMMENT, before.first_comment, after.first_comment),
        Change(CARD, _card(before.link), _card(after.link)),
        Change(MENTIONS, _mentions(before), _mentions(after)),
        Change(OPTIONS, _options(before), _options(after)),
    ]
    return tuple(change for change in found if change.before != change.after)


def _messages(before: PostPlan, after: PostPlan) -> list[Change]:
    count = max(len(before.parts), len(after.parts))
    texts = [(_text(before, place), _text(after, place)) for place in range(count)]
    if count == 1:
        return [Change(TEXT, old, new) for old, new in texts]
    return [Change(MESSAGE, old, new, place + 1) for place, (old, new) in enumerate(texts)]


def _text(plan: PostPlan, place: int) -> str:
    return plan.parts[place].text if place < len(plan.parts) else ""


def _files(plan: PostPlan) -> str:
    return "\n".join(f"{number}. {_file(medium)}" for number, part in enumerate(plan.parts, 1) for medium in part.media)


def _file(medium: Media) -> str:
    # The beginning of the hash tells two files with the same description apart.
    return f"{medium.alt or '–'} ({medium.width} × {medium.height}, {medium.sha256[:8]})"


def _card(card: LinkCard | None) -> str:
    if card is None:
        return ""
    lines = (card.url, card.title, card.description, _file(card.picture) if card.picture else "")
    return "\n".join(line for line in lines if line)


def _mentions(plan: PostPlan) -> str:
    return "\n".join(f"{who.text} {who.url or who.id}".strip() for who in plan.mentions)


def _options(plan: PostPlan) -> str:
    return "\n".join(f"{name}: {value}" for name, value in sorted(plan.options.items()))
