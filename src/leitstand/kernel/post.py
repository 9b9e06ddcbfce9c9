"""A post as it will be seen: one immutable plan that preview, checks, approval and sending share."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypedDict, cast

PostFormat = Literal["post", "article", "story", "reel", "video", "short"]
MediaKind = Literal["picture", "video"]


class MediaJson(TypedDict):
    """A picture or video inside a stored plan."""

    asset: str
    sha256: str
    kind: MediaKind
    mime: str
    bytes: int
    width: int
    height: int
    seconds: float | None
    codec: str
    alt: str


class PartJson(TypedDict):
    """One message of a stored plan."""

    text: str
    media: list[MediaJson]


class LinkJson(TypedDict):
    """The card of a link inside a stored plan."""

    url: str
    title: str
    description: str
    picture: MediaJson | None


class MentionJson(TypedDict):
    """A person or profile the text speaks to."""

    text: str
    id: str
    url: str


class PlanJson(TypedDict):
    """A plan as it is stored; `channel` is the id of the channel it is meant for."""

    channel: str
    format: PostFormat
    title: str
    excerpt: str
    parts: list[PartJson]
    first_comment: str
    link: LinkJson | None
    mentions: list[MentionJson]
    options: dict[str, str]


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or a video, named by the hash of its bytes.

    `asset` is our id in the library; `bytes` its size; `width` and `height` in pixels; `seconds` is None for pictures.
    """

    asset: str
    sha256: str
    kind: MediaKind
    mime: str
    bytes: int
    width: int
    height: int
    seconds: float | None = None
    codec: str = ""
    alt: str = ""

    @property
    def ratio(self) -> float:
        """Width divided by height; 0.0 where the height is not known."""
        return self.width / self.height if self.height else 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """One message; a thread has several."""

    text: str = ""
    media: tuple[Media, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkCard:
    """What the reader sees of a linked page."""

    url: str
    title: str = ""
    description: str = ""
    picture: Media | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A profile the text speaks to: `text` as it stands in the post (with @), `id` and `url` as the network knows it."""

    text: str
    id: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class PostPlan:
    """Everything the public will see of one post on one channel; changing it makes another plan."""

    channel: str
    parts: tuple[Part, ...] = (Part(),)
    format: PostFormat = "post"
    title: str = ""
    excerpt: str = ""
    first_comment: str = ""
    link: LinkCard | None = None
    mentions: tuple[Mention, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text of the first message."""
        return self.parts[0].text if self.parts else ""

    @property
    def media(self) -> tuple[Media, ...]:
        """All pictures and videos in the order they appear."""
        return tuple(medium for part in self.parts for medium in part.media)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be seen."""
        return not self.title and not any(part.text.strip() or part.media for part in self.parts)

    def with_text(self, text: str) -> "PostPlan":
        """Return the same plan with another first text."""
        first = self.parts[0] if self.parts else Part()
        return replace(self, parts=(replace(first, text=text), *self.parts[1:]))

    def to_json(self) -> PlanJson:
        """Return the plan as JSON data; `from_json` gives the same plan back."""
        return {
            "channel": self.channel,
            "format": self.format,
            "title": self.title,
            "excerpt": self.excerpt,
            "parts": [{"text": part.text, "media": [_media_json(item) for item in part.media]} for part in self.parts],
            "first_comment": self.first_comment,
            "link": _link_json(self.link),
            "mentions": [{"text": who.text, "id": who.id, "url": who.url} for who in self.mentions],
            "options": dict(self.options),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> "PostPlan":
        """Return the plan that `to_json` wrote; missing keys are empty."""
        stored = cast("PlanJson", data)
        link = stored.get("link")
        return cls(
            channel=stored.get("channel", ""),
            format=stored.get("format", "post"),
            title=stored.get("title", ""),
            excerpt=stored.get("excerpt", ""),
            parts=tuple(
                Part(part.get("text", ""), tuple(Media(**item) for item in part.get("media", [])))
                for part in stored.get("parts", [])
            )
            or (Part(),),
            first_comment=stored.get("first_comment", ""),
            link=LinkCard(
                url=link["url"],
                title=link.get("title", ""),
                description=link.get("description", ""),
                picture=Media(**picture) if (picture := link.get("picture")) else None,
            )
            if link
            else None,
            mentions=tuple(Mention(**who) for who in stored.get("mentions", [])),
            options=dict(stored.get("options", {})),
        )


def _media_json(item: Media) -> MediaJson:
    return {
        "asset": item.asset,
        "sha256": item.sha256,
        "kind": item.kind,
        "mime": item.mime,
        "bytes": item.bytes,
        "width": item.width,
        "height": item.height,
        "seconds": item.seconds,
        "codec": item.codec,
        "alt": item.alt,
    }


def _link_json(link: LinkCard | None) -> LinkJson | None:
    if link is None:
        return None
    return {
        "url": link.url,
        "title": link.title,
        "description": link.description,
        "picture": _media_json(link.picture) if link.picture else None,
    }
