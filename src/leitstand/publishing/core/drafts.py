"""From one idea to a plan per channel: the shared text, what a channel has of its own, and the plan that follows from both."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from leitstand.kernel.post import LinkCard, Media, Mention, Part, PostFormat, PostPlan
from leitstand.kernel.text import mention_spans

PARAGRAPH: Final = "\n\n"


@dataclass(frozen=True, slots=True)
class Text:
    """What is said: the messages with their files, and the card of the link."""

    parts: tuple[Part, ...] = (Part(),)
    link: LinkCard | None = None

    @property
    def first(self) -> str:
        """The text of the first message."""
        return self.parts[0].text if self.parts else ""

    @property
    def media(self) -> tuple[Media, ...]:
        """All files in the order they appear."""
        return tuple(medium for part in self.parts for medium in part.media)

    def tidied(self) -> "Text":
        """Return the text without blank ends and without messages in which nothing stands."""
        parts = tuple(Part(part.text.replace("\r\n", "\n").rstrip(), part.media) for part in self.parts)
        kept = tuple(part for part in parts if part.text.strip() or part.media)
        return Text(kept or (Part(),), self.link)


@dataclass(frozen=True, slots=True)
class Variant:
    """One channel's version. `own` None: it follows the shared text.

    `fitted` are files converted or cropped for this channel; they stand for the shared files of the same asset.
    """

    channel: str
    own: Text | None = None
    title: str = ""
    excerpt: str = ""
    first_comment: str = ""
    format: PostFormat = "post"
    mentions: tuple[Mention, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    fitted: tuple[Media, ...] = ()


@dataclass(frozen=True, slots=True)
class Composition:
    """Everything the composer shows: the shared text and the chosen channels, each with what differs."""

    shared: Text = Text()
    variants: tuple[Variant, ...] = ()

    def variant(self, channel: str) -> Variant | None:
        """Return the version of one channel, None where the channel is not chosen."""
        return next((variant for variant in self.variants if variant.channel == channel), None)

    def with_variant(self, variant: Variant) -> "Composition":
        """Return the composition with one channel's version put in, or put in place of the former one."""
        if self.variant(variant.channel) is None:
            return replace(self, variants=(*self.variants, variant))
        return replace(
            self, variants=tuple(variant if each.channel == variant.channel else each for each in self.variants)
        )

    def with_text(self, text: str) -> "Composition":
        """Return the composition with another first shared text."""
        first, *rest = self.shared.parts or (Part(),)
        return replace(self, shared=replace(self.shared, parts=(replace(first, text=text), *rest)))


def plan_of(shared: Text, variant: Variant, *, abilities: frozenset[str]) -> PostPlan:
    """Return the plan of one channel: what it has of its own, else the shared text in the shape the channel can show.

    A channel without threads gets the messages as paragraphs of one; what a channel cannot show is left out.
    """
    said = (variant.own or shared).tidied()
    fitted = {medium.asset: medium for medium in variant.fitted}
    parts = said.parts
    if variant.own is None:
        parts = tuple(
            Part(part.text, tuple(_fitted(medium, fitted.get(medium.asset)) for medium in part.media)) for part in parts
        )
    if "thread" not in abilities:
        parts = (joined(parts),)
    written = "\n".join(part.text for part in parts)
    spoken_to = {f"@{handle}" for _, _, handle in mention_spans(written)}
    return PostPlan(
        channel=variant.channel,
        parts=parts,
        format=variant.format,
        title=variant.title.strip() if "title" in abilities else "",
        excerpt=variant.excerpt.strip() if "excerpt" in abilities else "",
        first_comment=variant.first_comment.strip() if "first_comment" in abilities else "",
        link=said.link if said.link and "link_card" in abilities and said.link.url in written else None,
        mentions=tuple(who for who in variant.mentions if who.text in spoken_to) if "mentions" in abilities else (),
        options={name: value for name, value in sorted(variant.options.items()) if value},
    )


def variant_of(plan: PostPlan, shared: Text, *, follows: bool) -> Variant:
    """Read a stored plan back into what the channel has of its own; with `shared` it makes the same plan again."""
    known = {medium.asset: medium for medium in shared.media}
    fitted = tuple(
        medium
        for medium in plan.media
        if follows and medium.asset in known and medium.sha256 != known[medium.asset].sha256
    )
    return Variant(
        channel=plan.channel,
        own=None if follows else Text(plan.parts, plan.link),
        title=plan.title,
        excerpt=plan.excerpt,
        first_comment=plan.first_comment,
        format=plan.format,
        mentions=plan.mentions,
        options=plan.options,
        fitted=fitted,
    )


def joined(parts: tuple[Part, ...]) -> Part:
    """Return several messages as the paragraphs of one."""
    return Part(
        PARAGRAPH.join(part.text for part in parts if part.text),
        tuple(medium for part in parts for medium in part.media),
    )


def with_asset(plan: PostPlan, old: str, new: Media) -> PostPlan:
    """Return the plan with another file wherever an asset stands, in whatever version; alternative texts stay."""

    def swapped(medium: Media) -> Media:
        return replace(new, alt=medium.alt or new.alt) if medium.asset == old else medium

    parts = tuple(Part(part.text, tuple(map(swapped, part.media))) for part in plan.parts)
    link = plan.link
    if link and link.picture:
        link = replace(link, picture=swapped(link.picture))
    return replace(plan, parts=parts, link=link)


def _fitted(medium: Media, version: Media | None) -> Media:
    return replace(version, alt=medium.alt) if version else medium
