"""How a plan looks to the reader: pieces of text with links, the fold and what is too long, drawn from the plan that is sent."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from leitstand.compliance.core.reading import label_span
from leitstand.kernel.post import LinkCard, Media, PostPlan
from leitstand.kernel.text import graphemes, hashtag_spans, mention_spans, url_spans
from leitstand.publishing.core.fit import length

if TYPE_CHECKING:
    from leitstand.connector_kit.limits import Limits
    from leitstand.connector_kit.manifest import Manifest

PieceKind = Literal["text", "link", "label", "fold", "over"]
Marked = tuple[int, int, Literal["link", "label"]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: plain, blue as networks draw links, tags and names, the label, the mark of the fold, or beyond the limit.

    `is_beyond` says that it stands behind the fold.
    """

    kind: PieceKind
    text: str
    is_beyond: bool = False


@dataclass(frozen=True, slots=True)
class PartPreview:
    """One message as the reader sees it, with its length as the network counts it."""

    pieces: tuple[Piece, ...]
    media: tuple[Media, ...]
    count: int
    limit: int | None

    @property
    def left(self) -> int | None:
        """How many characters are left; negative where there are too many; None without a limit."""
        return None if self.limit is None else self.limit - self.count


@dataclass(frozen=True, slots=True)
class Preview:
    """A whole post as the reader sees it."""

    parts: tuple[PartPreview, ...]
    title: str
    excerpt: str
    first_comment: str
    card: LinkCard | None


def draw(plan: PostPlan, limits: "Limits", manifest: "Manifest") -> Preview:
    """Draw a plan for one channel; nothing in it comes from anywhere but the plan."""
    parts = tuple(
        PartPreview(
            _pieces(part.text, plan, limits, manifest, is_first=index == 0),
            part.media,
            length(part.text, plan, limits, manifest),
            limits.text_max,
        )
        for index, part in enumerate(plan.parts)
    )
    # Where pictures stand, networks show no card.
    card = plan.link if plan.link and not plan.media else None
    return Preview(parts, plan.title, plan.excerpt, plan.first_comment, card)


def fits(text: str, most: int, plan: PostPlan, limits: "Limits", manifest: "Manifest") -> int:
    """Return how many code points of the text can stand before the network counts more than `most`."""
    letters = graphemes(text)
    ends = [0]
    for letter in letters:
        ends.append(ends[-1] + len(letter))
    place = bisect_right(range(len(ends)), most, key=lambda index: length(text[: ends[index]], plan, limits, manifest))
    return ends[max(0, place - 1)]


def _pieces(text: str, plan: PostPlan, limits: "Limits", manifest: "Manifest", *, is_first: bool) -> tuple[Piece, ...]:
    end = len(text) if limits.text_max is None else _reach(text, limits.text_max, plan, limits, manifest)
    fold = end if limits.fold is None or not is_first else min(end, _reach(text, limits.fold, plan, limits, manifest))
    marked: list[Marked] = [
        *((start, stop, "link") for start, stop in url_spans(text)),
        *((start, stop, "link") for start, stop, _ in hashtag_spans(text)),
        *((start, stop, "link") for start, stop, _ in mention_spans(text)),
    ]
    if is_first and (span := label_span(text)):
        marked.append((*span, "label"))
    blue = sorted(marked)
    pieces = _stretch(text, 0, fold, blue, is_beyond=False)
    if fold < end:
        pieces += [Piece("fold", ""), *_stretch(text, fold, end, blue, is_beyond=True)]
    if end < len(text):
        pieces.append(Piece("over", text[end:], is_beyond=fold < end))
    return tuple(pieces)


def _reach(text: str, most: int, plan: PostPlan, limits: "Limits", manifest: "Manifest") -> int:
    if length(text, plan, limits, manifest) <= most:
        return len(text)
    return fits(text, most, plan, limits, manifest)


def _stretch(text: str, start: int, end: int, blue: list[Marked], *, is_beyond: bool) -> list[Piece]:
    pieces: list[Piece] = []
    place = start
    for first, last, kind in blue:
        if last <= place or first >= end:
            continue
        begin, stop = max(first, place), min(last, end)
        if begin > place:
            pieces.append(Piece("text", text[place:begin], is_beyond))
        pieces.append(Piece(kind, text[begin:stop], is_beyond))
        place = stop
    if place < end:
        pieces.append(Piece("text", text[place:end], is_beyond))
    return pieces
