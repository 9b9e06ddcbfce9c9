"""What gets in each other's way: two posts too close on one channel, and the same text twice."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from typing import Final, Generic, TypeVar

Id = TypeVar("Id")
# Readers see posts of one profile beneath each other when less than this lies between them.
CLOSE: Final = timedelta(minutes=30)
# Followers remember a text for about a month.
MEMORY: Final = timedelta(days=30)
# From this share of the same words on, two texts count as one.
ALIKE: Final = 0.9
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_NOISE = re.compile(r"[^\w]+|_")


@dataclass(frozen=True, slots=True)
class Slot(Generic[Id]):
    """An item as far as collisions are concerned."""

    id: Id
    at: datetime
    channels: frozenset[int]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Clash(Generic[Id]):
    """Two items too close to each other, on these channels."""

    first: Id
    second: Id
    channels: frozenset[int]
    apart: timedelta


@dataclass(frozen=True, slots=True)
class Repeat(Generic[Id]):
    """Two items that say the same on these channels; `share` is 1 for the very same words."""

    first: Id
    second: Id
    channels: frozenset[int]
    share: float


def clashes(slots: Iterable[Slot[Id]], *, close: timedelta = CLOSE) -> list[Clash[Id]]:
    """Return every pair that is closer than `close` on a common channel, in the order of time."""
    ordered = sorted(slots, key=lambda slot: slot.at)
    found: list[Clash[Id]] = []
    for index, later in enumerate(ordered):
        for earlier in reversed(ordered[:index]):
            apart = later.at - earlier.at
            if apart >= close:
                break
            common = earlier.channels & later.channels
            if common:
                found.append(Clash(earlier.id, later.id, common, apart))
    return found


def plain(text: str) -> str:
    """Return what a text says, without case, links, signs and spaces: two texts that read alike become the same."""
    return " ".join(_NOISE.sub(" ", _LINK.sub(" ", text.casefold())).split())


def likeness(one: str, other: str) -> float:
    """Return how much two texts share, from 0 (nothing) to 1 (the same words); empty texts share nothing."""
    mine, theirs = plain(one).split(), plain(other).split()
    if not mine or not theirs:
        return 0.0
    if mine == theirs:
        return 1.0
    if 2 * min(len(mine), len(theirs)) < ALIKE * (len(mine) + len(theirs)):
        return 0.0
    matcher = SequenceMatcher(a=mine, b=theirs, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


def repeats(
    slot: Slot[Id], others: Iterable[Slot[Id]], *, memory: timedelta = MEMORY, alike: float = ALIKE
) -> list[Repeat[Id]]:
    """Return the others that say (nearly) the same on a common channel within `memory`, the likest first."""
    found: list[Repeat[Id]] = []
    for other in others:
        common = slot.channels & other.channels
        if other.id == slot.id or not common or abs(other.at - slot.at) > memory:
            continue
        share = likeness(slot.text, other.text)
        if share >= alike:
            found.append(Repeat(slot.id, other.id, common, share))
    return sorted(found, key=lambda repeat: -repeat.share)
