"""An item as it comes in from anywhere: tamed once, and the same for every source."""

import hashlib
import hmac
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

import nh3

from leitstand.kernel.interaction import Interaction, Sighting, Spread

LONGEST_TEXT: Final = 20_000
LARGEST: Final = 2_000_000_000
EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
# Clocks differ a little; what lies further ahead is taken as said when it was read.
AHEAD: Final = timedelta(minutes=10)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_TAG: Final = re.compile(r"<[a-zA-Z/!]")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing somebody said in public; figures are None where nobody told them."""

    id: str
    at: datetime
    text: str
    kind: str = "post"
    network: str = ""
    author_id: str = ""
    author_handle: str = ""
    author_name: str = ""
    author_url: str = ""
    url: str = ""
    language: str = ""
    likes: int | None = None
    comments: int | None = None
    shares: int | None = None
    followers: int | None = None
    sharers_followers: int | None = None
    tone: str = ""

    def as_json(self) -> dict[str, str | int]:
        """Return it for a JSON column; what is not told is left out."""
        kept: dict[str, str | int] = {"id": self.id, "at": self.at.isoformat(), "text": self.text}
        for name in _REST:
            value = getattr(self, name)
            if value not in (None, ""):
                kept[name] = value
        return kept


_REST: Final = tuple(name for name in Item.__slots__ if name not in ("id", "at", "text"))


def from_json(kept: Mapping[str, str | int]) -> Item:
    """Return the item that `as_json` gave."""
    rest = {name: kept[name] for name in _REST if name in kept}
    return Item(str(kept["id"]), datetime.fromisoformat(str(kept["at"])), str(kept["text"]), **rest)  # type: ignore[arg-type]


def of_interaction(one: Interaction, *, network: str) -> Item:
    """Return what a connector told as an item."""
    spread = one.spread if isinstance(one, Sighting) else Spread()
    return Item(
        id=one.id,
        at=one.at,
        text=one.text,
        kind=one.kind,
        network=network,
        author_id=one.author.id,
        author_handle=one.author.handle,
        author_name=one.author.name,
        author_url=one.author.url,
        url=one.url,
        likes=spread.likes,
        comments=spread.comments,
        shares=spread.shares,
        followers=spread.followers,
    )


def tame(item: Item, *, now: datetime) -> Item | None:
    """Return an item that may be stored: plain text of bounded length, a moment not in the future, figures that can be.

    None where nothing is left of it, neither a text nor an id to know it by.
    """
    text = plain(item.text)
    if not text or not item.id:
        return None
    at = item.at if item.at.tzinfo is not None else item.at.replace(tzinfo=UTC)
    if at > now + AHEAD or at < EARLIEST:
        at = now
    return replace(
        item,
        id=_identity(item.id),
        at=at,
        text=text,
        kind=_line(item.kind, 10) or "post",
        network=_line(item.network, 40),
        author_id=_line(item.author_id, 400),
        author_handle=_line(item.author_handle, 200),
        author_name=_line(item.author_name, 200),
        author_url=_address(item.author_url),
        url=_address(item.url),
        language=_line(item.language, 12),
        likes=_figure(item.likes),
        comments=_figure(item.comments),
        shares=_figure(item.shares),
        followers=_figure(item.followers),
        sharers_followers=_figure(item.sharers_followers),
    )


def plain(text: str) -> str:
    """Return a text without markup and signs nobody sees; scripts and styles go with what is in them."""
    cut = text[: LONGEST_TEXT * 2]
    if _TAG.search(cut):
        cut = html.unescape(nh3.clean(cut, tags=set(), clean_content_tags={"script", "style"}))
    return _CONTROL.sub("", cut).strip()[:LONGEST_TEXT]


def digest_of(workspace: int, scope: str, external_id: str) -> bytes:
    """Return what an item is known by: the same for the same id in the same scope, whatever way it comes."""
    whole = f"{workspace}\x1f{scope}\x1f{external_id}".encode()
    return hashlib.blake2b(whole, digest_size=16).digest()


def pseudonym(key: bytes, workspace: int, scope: str, author: str) -> str:
    """Return a name for an author that only this house can make and nobody can turn back; "" for nobody."""
    if not author:
        return ""
    whole = f"{workspace}\x1f{scope}\x1f{author}".encode()
    return hmac.new(key, whole, hashlib.sha256).hexdigest()[:32]


def _identity(wild: str) -> str:
    """Return an id of bounded length; one that is longer stands by its digest, so that no two become one."""
    clean = _CONTROL.sub("", wild)
    return clean if len(clean) <= 400 else hashlib.sha256(clean.encode()).hexdigest()


def _line(wild: str, longest: int) -> str:
    return " ".join(_CONTROL.sub("", wild).split())[:longest]


def _address(wild: str) -> str:
    clean = _line(wild, 501)
    return clean if len(clean) <= 500 and clean.startswith(("https://", "http://")) else ""


def _figure(wild: int | None) -> int | None:
    return None if wild is None or wild < 0 else min(wild, LARGEST)
