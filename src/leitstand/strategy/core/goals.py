"""Goals: the five points of S.M.A.R.T., attainment, roll-up from below, and what to expect of time. Pure."""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

from leitstand.strategy.core.goal_files import Expectation

Level = Literal["company", "social", "part"]
Mode = Literal["target", "observe"]
Letter = Literal["S", "M", "A", "R", "T"]
Pace = Literal["too_short", "early", "fitting", "open"]
_WORD: Final = re.compile(r"\w+")
_LEAST_WORDS: Final = 2
WHOLE: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal as the core reads it. `value` is where it stands today; None is not told, never zero."""

    id: int
    name: str
    level: str = "social"
    kind: str = "awareness"
    parent: int | None = None
    metric: str = ""
    unit: str = ""
    mode: str = "target"
    baseline: Decimal | None = None
    target: Decimal | None = None
    starts_on: date | None = None
    due_on: date | None = None
    value: Decimal | None = None
    has_parts: bool = False

    @property
    def is_measured(self) -> bool:
        """Whether it says what it is measured by, and in which unit."""
        return bool(self.metric or self.unit)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of the five points; `lacks` names what is missing.

    That is "words", "vague", "metric", "target", "baseline", "small", "parent" or "date".
    """

    letter: Letter
    lacks: tuple[str, ...]

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing."""
        return not self.lacks


def smart(aim: Aim, *, vague: frozenset[str] = frozenset()) -> tuple[Criterion, ...]:
    """Test a goal on the five points. Watching first, it needs no target yet, and no baseline: that is what it finds out."""
    watches = aim.mode == "observe"
    # Its partial goals measure it, or it is itself a part of what the goal above asks for.
    counts_elsewhere = aim.target is None and ((aim.has_parts and not aim.is_measured) or aim.level == "part")
    figures = aim.target is not None and aim.is_measured
    words = _WORD.findall(aim.name)
    specific = [
        *(["words"] if len(words) < _LEAST_WORDS else []),
        *(
            ["vague"]
            if vague & {word.casefold() for word in words} and not figures and not watches and not aim.has_parts
            else []
        ),
    ]
    measurable = [
        *([] if aim.is_measured or aim.has_parts else ["metric"]),
        *([] if aim.target is not None or watches or counts_elsewhere else ["target"]),
    ]
    attainable = [] if watches or counts_elsewhere or aim.baseline is not None else ["baseline"]
    if aim.baseline is not None and aim.target is not None and aim.target <= aim.baseline:
        attainable.append("small")
    relevant = [] if aim.level == "company" or aim.parent is not None else ["parent"]
    timed = [] if aim.due_on is not None else ["date"]
    return (
        Criterion("S", tuple(specific)),
        Criterion("M", tuple(measurable)),
        Criterion("A", tuple(attainable)),
        Criterion("R", tuple(relevant)),
        Criterion("T", tuple(timed)),
    )


def attainment(value: Decimal | None, target: Decimal | None) -> Decimal | None:
    """Return actual / target in percent, one place: 286 of 500 is 57.2. None where either is not told or the target is zero."""
    if value is None or not target:
        return None
    return (value * WHOLE / target).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a goal stands: its figure, attainment in percent, and whether both were gathered from the goals below (`of` tells how many)."""

    value: Decimal | None
    attained: Decimal | None
    is_rolled_up: bool = False
    told: int = 0
    of: int = 0


def stand(aims: Sequence[Aim]) -> Mapping[int, Standing]:
    """Say where each goal stands.

    A goal with a figure of its own counts by that. Without one it gathers from the goals below: where it has a target of its own,
    their figures are added up; otherwise its attainment is the mean of theirs, each counted up to 100 percent, so that one that
    went far does not hide one that did not begin. What tells nothing is left out and counted in `of`.
    """
    below: dict[int, list[Aim]] = {}
    for aim in aims:
        if aim.parent is not None:
            below.setdefault(aim.parent, []).append(aim)
    found: dict[int, Standing] = {}

    def settle(aim: Aim, above: frozenset[int]) -> Standing:
        if aim.id in found:
            return found[aim.id]
        children = [child for child in below.get(aim.id, ()) if child.id not in above]
        parts = [settle(child, above | {aim.id}) for child in children]
        found[aim.id] = _gathered(aim, parts)
        return found[aim.id]

    for aim in aims:
        settle(aim, frozenset({aim.id}))
    return found


