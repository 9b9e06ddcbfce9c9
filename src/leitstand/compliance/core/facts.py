"""The vocabulary of facts: what a rule may ask, of which kind the answer is, and how it is got. Pure.

A fact nobody has told is absent: it is neither yes nor no, and a rule that needs it asks instead of guessing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, Literal, cast

from leitstand.compliance.core import raw as tame
from leitstand.compliance.core.raw import Table
from leitstand.kernel.words import Words, words_of

FactValue = bool | int | float | str | date | frozenset[str]
Facts = Mapping[str, FactValue]
Kind = Literal["yes_no", "choice", "choices", "words", "text", "number", "date"]
How = Literal["declared", "computed", "suspected"]

KINDS: Final = ("yes_no", "choice", "choices", "words", "text", "number", "date")
HOWS: Final = ("declared", "computed", "suspected")


class UnknownFact(ValueError):
    """A fact that is not in the vocabulary, or a value it cannot have; the message names both."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers a fact can have."""

    id: str
    words: Words


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the vocabulary. `ask` is the question by which a person declares it; None where the machine knows."""

    name: str
    kind: Kind
    how: How
    means: str
    ask: Words | None = None
    help: Words | None = None
    choices: tuple[Choice, ...] = ()

    def tame(self, raw: object) -> FactValue:
        """Return a value of this fact's kind; raises UnknownFact where it is none."""
        tamed = _TAME[self.kind](raw)
        allowed = {choice.id for choice in self.choices}
        told = tamed if isinstance(tamed, frozenset) else frozenset({tamed})
        if tamed is None or (self.kind in ("choice", "choices") and not told <= allowed):
            raise UnknownFact(f"{self.name}: {raw!r} is no value of kind {self.kind}")
        return tamed


def _yes_no(raw: object) -> FactValue | None:
    return raw if isinstance(raw, bool) else None


def _text(raw: object) -> FactValue | None:
    return raw if isinstance(raw, str) else None


def _number(raw: object) -> FactValue | None:
    return raw if isinstance(raw, int | float) and not isinstance(raw, bool) else None


def _date(raw: object) -> FactValue | None:
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        return None


def _set(raw: object) -> FactValue | None:
    if isinstance(raw, str) or not isinstance(raw, Iterable):
        return None
    told = list(raw)
    return frozenset(told) if all(isinstance(one, str) for one in told) else None


_TAME: Final = {
    "yes_no": _yes_no,
    "choice": _text,
    "choices": _set,
    "words": _set,
    "text": _text,
    "number": _number,
    "date": _date,
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All facts by name."""

    facts: Mapping[str, Fact]

    def __getitem__(self, name: str) -> Fact:
        found = self.facts.get(name)
        if found is None:
            raise UnknownFact(f"{name}: there is no such fact")
        return found

    def tame(self, raw: Table) -> Facts:
        """Return declared facts with values of their kinds; None means not told. Raises UnknownFact."""
        return MappingProxyType({name: self[name].tame(value) for name, value in raw.items() if value is not None})


def vocabulary_of(raw: Mapping[str, Table]) -> Vocabulary:
    """Read `[facts."post.consideration"] kind = …` entries; raises ValueError naming the fact where one is not whole."""
    return Vocabulary(MappingProxyType({name: _fact(name, told) for name, told in raw.items()}))


def _fact(name: str, told: Table) -> Fact:
    tame.keys(told, name, needed=frozenset({"kind", "how", "means"}), known=frozenset({"ask", "help", "choices"}))
    kind, how = tame.text(told["kind"], name), tame.text(told["how"], name)
    if kind not in KINDS or how not in HOWS:
        raise ValueError(f"{name}: kind is one of {', '.join(KINDS)}; how one of {', '.join(HOWS)}")
    choices = tuple(
        Choice(tame.text(one["id"], name), words_of(one["words"], f"{name} {one['id']}"))
        for one in tame.rows(told.get("choices", []), name)
    )
    if (kind in ("choice", "choices")) != bool(choices):
        raise ValueError(f"{name}: choices are for the kinds choice and choices, and needed there")
    return Fact(
        name,
        cast("Kind", kind),
        cast("How", how),
        tame.text(told["means"], name),
        words_of(told["ask"], f"{name} ask") if "ask" in told else None,
        words_of(told["help"], f"{name} help") if "help" in told else None,
        choices,
    )
