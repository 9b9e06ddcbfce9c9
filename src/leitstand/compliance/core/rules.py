"""A rule of law as data: when it holds, how heavily, what it demands, and where that stands. Pure.

[[rule]]
id = "AD-04"                      # lives for ever; a retired rule keeps its id (retired_on)
kinds = ["post", "ad"]            # what it judges
title = { en, de[, du] }          # what is wrong, one line
demand = { en, de[, du] }         # what the law asks
mend = { en, de[, du] }           # what to do now
law = "§ 5a Abs. 4 UWG"           # today's paragraph
law_2022 = "UWG § 5a Abs. 6"      # the guide's, "" where it names none
source = "gesetze-im-internet.de/uwg_2004/__5a.html"
read_on = 2026-08-19
sure = "primary"                  # primary | secondary | unverified
since = 2022-05-28                # first day on which it holds, if it is not older than everything
suspect = { … }                   # if this holds and a case is open, the open facts are asked for
[[rule.case]]                     # the first that holds decides the level
level = "block"                   # block | warn | remind
when = { … }
[[rule.bad]]                      # must be found; [[rule.good]] must not
text = "…"                        # read by the machine, beside the declared facts
facts = { "post.item_origin" = "free_of_charge" }
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from leitstand.compliance.core import raw as tame
from leitstand.compliance.core.facts import Facts, Vocabulary
from leitstand.compliance.core.predicates import Predicate, open_facts, predicate_of
from leitstand.compliance.core.raw import Table
from leitstand.kernel.words import Words, words_of

Level = Literal["block", "warn", "remind"]
LEVELS: Final = ("block", "warn", "remind")
SURE: Final = ("primary", "secondary", "unverified")
KINDS: Final = ("post", "ad", "reply", "message", "asset", "profile", "programme", "listening")
NEEDED: Final = frozenset({"id", "kinds", "title", "demand", "mend", "law", "source", "read_on", "sure", "case"})
KNOWN: Final = NEEDED | {
    "law_2022",
    "since",
    "until",
    "retired_on",
    "suspect",
    "ask_level",
    "waivable",
    "good",
    "bad",
    "note",
}


@dataclass(frozen=True, slots=True)
class Case:
    """How heavily a rule weighs where something holds."""

    level: Level
    when: Predicate


@dataclass(frozen=True, slots=True)
class Example:
    """A case with the answer: declared facts, a text the machine reads, the day of publishing, where it goes out."""

    facts: Mapping[str, object]
    text: str = ""
    on: date | None = None
    network: str = ""
    format: str = "text"
    level: Level | None = None
    """The level that must be found; None: any."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `ask_level` weighs what is asked while facts are open."""

    id: str
    kinds: frozenset[str]
    title: Words
    demand: Words
    mend: Words
    law: str
    law_2022: str
    source: str
    read_on: date
    sure: str
    cases: Sequence[Case]
    suspect: Predicate | None = None
    ask_level: Level = "warn"
    since: date | None = None
    until: date | None = None
    retired_on: date | None = None
    waivable: bool = True
    note: str = ""
    good: Sequence[Example] = ()
    bad: Sequence[Example] = ()

    def applies(self, kind: str, on: date) -> bool:
        """Whether it judges this kind of thing on this day."""
        begins = self.since is None or self.since <= on
        ends = min((day for day in (self.until, self.retired_on) if day is not None), default=None)
        return kind in self.kinds and begins and (ends is None or on < ends)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found. `asks` are the facts that must be told before it can say yes or no; then it is only a suspicion."""

    rule: Rule
    level: Level
    asks: tuple[str, ...] = ()

    @property
    def weight(self) -> tuple[int, bool, str]:
        """What findings are sorted by: the heaviest first, what is sure before what is asked, then by id."""
        return LEVELS.index(self.level), bool(self.asks), self.rule.id


def judge(facts: Facts, rules: Iterable[Rule], *, kind: str, on: date) -> tuple[Finding, ...]:
    """Return what the rules find, the heaviest first, then by id; `on` is the day of publishing."""
    found = [finding for rule in rules if rule.applies(kind, on) and (finding := _judge(facts, rule, on)) is not None]
    return tuple(sorted(found, key=lambda one: one.weight))


def _judge(facts: Facts, rule: Rule, on: date) -> Finding | None:
    asks: frozenset[str] = frozenset()
    for case in rule.cases:
        holds = case.when.holds(facts, on)
        if holds and not asks:
            return Finding(rule, case.level)
        if holds is None:
            asks |= open_facts(case.when, facts, on)
        elif holds:
            # A heavier case is still open: what is sure is told, and the rest is asked.
            return Finding(rule, case.level, tuple(sorted(asks)))
    if asks and rule.suspect is not None and rule.suspect.holds(facts, on):
        return Finding(rule, rule.ask_level, tuple(sorted(asks)))
    return None


def rule_of(raw: Table, vocabulary: Vocabulary, where: str) -> Rule:
    """Read a rule from a data file; raises ValueError naming the rule and what is wrong with it."""
    name = f"{where} {raw.get('id', '?')}"
    tame.keys(raw, name, needed=NEEDED, known=KNOWN)
    kinds = frozenset(tame.texts(raw["kinds"], name))
    if not kinds <= set(KINDS) or not kinds:
        raise ValueError(f"{name}: kinds are {', '.join(KINDS)}")
    sure = tame.text(raw["sure"], name)
    if sure not in SURE:
        raise ValueError(f"{name}: sure is one of {', '.join(SURE)}")
    return Rule(
        tame.text(raw["id"], name),
        kinds,
        words_of(raw["title"], f"{name} title"),
        words_of(raw["demand"], f"{name} demand"),
        words_of(raw["mend"], f"{name} mend"),
        tame.text(raw["law"], name),
        tame.text(raw.get("law_2022", ""), name),
        tame.text(raw["source"], name),
        tame.day(raw["read_on"], name),
        sure,
        tuple(_case(one, vocabulary, name) for one in tame.rows(raw["case"], name)),
        predicate_of(raw["suspect"], vocabulary, name) if "suspect" in raw else None,
        _level(raw.get("ask_level", "warn"), name),
        _day(raw, "since", name),
        _day(raw, "until", name),
        _day(raw, "retired_on", name),
        raw.get("waivable", True) is not False,
        tame.text(raw.get("note", ""), name),
        tuple(_example(one, name) for one in tame.rows(raw.get("good", []), name)),
        tuple(_example(one, name) for one in tame.rows(raw.get("bad", []), name)),
    )


def _day(raw: Table, key: str, name: str) -> date | None:
    return tame.day(raw[key], name) if key in raw else None


def _level(raw: object, name: str) -> Level:
    if raw not in LEVELS:
        raise ValueError(f"{name}: levels are {', '.join(LEVELS)}")
    return raw


def _case(raw: Table, vocabulary: Vocabulary, name: str) -> Case:
    tame.keys(raw, name, needed=frozenset({"level", "when"}), known=frozenset())
    return Case(_level(raw["level"], name), predicate_of(raw["when"], vocabulary, name))


def _example(raw: Table, name: str) -> Example:
    known = frozenset({"facts", "text", "on", "network", "format", "level"})
    tame.keys(raw, f"{name} example", needed=frozenset(), known=known)
    return Example(
        tame.table(raw.get("facts", {}), name),
        tame.text(raw.get("text", ""), name),
        _day(raw, "on", name),
        tame.text(raw.get("network", ""), name),
        tame.text(raw.get("format", "text"), name),
        _level(raw["level"], name) if "level" in raw else None,
    )
