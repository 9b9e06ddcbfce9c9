"""Reads roi/guide.toml, strictly: the five goals, hints which content suits where, the usual share of the budget. Pure."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Final, Literal, cast

from leitstand.kernel.words import Words, words_of

Fit = Literal["best", "rethink"]
METRICS: Final = frozenset(
    {
        "reach",
        "impressions",
        "interactions",
        "comments",
        "shares",
        "clicks",
        "followers",
        "visits",
        "signups",
        "leads",
        "conversations",
        "deals",
    }
)
Raw = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RoiGoal:
    """A goal a campaign may have, with what measures it; the first metric is looked at first."""

    id: str
    words: Words
    metrics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A kind of content on a network for an audience."""

    network: str
    kind: str
    business: str


@dataclass(frozen=True, slots=True)
class Hint:
    """Which kinds of content suit some networks, with an example that passes and one that is hinted at."""

    id: str
    networks: frozenset[str]
    for_all: bool
    kinds: frozenset[str]
    fit: Fit
    words: Words
    source: str
    as_of: date
    good: Example
    bad: Example

    def speaks_of(self, example: Example) -> bool:
        """Whether it has something to say: other kinds where one is best, or these kinds where they want thought."""
        if example.network not in self.networks or not (self.for_all or example.business in ("b2b", "both")):
            return False
        return (example.kind in self.kinds) == (self.fit == "rethink")


@dataclass(frozen=True, slots=True)
class Band:
    """The usual share of social media in a marketing budget, in percent."""

    low: Decimal
    high: Decimal
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class RoiFiles:
    """Everything the file says."""

    goals: tuple[RoiGoal, ...]
    hints: tuple[Hint, ...]
    band: Band

    def goal(self, name: str) -> RoiGoal | None:
        """Return a goal by its id; None where there is none."""
        return next((one for one in self.goals if one.id == name), None)

    def hints_for(self, network: str, kind: str, business: str) -> tuple[Hint, ...]:
        """Return what is to be said of a kind of content on a network."""
        return tuple(one for one in self.hints if one.speaks_of(Example(network, kind, business)))


@cache
def roi_files() -> RoiFiles:
    """Return the file; raises ValueError where it is not whole."""
    text = files("leitstand.measurement").joinpath("roi").joinpath("guide.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    goals = tuple(_goal(one) for one in cast("Sequence[Raw]", raw["goal"]))
    hints = tuple(_hint(one) for one in cast("Sequence[Raw]", raw["hint"]))
    return RoiFiles(goals, hints, _band(cast("Raw", raw["band"])))


def _goal(raw: Raw) -> RoiGoal:
    where = f"goal {raw.get('id')}"
    _sourced(raw, where)
    metrics = tuple(str(one) for one in cast("Sequence[object]", raw["metrics"]))
    if not metrics or not set(metrics) <= METRICS:
        raise ValueError(f"{where}: wants metrics that are known")
    return RoiGoal(str(raw["id"]), words_of(raw.get("words"), where), metrics)


def _hint(raw: Raw) -> Hint:
    where = f"hint {raw.get('id')}"
    as_of = _sourced(raw, where)
    if raw.get("fit") not in ("best", "rethink") or raw.get("for") not in ("all", "b2b"):
        raise ValueError(f"{where}: says neither what is best nor what to rethink, or not for whom")
    return Hint(
        str(raw["id"]),
        frozenset(str(one) for one in cast("Sequence[object]", raw["networks"])),
        raw["for"] == "all",
        frozenset(str(one) for one in cast("Sequence[object]", raw["kinds"])),
        cast("Fit", raw["fit"]),
        words_of(raw.get("words"), where),
        str(raw["source"]),
        as_of,
        _example(raw["good"]),
        _example(raw["bad"]),
    )


def _example(raw: object) -> Example:
    told = cast("Raw", raw)
    return Example(str(told["network"]), str(told["kind"]), str(told["business"]))


def _band(raw: Raw) -> Band:
    as_of = _sourced(raw, "band")
    low, high = Decimal(str(raw["low"])), Decimal(str(raw["high"]))
    if not 0 <= low < high <= 100:
        raise ValueError("band: its ends are no percentages in order")
    return Band(low, high, str(raw["source"]), as_of)


def _sourced(raw: Raw, where: str) -> date:
    as_of = raw.get("as_of")
    if not isinstance(as_of, date) or not raw.get("source"):
        raise ValueError(f"{where}: wants a source and a day")
    return as_of
