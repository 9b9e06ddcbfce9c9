"""What somebody wants, where they are on their way to us, and how much it presses: suggested from words, with the words. Pure."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from leitstand.community.core.bot import says
from leitstand.kernel.words import Words, words_of

Why = Literal["words", "question", "review", "kind", "network", "nothing"]
PHASES: Final = ("before", "purchase", "after")
URGENCIES: Final = ("urgent", "normal", "low")


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the six kinds of inquiry; minutes are business time and begin a workspace's own."""

    id: str
    phase: str
    share: int
    stage: str
    first_minutes: int
    resolve_minutes: int
    sign: str
    name: Words
    means: Words
    cues: tuple[str, ...]
    replies: tuple[Words, ...]
    good: tuple[str, ...]
    bad: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the way from following to service."""

    id: str
    name: Words
    means: Words
    cues: tuple[str, ...]
    on_network: frozenset[str]


@dataclass(frozen=True, slots=True)
class Intent:
    """What is talked about in a sale by conversation."""

    id: str
    name: Words
    wants_order: bool
    cues: tuple[str, ...]
    reply: Words


@dataclass(frozen=True, slots=True)
class Book:
    """All that inquiries.toml tells."""

    source: str
    own: str
    as_of: date
    reopen_days: int
    warn_at: float
    escalate_after: float
    read_late_hours: int
    kinds: Mapping[str, Kind]
    stages: Mapping[str, Stage]
    intents: Mapping[str, Intent]
    thanks: Mapping[str, Words]
    urgent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a text was taken for, and by which of its words; `why` says what decided where no word did."""

    id: str
    cues: tuple[str, ...] = ()
    why: Why = "words"


@cache
def book() -> Book:
    """Return what inquiries.toml tells; raises ValueError or KeyError where the file is not whole."""
    text = files("leitstand.community").joinpath("inquiries.toml").read_text(encoding="utf-8")
    return book_of(tomllib.loads(text))


def book_of(told: Mapping[str, Any]) -> Book:
    """Read the tables of inquiries.toml."""
    kinds = {one["id"]: _kind(one) for one in told["kind"]}
    stages = {one["id"]: _stage(one) for one in told["stage"]}
    if len(kinds) != 6 or {one.phase for one in kinds.values()} != set(PHASES):
        raise ValueError("inquiries.toml: wants the six kinds of the guide in their three phases")
    if any(one.stage not in stages for one in kinds.values()):
        raise ValueError("inquiries.toml: a kind names a stage that is not there")
    return Book(
        told["source"],
        told["own"],
        told["as_of"],
        told["reopen_days"],
        told["warn_at"],
        told["escalate_after"],
        told["read_late_hours"],
        kinds,
        stages,
        {one["id"]: _intent(one) for one in told["intent"]},
        {one["id"]: words_of(one["text"], f"inquiries.toml {one['id']}") for one in told["thanks"]},
        _cues(told["urgent"]),
    )


def _cues(told: Mapping[str, Any]) -> tuple[str, ...]:
    return (*told["cues"]["de"], *told["cues"]["en"])


def _kind(told: Mapping[str, Any]) -> Kind:
    where = f"inquiries.toml {told['id']}"
    return Kind(
        told["id"],
        told["phase"],
        told["share"],
        told["stage"],
        told["first_minutes"],
        told["resolve_minutes"],
        told["sign"],
        words_of(told["name"], where),
        words_of(told["means"], where),
        _cues(told),
        tuple(words_of(one["text"], where) for one in told["reply"]),
        tuple(told["good"]),
        tuple(told["bad"]),
    )


def _stage(told: Mapping[str, Any]) -> Stage:
    where = f"inquiries.toml {told['id']}"
    return Stage(
        told["id"],
        words_of(told["name"], where),
        words_of(told["means"], where),
        _cues(told),
        frozenset(told["on_network"]),
    )


def _intent(told: Mapping[str, Any]) -> Intent:
    where = f"inquiries.toml {told['id']}"
    return Intent(
        told["id"], words_of(told["name"], where), told["wants_order"], _cues(told), words_of(told["reply"], where)
    )


def found(text: str, cues: Iterable[str]) -> tuple[str, ...]:
    """Return the cues that a text has."""
    return tuple(cue for cue in cues if says(text, [cue]))


def kind_of(told: Book, text: str, *, on_network: str) -> Suggestion:
    """Suggest the kind of inquiry; "" where nothing tells. The most words win; among equals the later phase does."""
    best = _best(text, {one.id: one.cues for one in told.kinds.values()})
    if best is not None:
        return best
    if on_network == "review":
        return Suggestion("comment", why="review")
    if "?" in text:
        return Suggestion("general", why="question")
    return Suggestion("", why="nothing")


def stage_of(told: Book, text: str, *, kind: str, on_network: str) -> Suggestion:
    """Place an interaction on the way from following to service: by its words, its kind, or what it is on the network."""
    best = _best(text, {one.id: one.cues for one in told.stages.values()})
    if best is not None:
        return best
    if kind in told.kinds:
        return Suggestion(told.kinds[kind].stage, why="kind")
    there = next((one.id for one in told.stages.values() if on_network in one.on_network), "")
    return Suggestion(there, why="network" if there else "nothing")


def intent_of(told: Book, text: str) -> Suggestion:
    """Suggest what of a sale is talked about; "" where nothing tells."""
    best = _best(text, {one.id: one.cues for one in told.intents.values()})
    return best or Suggestion("", why="nothing")


def urgency_of(told: Book, text: str) -> Suggestion:
    """Suggest how much it presses: urgent by words, normal else."""
    cues = found(text, told.urgent)
    return Suggestion("urgent", cues) if cues else Suggestion("normal", why="nothing")


def _best(text: str, groups: Mapping[str, Sequence[str]]) -> Suggestion | None:
    told = [(name, found(text, cues)) for name, cues in groups.items()]
    # A phrase of three words says more than one word; the later group is the nearer to a person in need.
    scores = [(sum(len(cue.split()) for cue in cues), place, name, cues) for place, (name, cues) in enumerate(told)]
    weight, _place, name, cues = max(scores, default=(0, 0, "", ()))
    return Suggestion(name, cues) if weight else None
