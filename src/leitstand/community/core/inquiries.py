"""What somebody wants, where they are on their way to us, and how much it presses: suggested from words, with the words. Pure."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from leitstand.community.core.bot import says
from leitstand.compliance.core import raw as tame
from leitstand.compliance.core.raw import Table
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


def book_of(told: Table) -> Book:
    """Read the tables of inquiries.toml."""
    kinds = {one.id: one for one in map(_kind, tame.rows(told["kind"], "kind"))}
    stages = {one.id: one for one in map(_stage, tame.rows(told["stage"], "stage"))}
    if len(kinds) != 6 or {one.phase for one in kinds.values()} != set(PHASES):
        raise ValueError("inquiries.toml: wants the six kinds of the guide in their three phases")
    if any(one.stage not in stages for one in kinds.values()):
        raise ValueError("inquiries.toml: a kind names a stage that is not there")
    return Book(
        tame.text(told["source"], "source"),
        tame.text(told["own"], "own"),
        tame.day(told["as_of"], "as_of"),
        _whole(told["reopen_days"], "reopen_days"),
        _part(told["warn_at"], "warn_at"),
        _part(told["escalate_after"], "escalate_after"),
        _whole(told["read_late_hours"], "read_late_hours"),
        kinds,
        stages,
        {one.id: one for one in map(_intent, tame.rows(told["intent"], "intent"))},
        {
            tame.text(one["id"], "thanks"): words_of(one["text"], "thanks")
            for one in tame.rows(told["thanks"], "thanks")
        },
        _cues(tame.table(told["urgent"], "urgent"), "urgent"),
    )


def _kind(told: Table) -> Kind:
    name = tame.text(told["id"], "kind")
    return Kind(
        name,
        tame.text(told["phase"], name),
        _whole(told["share"], name),
        tame.text(told["stage"], name),
        _whole(told["first_minutes"], name),
        _whole(told["resolve_minutes"], name),
        tame.text(told["sign"], name),
        words_of(told["name"], name),
        words_of(told["means"], name),
        _cues(told, name),
        tuple(words_of(one["text"], name) for one in tame.rows(told["reply"], name)),
        tame.texts(told["good"], name),
        tame.texts(told["bad"], name),
    )


def _stage(told: Table) -> Stage:
    name = tame.text(told["id"], "stage")
    return Stage(
        name,
        words_of(told["name"], name),
        words_of(told["means"], name),
        _cues(told, name),
        frozenset(tame.texts(told["on_network"], name)),
    )


def _intent(told: Table) -> Intent:
    name = tame.text(told["id"], "intent")
    wants_order = told["wants_order"] is True
    return Intent(name, words_of(told["name"], name), wants_order, _cues(told, name), words_of(told["reply"], name))


def _cues(told: Table, where: str) -> tuple[str, ...]:
    cues = tame.table(told["cues"], where)
    return (*tame.texts(cues["de"], where), *tame.texts(cues["en"], where))


def _whole(told: object, where: str) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or told < 1:
        raise ValueError(f"inquiries.toml: {where} wants a number from 1 on")
    return told


def _part(told: object, where: str) -> float:
    if not isinstance(told, float) or not 0 < told <= 1:
        raise ValueError(f"inquiries.toml: {where} wants a part between 0 and 1")
    return told


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
