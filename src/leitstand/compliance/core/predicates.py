"""The closed vocabulary of predicates in which rules say when they hold. Pure.

    { fact = "post.consideration", is_not = "none" }        { fact = "post.topics", has_any = ["alcohol", "tobacco"] }
    { all = [ … ] }   { any = [ … ] }   { not = { … } }     { fact = "release.ends", before = "publish_on" }
    { since = 2026-11-20 }

The answer is yes, no or unknown (None), where a fact nobody told leaves it open (Kleene's three-valued logic).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from leitstand.compliance.core import raw as tame
from leitstand.compliance.core.facts import Fact, Facts, FactValue, Vocabulary

PUBLISH_ON: Final = "publish_on"
_FACT_AND_VERB: Final = 2


@dataclass(frozen=True, slots=True)
class Test:
    """One question to one fact."""

    fact: str
    verb: str
    value: object

    def holds(self, facts: Facts, on: date) -> bool | None:
        """Return yes, no or None for unknown; `on` is the day of publishing."""
        told = facts.get(self.fact)
        if self.verb == "known":
            return (told is not None) == self.value
        if told is None:
            return None
        value = self.value
        if self.verb in _DATES:
            other = on if value == PUBLISH_ON else facts.get(value) if isinstance(value, str) else value
            return _DATES[self.verb](told, other) if isinstance(told, date) and isinstance(other, date) else None
        return _PLAIN[self.verb](told, value)

    def needs(self) -> frozenset[str]:
        """Return the facts it asks for."""
        other = (
            {self.value} if self.verb in _DATES and isinstance(self.value, str) and self.value != PUBLISH_ON else set()
        )
        return frozenset({self.fact, *other})


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of them."""

    parts: "Sequence[Predicate]"

    def holds(self, facts: Facts, on: date) -> bool | None:
        """Return no as soon as one is no, unknown where one is open."""
        told = [part.holds(facts, on) for part in self.parts]
        return False if False in told else None if None in told else True

    def needs(self) -> frozenset[str]:
        """Return the facts they ask for."""
        return frozenset().union(*(part.needs() for part in self.parts))


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of them."""

    parts: "Sequence[Predicate]"

    def holds(self, facts: Facts, on: date) -> bool | None:
        """Return yes as soon as one is yes, unknown where one is open."""
        told = [part.holds(facts, on) for part in self.parts]
        return True if True in told else None if None in told else False

    def needs(self) -> frozenset[str]:
        """Return the facts they ask for."""
        return frozenset().union(*(part.needs() for part in self.parts))


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; unknown stays unknown."""

    part: "Predicate"

    def holds(self, facts: Facts, on: date) -> bool | None:
        """Turn yes and no around."""
        told = self.part.holds(facts, on)
        return None if told is None else not told

    def needs(self) -> frozenset[str]:
        """Return the facts it asks for."""
        return self.part.needs()


@dataclass(frozen=True, slots=True)
class Since:
    """The day of publishing is this day or later: for a part of a rule that begins after the rule itself."""

    day: date

    def holds(self, facts: Facts, on: date) -> bool:
        """Return whether the day has come."""
        return on >= self.day

    def needs(self) -> frozenset[str]:
        """Return no fact: the day is always known."""
        return frozenset()


Predicate = Test | AllOf | AnyOf | Not | Since


def open_facts(predicate: Predicate, facts: Facts, on: date) -> frozenset[str]:
    """Return the facts that leave a predicate open: those not told in the parts that are unknown."""
    if predicate.holds(facts, on) is not None:
        return frozenset()
    if isinstance(predicate, Since):
        return frozenset()
    if isinstance(predicate, Test):
        return frozenset(name for name in predicate.needs() if name not in facts)
    parts = [predicate.part] if isinstance(predicate, Not) else predicate.parts
    return frozenset().union(*(open_facts(part, facts, on) for part in parts))


