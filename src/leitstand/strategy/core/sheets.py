"""Worksheets: guided questions as data, whose answers are judged by a closed vocabulary of conditions. Pure.

A sheet lies in sheets/*.toml: questions, findings (what is missing or wants attention), verdicts (the first that holds is
the recommendation) and examples that the tests run. The words of conditions stand in
conditions.py, the reading of the files in sheet_files.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Final, Literal

from leitstand.kernel.words import Words
from leitstand.strategy.core.conditions import Answer, Answers, holds

Kind = Literal["text", "long", "yes_no", "number", "money", "hours", "choice", "choices", "date"]
Level = Literal["gap", "warn", "good"]

KINDS: Final = ("text", "long", "yes_no", "number", "money", "hours", "choice", "choices", "date")
NUMBERS: Final = ("number", "money", "hours")
LEVELS: Final = ("gap", "warn", "good")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose."""

    id: str
    words: Words


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `least` and `most` bound a number."""

    id: str
    kind: Kind
    words: Words
    help: Words | None
    required: bool
    choices: tuple[Choice, ...]
    least: float | None
    most: float | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What the answers show; `do` says what to do about it."""

    id: str
    level: Level
    when: Mapping[str, object]
    words: Words
    do: Words | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A recommendation; the first whose condition holds is given. `is_yes` tells whether the way is free."""

    id: str
    when: Mapping[str, object]
    words: Words
    is_yes: bool | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """Answers and what must be found in them; the tests run each."""

    answers: Answers
    finds: frozenset[str]
    verdict: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet. `section` is the guide's; after `review_months` it wants to be looked at again (None: never)."""

    id: str
    name: Words
    why: Words
    section: str
    theme: str
    review_months: int | None
    questions: tuple[Question, ...]
    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]
    examples: tuple[Example, ...]

    def question(self, name: str) -> Question | None:
        """Return one question by its id."""
        return next((question for question in self.questions if question.id == name), None)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the answers of one sheet show."""

    findings: tuple[Finding, ...]
    verdict: Verdict | None

    @property
    def open(self) -> tuple[Finding, ...]:
        """What still wants something done."""
        return tuple(finding for finding in self.findings if finding.level != "good")


class WrongAnswer(ValueError):
    """An answer that the question does not allow; `code` is one of unknown, required, number, least, most, choice, date."""

    def __init__(self, question: str, code: str) -> None:
        super().__init__(f"{question}: {code}")
        self.question = question
        self.code = code


def judge(sheet: Sheet, answers: Answers) -> Judgement:
    """Return every finding whose condition holds, and the first verdict that does."""
    return Judgement(
        tuple(finding for finding in sheet.findings if holds(finding.when, answers)),
        next((verdict for verdict in sheet.verdicts if holds(verdict.when, answers)), None),
    )


def tame(sheet: Sheet, raw: Mapping[str, object]) -> tuple[dict[str, Answer], tuple[WrongAnswer, ...]]:
    """Return the answers that are right, and what is wrong with each of the others; empty ones are left out."""
    right: dict[str, Answer] = {}
    wrong = [WrongAnswer(name, "unknown") for name in raw if sheet.question(name) is None]
    for question in sheet.questions:
        value = raw.get(question.id)
        if value is None or value == "" or value == [] or value == ():
            if question.required:
                wrong.append(WrongAnswer(question.id, "required"))
            continue
        try:
            right[question.id] = _tamed(question, value)
        except WrongAnswer as problem:
            wrong.append(problem)
    return right, tuple(wrong)


def due(answered: date, months: int | None) -> date | None:
    """Return the day a sheet wants to be looked at again; the last day of a shorter month where it has no such day."""
    if months is None:
        return None
    year, month = divmod(answered.year * 12 + answered.month - 1 + months, 12)
    month += 1
    for day in range(answered.day, 0, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")


def _tamed(question: Question, value: object) -> Answer:
    if question.kind in NUMBERS:
        return _tamed_number(question, value)
    if question.kind == "date":
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError:
            raise WrongAnswer(question.id, "date") from None
    if question.kind in ("yes_no", "choice", "choices"):
        return _tamed_choice(question, value)
    return str(value).strip()


def _tamed_number(question: Question, value: object) -> float:
    try:
        number = float(str(value).replace(",", "."))
    except ValueError:
        raise WrongAnswer(question.id, "number") from None
    if not isfinite(number):
        raise WrongAnswer(question.id, "number")
    if question.least is not None and number < question.least:
        raise WrongAnswer(question.id, "least")
    if question.most is not None and number > question.most:
        raise WrongAnswer(question.id, "most")
    return number


def _tamed_choice(question: Question, value: object) -> Answer:
    if question.kind == "yes_no":
        if value not in (True, False, "yes", "no"):
            raise WrongAnswer(question.id, "choice")
        return value in (True, "yes")
    several = isinstance(value, list | tuple | set | frozenset)
    chosen = {str(one) for one in value} if isinstance(value, list | tuple | set | frozenset) else {str(value)}
    if not chosen <= {choice.id for choice in question.choices} or (several and question.kind == "choice"):
        raise WrongAnswer(question.id, "choice")
    if question.kind == "choice":
        return str(value)
    return tuple(choice.id for choice in question.choices if choice.id in chosen)
