"""The stock of content and the guard of repetition. Pure."""

import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Generic, Literal, TypeVar

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Rule:
    """How often the same may be said on a channel: days between two times, and repeats after the first."""

    min_days: int
    most_repeats: int


@dataclass(frozen=True, slots=True)
class Defaults:
    """The numbers the house begins with, with their source."""

    filler_minimum: int
    look_ahead_days: int
    before_campaign_days: int
    repeat: Rule
    source: str
    as_of: date


@cache
def defaults() -> Defaults:
    """Return the house's numbers."""
    told = tomllib.loads(files("leitstand.planning").joinpath("supply.toml").read_text(encoding="utf-8"))
    return Defaults(
        told["filler_minimum"],
        told["look_ahead_days"],
        told["before_campaign_days"],
        Rule(told["repeat"]["min_days"], told["repeat"]["most_repeats"]),
        told["source"],
        told["as_of"],
    )


@dataclass(frozen=True, slots=True)
class Stock:
    """How many gap fillers lie ready, and how many should."""

    ready: int
    minimum: int

    @property
    def missing(self) -> int:
        """How many are missing."""
        return max(0, self.minimum - self.ready)


@dataclass(frozen=True, slots=True)
class Placing(Generic[Thing]):
    """A gap filler for an empty day."""

    day: date
    thing: Thing


def placings(things: Sequence[Thing], days: Sequence[date], busy: Collection[date]) -> tuple[Placing[Thing], ...]:
    """Give the longest waiting gap filler to the first empty day, and so on; none is offered twice."""
    empty = [day for day in days if day not in busy]
    return tuple(Placing(day, thing) for day, thing in zip(empty, things, strict=False))


Why = Literal["too_soon", "too_often"]


@dataclass(frozen=True, slots=True)
class Objection:
    """Why the same should not be said again at a moment; `nearest` is the time it was (or will be) said closest to it."""

    why: Why
    nearest: datetime
    days_apart: int
    times: int


def objection(rule: Rule, times: Collection[datetime], at: datetime) -> Objection | None:
    """Judge a further time against those there are on the same channel; None where nothing speaks against it."""
    if not times:
        return None
    nearest = min(times, key=lambda one: abs(one - at))
    apart = abs(nearest - at)
    if len(times) > rule.most_repeats:
        return Objection("too_often", nearest, apart.days, len(times))
    if apart < timedelta(days=rule.min_days):
        return Objection("too_soon", nearest, apart.days, len(times))
    return None


def earliest(rule: Rule, times: Collection[datetime], now: datetime) -> datetime | None:
    """Return from when on the same may be said again; None where it was said often enough."""
    if len(times) > rule.most_repeats:
        return None
    return max([now, *(one + timedelta(days=rule.min_days) for one in times)])


Angle = Literal["same", "short", "question"]


def variant(text: str, angle: Angle) -> str | None:
    """Say a text again from another angle, with its own words only; None where the text has nothing for it.

    "short" keeps the first paragraph, links and hashtags; "question" begins with the question the text asks.
    """
    blocks = [block.strip() for block in text.replace("\r\n", "\n").split("\n\n") if block.strip()]
    if angle == "same":
        return text
    if angle == "short":
        kept = [block for block in blocks[1:] if _is_tail(block)]
        short = "\n\n".join([*blocks[:1], *kept])
        return short if len(short) < len(text.strip()) else None
    for place, block in enumerate(blocks):
        end = block.find("?")
        if end < 0 or _is_tail(block):
            continue
        start = max(block.rfind(sign, 0, end) for sign in (". ", "! ", "\n", ": ")) + 1
        question = block[start : end + 1].strip()
        rest = f"{block[:start]} {block[end + 1 :]}".strip()
        others = [*blocks[:place], *([" ".join(rest.split())] if rest else []), *blocks[place + 1 :]]
        told = "\n\n".join([question, *others])
        return told if told != "\n\n".join(blocks) else None
    return None


def _is_tail(block: str) -> bool:
    return all(word.startswith(("#", "http://", "https://")) for word in block.split())
