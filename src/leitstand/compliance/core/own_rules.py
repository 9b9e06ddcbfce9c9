"""Read rules somebody has written, and tell everything that is wrong with them at its line. Pure."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import prod
from typing import Final

from leitstand.compliance.core import raw as tame
from leitstand.compliance.core.facts import Vocabulary, vocabulary_of
from leitstand.compliance.core.predicates import predicate_of
from leitstand.compliance.core.raw import Table
from leitstand.compliance.core.reading import patterns_of
from leitstand.compliance.core.rules import KNOWN, NEEDED, Rule, rule_of

PREFIX: Final = "OWN-"
ID: Final = re.compile(r"^OWN-[A-Z0-9][A-Z0-9-]{0,15}$")
MOST: Final = 60_000
"""Longer files are none that a person has written."""
_REGEX_MOST: Final = 4000
_REPEATS_MOST: Final = 4
_TRIES_MOST: Final = 2000
_REPEAT: Final = re.compile(r"[*+]|\{\d+\}|\{\d*,\d*\}")
_BACK: Final = re.compile(r"(?<!\\)(?:\\\\)*\\[1-9]|\(\?P=|\(\?\(")
# What may be left out; a sign after "(" or a repeat means something else.
_MAYBE: Final = re.compile(r"(?<![(*+}?])\?")
# Stands for \s while an expression is looked at.
_SPACE: Final = "\u2423"
_HEADER: Final = re.compile(r"^\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_PAIR: Final = re.compile(r"""^\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)\s*=""")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: at which line, at which key, of which kind; `detail` are the words of the reader."""

    line: int
    key: str
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class OwnFile:
    """What a file holds: rules by id with the table each is kept as; nothing where it has faults."""

    rules: Mapping[str, tuple[Rule, Table]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def read_own(text: str, vocabulary: Vocabulary, taken: Mapping[str, object]) -> OwnFile:
    """Read a file against the vocabulary of the law; `taken` are the ids of its rules. All faults are told, by line."""
    if len(text) > MOST:
        return OwnFile(faults=(Fault(1, "", "long"),))
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        line = re.search(r"line (\d+)", str(broken))
        last = text.count("\n") + 1
        return OwnFile(faults=(Fault(int(line.group(1)) if line else last, "", "toml", str(broken)),))
    lines = _Lines(text)
    faults = [Fault(lines.of(key), key, "strange") for key in told if key not in ("facts", "patterns", "rule")]
    whole = _vocabulary(told, vocabulary, lines, faults)
    _patterns(told, whole, lines, faults)
    raw_rules = told.get("rule", [])
    if not isinstance(raw_rules, list) or not raw_rules or not all(isinstance(one, dict) for one in raw_rules):
        faults.append(Fault(1, "rule", "no_rule"))
        raw_rules = []
    rules: dict[str, tuple[Rule, Table]] = {}
    for place, raw in enumerate(raw_rules):
        found = list(_faults_of(raw, place, whole, lines))
        faults += found
        name = raw.get("id")
        if isinstance(name, str) and (name in taken or name in rules):
            faults.append(Fault(lines.of("rule", place, "id"), "id", "taken", name))
        elif not found and isinstance(name, str):
            rules[name] = (rule_of(raw, whole, name), _kept(told, raw))
    if faults:
        return OwnFile(faults=tuple(sorted(set(faults), key=lambda one: (one.line, one.key, one.code))))
    return OwnFile(rules)


def _kept(told: Table, raw: Table) -> Table:
    """Return one rule as a file of its own, with the facts and word lists it asks for."""
    asked = _names_in(raw)
    facts = {name: one for name, one in tame.table(told.get("facts", {}), "facts").items() if name in asked}
    lists = {
        name: one
        for name, one in tame.table(told.get("patterns", {}), "patterns").items()
        if tame.table(one, name).get("fact") in asked
    }
    return {"facts": facts, "patterns": lists, "rule": [raw]}


def _names_in(raw: object) -> set[str]:
    if isinstance(raw, Mapping):
        return {str(key) for key in raw} | {name for one in raw.values() for name in _names_in(one)}
    if isinstance(raw, list | tuple):
        return {name for one in raw for name in _names_in(one)}
    return {raw} if isinstance(raw, str) else set()


def _vocabulary(told: Table, base: Vocabulary, lines: "_Lines", faults: list[Fault]) -> Vocabulary:
    facts = dict(base.facts)
    raw = told.get("facts", {})
    for name, one in raw.items() if isinstance(raw, Mapping) else ():
        line = lines.of(f"facts.{name}")
        try:
            made = vocabulary_of({name: tame.table(one, name)}).facts[name]
        except ValueError as wrong:
            faults.append(Fault(line, name, "fact", str(wrong)))
            continue
        if base.facts.get(name, made) != made:
            faults.append(Fault(line, name, "taken", name))
        if made.how != "computed":
            faults.append(Fault(line, name, "declared", name))
        facts[name] = made
    return Vocabulary(facts)


def _patterns(told: Table, vocabulary: Vocabulary, lines: "_Lines", faults: list[Fault]) -> None:
    raw = told.get("patterns", {})
    for name, one in raw.items() if isinstance(raw, Mapping) else ():
        line = lines.of(f"patterns.{name}")
        try:
            (pattern,) = patterns_of({name: tame.table(one, name)}, vocabulary)
        except (ValueError, OverflowError, RecursionError) as wrong:
            faults.append(Fault(line, name, "pattern", str(wrong)))
            continue
        if is_slow(pattern.expression.pattern):
            faults.append(Fault(lines.of(f"patterns.{name}", 0, "regex"), "regex", "slow"))
            continue
        faults += [Fault(line, "hits", "misses", text) for text in pattern.good if not pattern.expression.search(text)]
        faults += [Fault(line, "passes", "hits", text) for text in pattern.bad if pattern.expression.search(text)]


def is_slow(regex: str) -> bool:
    """Whether an expression may lose itself in a long text. Errs on this side: it refuses more than it must.

    Within a repeat nothing may repeat, be left out or be chosen. One repeat without end is enough (".*", "\\w+"), beside
    spaces between words ("a\\s+b"). What may repeat up to a number, or be left out, may not multiply to more than a few
    thousand tries. And nothing refers back.
    """
    if len(regex) > _REGEX_MOST or _BACK.search(regex):
        return True
    plain = _signs(regex)
    repeats = [(one, _most(one.group())) for one in _REPEAT.finditer(plain)]
    endless = [one for one, most in repeats if most is None]
    spaces = [one for one in endless if plain[: one.start()].endswith(_SPACE)]
    between = [one for one in spaces if re.match(rf"\??[^W{_SPACE}?)|]", plain[one.end() :])]
    tries = prod(most for _one, most in repeats if most is not None) * 2 ** len(_MAYBE.findall(plain))
    # Two spaces without end side by side share what they match in every way there is.
    crowded = len(endless) > 1 and len(between) < len(spaces)
    return (
        len(endless) - len(between) > 1
        or crowded
        or len(between) > _REPEATS_MOST
        or tries > _TRIES_MOST
        or _nested(plain)
    )


def _signs(regex: str) -> str:
    """Return an expression with one sign for each thing it matches: W for many, x for one; without spaces and notes."""
    plain = re.sub(r"\\s", _SPACE, regex)
    plain = re.sub(r"\\[wWSDd]|\[\^?\]?(?:\\.|[^\]])*\]", "W", plain)
    plain = re.sub(r"\\.", "x", plain, flags=re.DOTALL)
    plain = re.sub(r"#[^\n]*|\s+", "", plain)
    return plain.replace(".", "W")


def _most(repeat: str) -> int | None:
    """Return how often something repeats at most; None without end."""
    if repeat in "*+":
        return None
    least, _comma, most = repeat.strip("{}").partition(",")
    told = most if _comma else least
    return int(told) if told else None


def _nested(plain: str) -> bool:
    """Whether a group that is repeated holds, however deep, a choice or something that is repeated or may be left out."""
    stack: list[int] = []
    for place, sign in enumerate(plain):
        if sign == "(":
            stack.append(place)
        elif sign == ")" and stack:
            inside = plain[stack.pop() + 1 : place].removeprefix("?:")
            after = _REPEAT.match(plain, place + 1)
            if after and _most(after.group()) != 1 and re.search(r"[*+|{]|(?<!\()\?", inside):
                return True
    return False


# A rule that is whole, into which each part of another is put by turns, so that every part says what is wrong with it.
_WHOLE: Final[Table] = {
    "id": "OWN-0",
    "kinds": ["post"],
    "title": {"en": "x", "de": "x"},
    "demand": {"en": "x", "de": "x"},
    "mend": {"en": "x", "de": "x"},
    "law": "x",
    "source": "x",
    "read_on": date(2026, 1, 1),
    "sure": "primary",
    "case": [],
}


def _faults_of(raw: Table, place: int, vocabulary: Vocabulary, lines: "_Lines") -> Iterator[Fault]:
    head = lines.of("rule", place)
    yield from (Fault(head, key, "missing") for key in sorted(NEEDED - set(raw)))
    yield from (Fault(lines.of("rule", place, key), key, "strange") for key in raw if key not in KNOWN)
    if isinstance(raw.get("id"), str) and not ID.match(str(raw["id"])):
        yield Fault(lines.of("rule", place, "id"), "id", "prefix", str(raw["id"]))
    yield from (
        Fault(lines.of("rule", place, key), key, "empty")
        for key in ("law", "source")
        if isinstance(raw.get(key), str) and not str(raw[key]).strip()
    )
    for key, value in raw.items():
        if key in KNOWN and key not in ("case", "good", "bad"):
            yield from _tried({**_WHOLE, key: value}, vocabulary, lines.of("rule", place, key), key)
    for key in ("case", "good", "bad"):
        parts = raw.get(key, [])
        if not isinstance(parts, list) or (key in raw and not parts):
            yield Fault(head, key, "missing")
            continue
        for number, part in enumerate(parts):
            line = lines.of(f"rule.{key}", lines.before(f"rule.{key}", place) + number)
            yield from _tried({**_WHOLE, key: [part]}, vocabulary, line, key)
    yield from (Fault(head, key, "missing") for key in ("good", "bad") if key not in raw)


def _tried(raw: Table, vocabulary: Vocabulary, line: int, key: str) -> Iterator[Fault]:
    try:
        rule = rule_of(raw, vocabulary, "")
        for example in (*rule.good, *rule.bad):
            vocabulary.tame(example.facts)
    except ValueError as wrong:
        yield Fault(line, key, "value", str(wrong).strip(" :"))


class _Lines:
    """Where each table and key of a file stands."""

    def __init__(self, text: str) -> None:
        self.tables: dict[str, list[int]] = {}
        self.keys: dict[tuple[str, int, str], int] = {}
        self._rules_before: dict[tuple[str, int], int] = {}
        here, count = "", 0
        for number, line in enumerate(text.splitlines(), start=1):
            if header := _HEADER.match(line):
                here = _plain(header.group(1))
                listed = self.tables.setdefault(here, [])
                count = len(listed)
                listed.append(number)
                if here == "rule":
                    for part in ("case", "good", "bad"):
                        self._rules_before[f"rule.{part}", count] = len(self.tables.get(f"rule.{part}", []))
            elif pair := _PAIR.match(line):
                self.keys.setdefault((here, count, _plain(pair.group(1))), number)

    def of(self, table: str, place: int = 0, key: str = "") -> int:
        """Return the line of a key, of its table where it is not found, of the beginning where there is none."""
        listed = self.tables.get(table, [])
        head = listed[place] if place < len(listed) else self.keys.get(("", 0, table), 1)
        return self.keys.get((table, place, key), head)

    def before(self, table: str, rule: int) -> int:
        """Return how many parts of this name stand before a rule."""
        return self._rules_before.get((table, rule), 0)


def _plain(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in re.findall(r"\"[^\"]*\"|'[^']*'|[^.]+", name))


def words_expression(words: Sequence[str]) -> str:
    """Return one expression for a list of words; a star at the end stands for any ending."""
    open_ended = "|".join(re.escape(word.rstrip("*")) for word in words if word.endswith("*"))
    whole = "|".join(re.escape(word) for word in words if not word.endswith("*"))
    told = [rf"(?:{open_ended})\w*"] if open_ended else []
    told += [rf"(?:{whole})(?!\w)"] if whole else []
    return rf"(?<!\w)(?:{'|'.join(told)})"


def check_condition(raw: object, vocabulary: Vocabulary) -> str:
    """Return what is wrong with a condition, "" where nothing is."""
    try:
        predicate_of(raw, vocabulary, "")
    except ValueError as wrong:
        return str(wrong).strip(" :")
    return ""