def predicate_of(raw: object, vocabulary: Vocabulary, where: str) -> Predicate:
    """Read a predicate from a data file; raises ValueError naming the place, the fact and what is wrong."""
    told = tame.table(raw, where)
    if set(told) in ({"all"}, {"any"}):
        kind = next(iter(told))
        parts = tuple(predicate_of(one, vocabulary, where) for one in tame.items(told[kind], where))
        if not parts:
            raise ValueError(f"{where}: {kind} wants at least one part")
        return AllOf(parts) if kind == "all" else AnyOf(parts)
    if set(told) == {"not"}:
        return Not(predicate_of(told["not"], vocabulary, where))
    if set(told) == {"since"}:
        return Since(tame.day(told["since"], where))
    if "fact" not in told or len(told) != _FACT_AND_VERB:
        raise ValueError(f"{where}: wants a fact and one verb, or all, any, not, since: {dict(told)!r}")
    fact = vocabulary[tame.text(told["fact"], where)]
    verb = next(key for key in told if key != "fact")
    return Test(fact.name, verb, _value(fact, verb, told[verb], vocabulary, where))


def _value(fact: Fact, verb: str, raw: object, vocabulary: Vocabulary, where: str) -> object:
    kinds = _VERBS.get(verb)
    if kinds is None:
        raise ValueError(f"{where}: there is no verb {verb} (there are {', '.join(sorted(_VERBS))})")
    if kinds and fact.kind not in kinds:
        raise ValueError(f"{where}: {verb} does not suit {fact.name}, which is of kind {fact.kind}")
    if verb in ("known", "empty"):
        if not isinstance(raw, bool):
            raise ValueError(f"{where}: {verb} wants true or false")
        return raw
    if verb in _DATES:
        if raw == PUBLISH_ON:
            return raw
        if isinstance(raw, str):
            return vocabulary[raw].name
        return fact.tame(raw)
    if verb in ("in", "not_in"):
        return frozenset(fact.tame(one) for one in tame.items(raw, where))
    if verb in ("has_any", "has_all"):
        return fact.tame(raw)
    if verb in ("has", "has_not"):
        return next(iter(_as_set(fact.tame([raw]))))
    return fact.tame(raw)


def _as_set(told: object) -> frozenset[str]:
    return told if isinstance(told, frozenset) else frozenset()


_SETS: Final = frozenset({"choices", "words"})
_VERBS: Final[Mapping[str, frozenset[str]]] = {
    "is": frozenset({"yes_no", "choice", "text", "number", "date"}),
    "is_not": frozenset({"yes_no", "choice", "text", "number", "date"}),
    "in": frozenset({"choice", "text", "number"}),
    "not_in": frozenset({"choice", "text", "number"}),
    "has": _SETS,
    "has_not": _SETS,
    "has_any": _SETS,
    "has_all": _SETS,
    "empty": _SETS | {"text"},
    "above": frozenset({"number"}),
    "below": frozenset({"number"}),
    "at_least": frozenset({"number"}),
    "at_most": frozenset({"number"}),
    "before": frozenset({"date"}),
    "after": frozenset({"date"}),
    "known": frozenset(),
}


def verbs_for(kind: str) -> tuple[str, ...]:
    """Return the verbs that suit a kind of fact, in the order of the vocabulary."""
    return tuple(verb for verb, kinds in _VERBS.items() if not kinds or kind in kinds)


def _number(told: object) -> float:
    return float(cast("float", told))


_PLAIN: Final[Mapping[str, Callable[[FactValue, object], bool]]] = {
    "is": lambda told, value: told == value,
    "is_not": lambda told, value: told != value,
    "in": lambda told, value: told in cast("frozenset[object]", value),
    "not_in": lambda told, value: told not in cast("frozenset[object]", value),
    "has": lambda told, value: value in _as_set(told),
    "has_not": lambda told, value: value not in _as_set(told),
    "has_any": lambda told, value: bool(_as_set(told) & _as_set(value)),
    "has_all": lambda told, value: _as_set(told) >= _as_set(value),
    "empty": lambda told, value: (not told) == value,
    "above": lambda told, value: _number(told) > _number(value),
    "below": lambda told, value: _number(told) < _number(value),
    "at_least": lambda told, value: _number(told) >= _number(value),
    "at_most": lambda told, value: _number(told) <= _number(value),
}
_DATES: Final[Mapping[str, Callable[[date, date], bool]]] = {
    "before": lambda told, other: told < other,
    "after": lambda told, other: told > other,
}