def _gathered(aim: Aim, parts: Sequence[Standing]) -> Standing:
    if aim.value is not None or not parts:
        return Standing(aim.value, attainment(aim.value, aim.target))
    if aim.target is not None:
        values = [part.value for part in parts if part.value is not None]
        value = sum(values, Decimal(0)) if values else None
        return Standing(value, attainment(value, aim.target), True, len(values), len(parts))
    shares = [min(part.attained, WHOLE) for part in parts if part.attained is not None]
    mean = (sum(shares, Decimal(0)) / len(shares)).quantize(Decimal("0.1"), ROUND_HALF_UP) if shares else None
    return Standing(None, mean, True, len(shares), len(parts))


def in_months(start: date, months: int) -> date:
    """Return the day some months on; the last of the month where that day does not exist."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def pace(starts_on: date | None, due_on: date | None, expectation: Expectation) -> Pace:
    """Say whether a deadline leaves the time lasting results take: shorter than the least is too short, up to the most is early."""
    if starts_on is None or due_on is None:
        return "open"
    if due_on < in_months(starts_on, expectation.months_from):
        return "too_short"
    return "early" if due_on < in_months(starts_on, expectation.months_to) else "fitting"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A day on which to look whether the goal is on its way."""

    month: int
    on: date
    is_past: bool


def checkpoints(starts_on: date, expectation: Expectation, *, today: date) -> tuple[Checkpoint, ...]:
    """Return the days after six and nine months."""
    days = [(months, in_months(starts_on, months)) for months in (expectation.months_from, expectation.months_to)]
    return tuple(Checkpoint(months, day, day <= today) for months, day in days)


def wants_target(aim: Aim, *, today: date) -> bool:
    """Whether the time of watching is over and a figure has to be set."""
    return aim.mode == "observe" and aim.due_on is not None and aim.due_on <= today


def is_leads_only(kinds: Sequence[str]) -> bool:
    """Whether a plan counts leads and nothing else."""
    return bool(kinds) and set(kinds) == {"leads"}


def in_tree_order(aims: Sequence[Aim]) -> list[tuple[Aim, int]]:
    """Return every goal with its depth, each under the one above it; whatever hangs in a ring or on nothing stands at the top."""
    known = {aim.id for aim in aims}
    below: dict[int | None, list[Aim]] = {}
    for aim in aims:
        below.setdefault(aim.parent if aim.parent in known else None, []).append(aim)
    ordered: list[tuple[Aim, int]] = []

    def walk(parent: int | None, depth: int) -> None:
        for aim in below.get(parent, ()):
            ordered.append((aim, depth))
            walk(aim.id, depth + 1)

    walk(None, 0)
    shown = {aim.id for aim, _depth in ordered}
    return [*ordered, *((aim, 0) for aim in aims if aim.id not in shown)]


def is_above(candidate: int, of: int, parents: Mapping[int, int | None]) -> bool:
    """Whether a goal stands above another one, or is it: then it cannot hang under it."""
    seen: set[int] = set()
    at: int | None = candidate
    while at is not None and at not in seen:
        if at == of:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


_REMINDERS: Final = ("", "month_6", "month_9", "due", "target")


def reminder(aim: Aim, expectation: Expectation, *, last: str, today: date) -> str:
    """Return what people are to be reminded of today, "" for nothing: "target" once watching is over, "due" on the last day,
    "month_6" and "month_9" at the checkpoints. `last` is the reminder they had; nobody is reminded of the same or less again."""
    told = ""
    if aim.starts_on is not None:
        for name, months in (("month_6", expectation.months_from), ("month_9", expectation.months_to)):
            told = name if in_months(aim.starts_on, months) <= today else told
    if aim.due_on is not None and aim.due_on <= today:
        told = "target" if aim.mode == "observe" else "due"
    return told if _REMINDERS.index(told) > _REMINDERS.index(last) else ""
