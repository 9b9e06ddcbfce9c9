"""Over how many topics an account spreads. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

Verdict = Literal["too_few", "focused", "wide"]


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers the house judges with, with their source."""

    source: str
    as_of: date
    days: int
    posts_at_least: int
    widest: float
    effect_days: int


@cache
def rules() -> Rules:
    """Return the house's numbers."""
    return Rules(**tomllib.loads(files("leitstand.planning").joinpath("spread.toml").read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Spread:
    """What an account speaks of: posts by topic, and as many equally frequent topics that would be."""

    posts: int
    breadth: float
    verdict: Verdict


def breadth(counts: Mapping[int, int]) -> float:
    """Return how many equally frequent topics would spread as widely (Hill number of order 2); 0 without posts."""
    total = sum(counts.values())
    return total**2 / sum(count**2 for count in counts.values()) if total else 0.0


def judge(counts: Mapping[int, int], numbers: Rules) -> Spread:
    """Judge an account by the number of its posts on each topic."""
    posts, wide = sum(counts.values()), breadth(counts)
    if posts < numbers.posts_at_least:
        return Spread(posts, wide, "too_few")
    return Spread(posts, wide, "wide" if wide > numbers.widest else "focused")


def widens(counts: Mapping[int, int], topic: int, numbers: Rules) -> bool:
    """Whether one more post on a topic spreads an account beyond what it can bear: it is wide then, and wider than before."""
    more = {**counts, topic: counts.get(topic, 0) + 1}
    return judge(more, numbers).verdict == "wide" and breadth(more) > breadth(counts)
