"""The data of this room read once: facts, patterns, rules of a country, and an organisation's own beside them."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from leitstand.compliance.core import raw as tame
from leitstand.compliance.core.facts import Facts, FactValue, Vocabulary, vocabulary_of
from leitstand.compliance.core.raw import Table
from leitstand.compliance.core.reading import Pattern, joined, patterns_of, read_text
from leitstand.compliance.core.rules import Example, Finding, Rule, judge, rule_of
from leitstand.connector_kit import registry

COUNTRY = "de"


@dataclass(frozen=True, eq=False)
class Law:
    """Everything that judges: the vocabulary, the word lists, the rules by id. One is the same as another only if it is it."""

    vocabulary: Vocabulary
    patterns: tuple[Pattern, ...]
    rules: Mapping[str, Rule]
    mark: str = ""
    """Changes with every change of the data: what was judged under another mark is judged anew."""

    def judge(
        self,
        declared: Table,
        *,
        kind: str,
        on: date,
        text: str = "",
        network: str = "",
        as_format: str = "text",
    ) -> tuple[Finding, ...]:
        """Judge a case: what was declared beside what the text tells. Raises UnknownFact for a fact or value there is not."""
        return judge(
            self.facts(declared, text=text, network=network, as_format=as_format), self.rules.values(), kind=kind, on=on
        )

    def facts(self, declared: Table, *, text: str = "", network: str = "", as_format: str = "text") -> Facts:
        """Return all facts of a case."""
        read = dict(_read(self, text, fold_of(network)))
        read |= self.vocabulary.tame({"case.network": network, "case.format": as_format})
        return joined(self.vocabulary.tame(declared), read)


@lru_cache(maxsize=256)
def _read(held: Law, text: str, fold: int | None) -> Mapping[str, FactValue]:
    """Read a text once, however many things are judged with it."""
    return read_text(text, held.patterns, held.vocabulary, fold=fold)


def fold_of(network: str) -> int | None:
    """Return after how many characters a network hides the rest behind "more"; None where it says so of none."""
    try:
        return registry.manifest(network).limits.fold
    except registry.UnknownNetwork:
        return None


def law_of(tables: Iterable[tuple[str, Table]]) -> Law:
    """Join data files (name, content); raises ValueError for what is not whole or stands twice."""
    raw_facts: dict[str, Table] = {}
    raw_patterns: dict[str, Table] = {}
    raw_rules: list[tuple[str, Table]] = []
    whole = sha256()
    for name, told in tables:
        whole.update(repr((name, told)).encode())
        for key, kept in (("facts", raw_facts), ("patterns", raw_patterns)):
            entries = tame.table(told.get(key, {}), name)
            if twice := set(kept) & set(entries):
                raise ValueError(f"{name}: {', '.join(sorted(twice))} stands in another file already")
            kept.update({one: tame.table(entry, f"{name} {one}") for one, entry in entries.items()})
        raw_rules += [(name, rule) for rule in tame.rows(told.get("rule", []), name)]
    vocabulary = vocabulary_of(raw_facts)
    rules: dict[str, Rule] = {}
    for name, raw in raw_rules:
        rule = rule_of(raw, vocabulary, name)
        if rule.id in rules:
            raise ValueError(f"{name}: {rule.id} stands twice")
        rules[rule.id] = rule
    return Law(vocabulary, patterns_of(raw_patterns, vocabulary), rules, whole.hexdigest()[:12])


@lru_cache(maxsize=64)
def with_own(base: Law, own: tuple[tuple[str, str], ...]) -> tuple[Law, frozenset[str]]:
    """Return the law with rules a workspace has written (id, TOML), and the ids of those that are not whole any more.

    A rule may lose a fact it asks for when the house is updated; it counts no more then, and the others go on.
    """
    held, broken = base, frozenset[str]()
    for name, text in own:
        try:
            held = extended(held, name, tomllib.loads(text))
        except ValueError:
            broken |= {name}
    return held, broken


def extended(base: Law, name: str, told: Table) -> Law:
    """Return the law with the facts, word lists and rules of one more file; a fact or list may stand twice if it is the same.

    Raises ValueError for what is not whole or would change what is there.
    """
    facts = vocabulary_of({key: tame.table(one, key) for key, one in tame.table(told.get("facts", {}), name).items()})
    if twice := {key for key, fact in facts.facts.items() if base.vocabulary.facts.get(key, fact) != fact}:
        raise ValueError(f"{name}: {', '.join(sorted(twice))} stands there already, and otherwise")
    vocabulary = Vocabulary({**base.vocabulary.facts, **facts.facts})
    lists = {key: tame.table(one, key) for key, one in tame.table(told.get("patterns", {}), name).items()}
    patterns = {one.id: one for one in base.patterns}
    for one in patterns_of(lists, vocabulary):
        if patterns.setdefault(one.id, one) != one:
            raise ValueError(f"{name}: {one.id} stands there already, and otherwise")
    rules = dict(base.rules)
    for raw in tame.rows(told.get("rule", []), name):
        rule = rule_of(raw, vocabulary, name)
        if rule.id in rules:
            raise ValueError(f"{name}: {rule.id} stands twice")
        rules[rule.id] = rule
    mark = sha256(f"{base.mark} {told!r}".encode()).hexdigest()[:12]
    return Law(vocabulary, tuple(patterns.values()), rules, mark)


def finding_of(held: Law, rule: Rule, example: Example, *, on: date) -> Finding | None:
    """Return what a rule alone finds in an example; None where it lets it pass."""
    kind = min(rule.kinds, key=lambda one: (one != "post", one))
    facts = held.facts(example.facts, text=example.text, network=example.network, as_format=example.format)
    return next(iter(judge(facts, [rule], kind=kind, on=example.on or on)), None)


def _tables(folder: Traversable | Path) -> Iterator[tuple[str, Table]]:
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            try:
                yield file.name, tomllib.loads(file.read_text(encoding="utf-8"))
            except ValueError as broken:
                raise ValueError(f"{file.name}: {broken}") from broken


@cache
def law(own: Path | None = None) -> Law:
    """Return the law of the land; `own` is a folder with an organisation's own rules of the same schema."""
    here = files("leitstand.compliance")
    tables = [
        *_tables(here.joinpath("facts")),
        *_tables(here.joinpath("patterns")),
        *_tables(here.joinpath("rules").joinpath(COUNTRY)),
    ]
    if own is not None and own.is_dir():
        tables += [(f"{own.name}/{name}", told) for name, told in _tables(own)]
    return law_of(tables)
