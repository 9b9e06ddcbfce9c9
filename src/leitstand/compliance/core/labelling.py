"""Must it be marked as advertising, with which word, and where? The tree of questions as data, walked. Pure.

The questions are asked in their order while `when` holds; the walk ends as soon as a result says "label", or when nothing is
left to ask. A result names the rule that finds the same: the law judges, the tree only leads there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, cast

from leitstand.compliance.core import raw as tame
from leitstand.compliance.core.facts import Facts, FactValue, Vocabulary
from leitstand.compliance.core.predicates import Predicate, predicate_of
from leitstand.compliance.core.raw import Table
from leitstand.compliance.core.reading import label_in
from leitstand.kernel.words import Words, words_of

Answer = Literal["label", "counsel", "tie", "none"]
ANSWERS: Final = ("label", "counsel", "tie", "none")
Tone = Literal["factual", "overdone", "unclear"]
TONES: Final = ("factual", "overdone", "unclear")
WORD: Final = "Werbung"


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that is asked while `when` holds, and why it is asked."""

    fact: str
    why: Words
    when: Predicate | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What comes out, and the rule that says so."""

    id: str
    answer: Answer
    rule: str
    says: Words
    when: Predicate


@dataclass(frozen=True, slots=True)
class ToneQuestion:
    """A question behind the judgement of tone; yes leans to one side."""

    id: str
    ask: Words
    leans: Tone


@dataclass(frozen=True, slots=True)
class Tree:
    """All questions, all results, and the questions on tone."""

    questions: Sequence[Question]
    results: Sequence[Result]
    tone: Sequence[ToneQuestion]
    source: str
    read_on: date


@dataclass(frozen=True, slots=True)
class Walk:
    """How far a walk has come: what was answered, and the question that is open, or the result."""

    answered: tuple[tuple[Question, FactValue], ...]
    open: Question | None
    result: Result | None


def walk(tree: Tree, facts: Facts, on: date) -> Walk:
    """Go through the questions with what is known; ends at the first open one or with a result."""
    answered: list[tuple[Question, FactValue]] = []
    known: dict[str, FactValue] = {}
    for question in tree.questions:
        if question.when is not None and question.when.holds(known, on) is not True:
            continue
        value = facts.get(question.fact)
        if value is None:
            return Walk(tuple(answered), question, None)
        answered.append((question, value))
        known[question.fact] = value
        if found := _first(tree, known, on, answers=("label",)):
            return Walk(tuple(answered), None, found)
    return Walk(tuple(answered), None, _first(tree, known, on, answers=ANSWERS))


def _first(tree: Tree, facts: Facts, on: date, *, answers: Sequence[str]) -> Result | None:
    return next((one for one in tree.results if one.answer in answers and one.when.holds(facts, on) is True), None)


def suggested_tone(tree: Tree, answers: Mapping[str, bool]) -> Tone:
    """Return to which side the answers lean; what is mixed, or not answered in full, is unclear. A person decides."""
    if any(one.id not in answers for one in tree.tone):
        return "unclear"
    sides = {one.leans for one in tree.tone if answers[one.id]}
    return next(iter(sides)) if len(sides) == 1 else "unclear"


def with_label(text: str, word: str = WORD) -> str:
    """Return the text with the word as its first, before everything else; one that begins with a label is left alone."""
    if label_in(text)[0] == "start":
        return text
    rest = text.lstrip()
    return f"{word}: {rest}" if rest else f"{word}: "


@dataclass(frozen=True, slots=True)
class Place:
    """Where the word must stand in some formats."""

    id: str
    formats: frozenset[str]
    where: Words
    in_picture: bool
    source: str
    read_on: date
    sure: str


@dataclass(frozen=True, slots=True)
class Tool:
    """The network's own label, which comes in addition to the word."""

    networks: frozenset[str]
    name: Words
    source: str
    read_on: date


