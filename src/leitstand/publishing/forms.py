"""Read what the composer's form holds into a composition; whatever is not a file or a channel of this workspace is left out."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict

from leitstand.channels.models import Channel
from leitstand.house.models import Workspace
from leitstand.kernel.post import LinkCard, Media, MediaJson, Mention, Part, PostFormat
from leitstand.kernel.text import urls
from leitstand.library.queries import media_by_name
from leitstand.publishing.core.drafts import Composition, Text, Variant
from leitstand.publishing.models import Card
from leitstand.publishing.networks import ground_of

MOST_PARTS: Final = 50
SHARED: Final = "s"


@dataclass(frozen=True, slots=True)
class Field:
    """The names of the fields of one scope: "s" for the shared text, "c12" for channel 12."""

    scope: str

    def text(self, part: int) -> str:
        """Name the text of a message."""
        return f"{self.scope}-{part}-text"

    def media(self, part: int) -> str:
        """Name the files of a message, each as asset/hash."""
        return f"{self.scope}-{part}-media"

    def alt(self, part: int) -> str:
        """Name the alternative texts, in the order of the files."""
        return f"{self.scope}-{part}-alt"


def scope_of(channel: Channel) -> str:
    """Return the scope of a channel's own fields."""
    return f"c{channel.pk}"


def read_composition(workspace: Workspace, data: QueryDict, channels: Iterable[Channel]) -> Composition:
    """Return what stands in the form; `channels` are those of the workspace, the form says which are chosen."""
    chosen = set(data.getlist("channel"))
    known = _Known.of(workspace, data)
    shared = _text(data, SHARED, known)
    variants = tuple(_variant(data, channel, known) for channel in channels if str(channel.pk) in chosen)
    return Composition(shared, variants)


@dataclass(frozen=True, slots=True)
class _Known:
    """The files and cards the form names, found with a query for each kind."""

    media: Mapping[tuple[str, str], Media]
    cards: Mapping[str, Card]

    @classmethod
    def of(cls, workspace: Workspace, data: QueryDict) -> "_Known":
        names = [_name(value) for key in data if key.endswith(("-media", "-fit")) for value in data.getlist(key)]
        linked = {
            link for key in data if key.endswith("-text") for text in data.getlist(key) for link in urls(text)[:1]
        }
        cards = Card.objects.filter(workspace=workspace, url__in=linked, problem="") if linked else ()
        return cls(media_by_name(workspace, names) if names else {}, {card.url: card for card in cards})


def _variant(data: QueryDict, channel: Channel, known: _Known) -> Variant:
    scope = scope_of(channel)
    manifest = ground_of(channel).manifest
    form = data.get(f"{scope}-format", "")
    formats: dict[str, PostFormat] = {name: name for name in manifest.formats}
    return Variant(
        channel=str(channel.pk),
        own=_text(data, scope, known) if data.get(f"{scope}-own") == "1" else None,
        title=data.get(f"{scope}-title", "").strip(),
        excerpt=data.get(f"{scope}-excerpt", "").strip(),
        first_comment=_lines(data.get(f"{scope}-comment", "")),
        format=formats.get(form, manifest.formats[0]),
        mentions=_mentions(data.getlist(f"{scope}-mention")),
        options={
            question.name: value
            for question in manifest.options
            if (value := data.get(f"{scope}-o-{question.name}", "").strip())
        },
        fitted=tuple(
            known.media[name] for value in data.getlist(f"{scope}-fit") if (name := _name(value)) in known.media
        ),
    )


def _text(data: QueryDict, scope: str, known: _Known) -> Text:
    fields = Field(scope)
    parts: list[Part] = []
    while fields.text(len(parts)) in data and len(parts) < MOST_PARTS:
        place = len(parts)
        parts.append(
            Part(
                _lines(data.get(fields.text(place), "")),
                _media(data.getlist(fields.media(place)), data.getlist(fields.alt(place)), known.media),
            )
        )
    text = Text(tuple(parts) or (Part(),))
    if data.get(f"{scope}-card") == "none":
        return text
    return Text(text.parts, _card(text, known.cards))


def _media(names: Sequence[str], alts: Sequence[str], known: Mapping[tuple[str, str], Media]) -> tuple[Media, ...]:
    found = []
    for place, value in enumerate(names):
        medium = known.get(_name(value))
        if medium is not None:
            alt = alts[place].strip() if place < len(alts) else medium.alt
            found.append(
                Media(
                    medium.asset,
                    medium.sha256,
                    medium.kind,
                    medium.mime,
                    medium.bytes,
                    medium.width,
                    medium.height,
                    medium.seconds,
                    medium.codec,
                    alt,
                )
            )
    return tuple(found)


def _card(text: Text, cards: Mapping[str, Card]) -> LinkCard | None:
    """The card of the first link, once the linked page has been looked at."""
    for part in text.parts:
        for link in urls(part.text)[:1]:
            card = cards.get(link)
            if card is None or not card.title:
                return None
            return LinkCard(card.url, card.title, card.description, _picture(card.picture))
    return None


def _picture(stored: MediaJson | None) -> Media | None:
    return Media(**stored) if stored else None


def _mentions(values: Sequence[str]) -> tuple[Mention, ...]:
    found = []
    for value in values:
        try:
            told = json.loads(value)
        except ValueError:
            continue
        if isinstance(told, dict) and isinstance(told.get("text"), str):
            found.append(Mention(told["text"][:200], str(told.get("id", ""))[:300], str(told.get("url", ""))[:500]))
    return tuple(found)


def _name(value: str) -> tuple[str, str]:
    asset, _, sha256 = value.partition("/")
    return asset, sha256


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
