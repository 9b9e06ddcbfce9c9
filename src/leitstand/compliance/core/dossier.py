"""What counsel gets to read of a thing: facts, findings with their paragraphs, content, deadlines. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from leitstand.compliance.core import raw as tame
from leitstand.compliance.core.facts import FactValue, UnknownFact, Vocabulary
from leitstand.compliance.core.rules import Finding


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding in words: what, what the law asks, where that stands and when it was read."""

    rule: str
    title: str
    demand: str
    law: str
    source: str
    read_on: date
    level: str
    open: tuple[str, ...] = ()
    """The questions that are still open; then it is only a suspicion."""
    waived: str = ""
    """Who let it pass, until when and why."""
    on: str = ""
    """The channel or file it was found on."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with lines of text, each perhaps under a name."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """One document. `path` is the page of the thing; `deadline` is said in words."""

    title: str
    path: str
    sections: tuple[Section, ...] = ()
    findings: tuple[FindingLine, ...] = ()
    deadline: str = ""
    text: str = ""
    """The words of the thing itself, as they would be read."""
    known: Mapping[str, object] = field(default_factory=dict)
    """Facts about a post that nobody needs to be asked for; no part of the document."""

    def to_json(self) -> dict[str, object]:
        """Return it for keeping."""
        told = asdict(self)
        del told["known"]
        told["findings"] = [{**one, "read_on": one["read_on"].isoformat()} for one in told["findings"]]
        return told

    @classmethod
    def from_json(cls, raw: object) -> "Dossier":
        """Read what was kept."""
        told = tame.table(raw, "dossier")
        sections = tuple(
            Section(
                tame.text(one["title"], "section"), tuple(_pair(line) for line in tame.items(one["lines"], "lines"))
            )
            for one in tame.rows(told["sections"], "sections")
        )
        findings = tuple(_finding(one) for one in tame.rows(told["findings"], "findings"))
        return cls(
            tame.text(told["title"], "dossier"),
            tame.text(told["path"], "dossier"),
            sections,
            findings,
            tame.text(told["deadline"], "dossier"),
            tame.text(told["text"], "dossier"),
        )


def _pair(raw: object) -> tuple[str, str]:
    name, said = tame.texts(raw, "line")
    return name, said


def _finding(raw: tame.Table) -> FindingLine:
    said = {key: tame.text(raw[key], key) for key in FindingLine.__slots__ if key not in ("open", "read_on")}
    read_on = date.fromisoformat(tame.text(raw["read_on"], "read_on"))
    return FindingLine(**said, read_on=read_on, open=tame.texts(raw["open"], "open"))


def line_of(finding: Finding, vocabulary: Vocabulary, language: str, *, on: str = "", waived: str = "") -> FindingLine:
    """Say a finding in a language."""
    rule = finding.rule
    return FindingLine(
        rule.id,
        rule.title.said(language),
        rule.demand.said(language),
        rule.law,
        rule.source,
        rule.read_on,
        finding.level,
        tuple(question_of(name, vocabulary, language) for name in finding.asks),
        waived,
        on,
    )


def question_of(name: str, vocabulary: Vocabulary, language: str) -> str:
    """Return the question behind a fact, or its name where nobody is asked."""
    fact = vocabulary.facts.get(name)
    return fact.ask.said(language) if fact is not None and fact.ask is not None else name


def said_facts(
    told: Mapping[str, object], vocabulary: Vocabulary, language: str, *, yes: str, no: str, names: Iterable[str] = ()
) -> tuple[tuple[str, str], ...]:
    """Return facts as questions and answers, in the order of `names`, or of the alphabet; what is no fact is left out."""
    wanted = list(names) or sorted(told)
    lines = []
    for name in wanted:
        fact = vocabulary.facts.get(name)
        value = told.get(name)
        if fact is None or value is None:
            continue
        try:
            tamed = fact.tame(value)
        except UnknownFact:
            continue
        words = {choice.id: choice.words.said(language) for choice in fact.choices}
        lines.append((question_of(name, vocabulary, language), _said(tamed, words, yes=yes, no=no)))
    return tuple(lines)


def _said(value: FactValue, words: Mapping[str, str], *, yes: str, no: str) -> str:
    if isinstance(value, bool):
        return yes if value else no
    if isinstance(value, frozenset):
        return ", ".join(words.get(one, one) for one in sorted(value))
    return words.get(str(value), str(value))