@dataclass(frozen=True, slots=True)
class Places:
    """Words that are safe and that are not, and where the safe one stands."""

    safe: Sequence[str]
    unsafe: Sequence[str]
    source: str
    read_on: date
    places: Sequence[Place]
    tools: Sequence[Tool]

    def place(self, as_format: str) -> Place:
        """Return where the word stands in a format; a format nobody knows is treated as text."""
        return next((one for one in self.places if as_format in one.formats), self.places[0])

    def tool(self, network: str) -> Tool | None:
        """Return the network's own label, None where it has none that is known."""
        return next((one for one in self.tools if network in one.networks), None)


def tree_of(raw: Table, vocabulary: Vocabulary) -> Tree:
    """Read the tree; raises ValueError naming what is not whole."""
    return Tree(
        tuple(_question(one, vocabulary) for one in tame.rows(raw["question"], "question")),
        tuple(_result(one, vocabulary) for one in tame.rows(raw["result"], "result")),
        tuple(_tone(one) for one in tame.rows(raw["tone"], "tone")),
        tame.text(raw["source"], "tree"),
        tame.day(raw["read_on"], "tree"),
    )


def _question(raw: Table, vocabulary: Vocabulary) -> Question:
    name = tame.text(raw.get("fact"), "question")
    tame.keys(raw, name, needed=frozenset({"fact", "why"}), known=frozenset({"when"}))
    if vocabulary[name].ask is None:
        raise ValueError(f"{name}: nobody is asked for it")
    when = predicate_of(raw["when"], vocabulary, name) if "when" in raw else None
    return Question(name, words_of(raw["why"], name), when)


def _result(raw: Table, vocabulary: Vocabulary) -> Result:
    name = tame.text(raw.get("id"), "result")
    tame.keys(raw, name, needed=frozenset({"id", "answer", "rule", "says", "when"}), known=frozenset())
    answer = tame.text(raw["answer"], name)
    if answer not in ANSWERS:
        raise ValueError(f"{name}: answers are {', '.join(ANSWERS)}")
    return Result(
        name,
        cast("Answer", answer),
        tame.text(raw["rule"], name),
        words_of(raw["says"], name),
        predicate_of(raw["when"], vocabulary, name),
    )


def _tone(raw: Table) -> ToneQuestion:
    name = tame.text(raw.get("id"), "tone")
    leans = tame.text(raw.get("leans"), name)
    if leans not in TONES:
        raise ValueError(f"{name}: leans to one of {', '.join(TONES)}")
    return ToneQuestion(name, words_of(raw.get("ask"), name), cast("Tone", leans))


def places_of(raw: Table) -> Places:
    """Read words and places; raises ValueError naming what is not whole."""
    words = tame.table(raw["words"], "words")
    return Places(
        tame.texts(words["safe"], "safe"),
        tame.texts(words["unsafe"], "unsafe"),
        tame.text(words["source"], "words"),
        tame.day(words["read_on"], "words"),
        tuple(_place(one) for one in tame.rows(raw["place"], "place")),
        tuple(_tool(one) for one in tame.rows(raw["tool"], "tool")),
    )


def _place(raw: Table) -> Place:
    name = tame.text(raw.get("id"), "place")
    needed = frozenset({"id", "formats", "where", "in_picture", "source", "read_on", "sure"})
    tame.keys(raw, name, needed=needed, known=frozenset())
    return Place(
        name,
        frozenset(tame.texts(raw["formats"], name)),
        words_of(raw["where"], name),
        raw["in_picture"] is True,
        tame.text(raw["source"], name),
        tame.day(raw["read_on"], name),
        tame.text(raw["sure"], name),
    )


def _tool(raw: Table) -> Tool:
    tame.keys(raw, "tool", needed=frozenset({"networks", "name", "source", "read_on", "sure"}), known=frozenset())
    return Tool(
        frozenset(tame.texts(raw["networks"], "tool")),
        words_of(raw["name"], "tool"),
        tame.text(raw["source"], "tool"),
        tame.day(raw["read_on"], "tool"),
    )
