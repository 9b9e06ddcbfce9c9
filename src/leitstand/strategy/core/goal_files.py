"""Reads goals/catalogue.toml, strictly: kinds of goals, what measures them, what to expect of time, example sets. Pure."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from leitstand.kernel.words import Words, words_of

Counted = Literal["last", "days", "posts", "hand"]
COUNTED = ("last", "days", "posts", "hand")
LEVELS = ("company", "social", "part")
Raw = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class GoalKind:
    """What a goal may be about."""

    id: str
    words: Words


@dataclass(frozen=True, slots=True)
class GoalMetric:
    """What a goal may be measured by; `counted` says how its figures add up, `suits` for which kinds it is offered first."""

    id: str
    words: Words
    counted: Counted
    suits: frozenset[str]


@dataclass(frozen=True, slots=True)
class Expectation:
    """How long lasting results take, in months."""

    months_from: int
    months_to: int
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class ExampleGoal:
    """A goal of an example set; without a target it watches first."""

    key: str
    under: str
    name: Words
    level: str
    kind: str
    area: str
    metric: str
    target: int | None
    months: int | None


@dataclass(frozen=True, slots=True)
class GoalSet:
    """Example goals that belong together."""

    id: str
    name: Words
    why: Words
    source: str
    goals: tuple[ExampleGoal, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything the file says."""

    kinds: tuple[GoalKind, ...]
    metrics: tuple[GoalMetric, ...]
    expectation: Expectation
    vague: frozenset[str]
    sets: tuple[GoalSet, ...]

    def metric(self, name: str) -> GoalMetric | None:
        """Return a metric by its id; None where there is none."""
        return next((one for one in self.metrics if one.id == name), None)

    def kind(self, name: str) -> GoalKind | None:
        """Return a kind by its id; None where there is none."""
        return next((one for one in self.kinds if one.id == name), None)

    def set(self, name: str) -> GoalSet | None:
        """Return an example set by its id; None where there is none."""
        return next((one for one in self.sets if one.id == name), None)


@cache
def catalogue() -> Catalogue:
    """Return the catalogue of this installation; raises ValueError for a file that is not whole."""
    text = files("leitstand.strategy").joinpath("goals").joinpath("catalogue.toml").read_text(encoding="utf-8")
    return read(tomllib.loads(text))


def read(raw: Raw) -> Catalogue:
    """Tame what the file says; raises ValueError naming the place where it is not whole."""
    kinds = tuple(
        GoalKind(str(one["id"]), words_of(one.get("words"), f"kind {one['id']}")) for one in _list(raw, "kind")
    )
    known = {kind.id for kind in kinds}
    metrics = tuple(_metric(one, known) for one in _list(raw, "metric"))
    told = cast("Raw", raw["expectation"])
    as_of = told["as_of"]
    if not isinstance(as_of, date) or not told.get("source"):
        raise ValueError("expectation: a figure has a source and a day")
    expectation = Expectation(int(str(told["months_from"])), int(str(told["months_to"])), str(told["source"]), as_of)
    vague = cast("Mapping[str, Sequence[str]]", raw["vague"])
    names = {metric.id for metric in metrics}
    return Catalogue(
        kinds,
        metrics,
        expectation,
        frozenset(word.casefold() for words in vague.values() for word in words),
        tuple(_set(one, known, names) for one in _list(raw, "set")),
    )


def _list(raw: Raw, name: str) -> Sequence[Raw]:
    return cast("Sequence[Raw]", raw.get(name, ()))


def _metric(raw: Raw, kinds: set[str]) -> GoalMetric:
    where = f"metric {raw['id']}"
    suits = frozenset(cast("Sequence[str]", raw["suits"]))
    if raw["counted"] not in COUNTED or not suits or suits - kinds:
        raise ValueError(f"{where}: counted or suits make no sense")
    return GoalMetric(str(raw["id"]), words_of(raw.get("words"), where), cast("Counted", raw["counted"]), suits)


def _set(raw: Raw, kinds: set[str], metrics: set[str]) -> GoalSet:
    where = f"set {raw['id']}"
    goals = tuple(_example(one, where) for one in _list(raw, "goal"))
    seen: set[str] = set()
    for goal in goals:
        if goal.under and goal.under not in seen:
            raise ValueError(f"{where} {goal.key}: the goal above it comes first")
        if goal.kind not in kinds or (goal.metric and goal.metric not in metrics) or goal.level not in LEVELS:
            raise ValueError(f"{where} {goal.key}: kind, metric or level is unknown")
        seen.add(goal.key)
    return GoalSet(
        str(raw["id"]), words_of(raw.get("name"), where), words_of(raw.get("why"), where), str(raw["source"]), goals
    )


def _example(raw: Raw, where: str) -> ExampleGoal:
    target, months = raw.get("target"), raw.get("months")
    return ExampleGoal(
        key=str(raw["key"]),
        under=str(raw.get("under", "")),
        name=words_of(raw.get("name"), where),
        level=str(raw["level"]),
        kind=str(raw["kind"]),
        area=str(raw["area"]),
        metric=str(raw.get("metric", "")),
        target=target if isinstance(target, int) else None,
        months=months if isinstance(months, int) else None,
    )
