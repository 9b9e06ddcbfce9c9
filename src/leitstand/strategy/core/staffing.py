"""Patterns of staffing and the checklist for suppliers and roles, read from staffing/*.toml; and topics by person. Pure."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal, cast

from leitstand.kernel.words import Words, words_of

# How well somebody knows a topic, the best first: theirs to build; able to take over; learning it.
LEVELS: Final = ("focus", "can", "learning")
WHOM: Final = ("supplier", "role", "both")


@dataclass(frozen=True, slots=True)
class Slot:
    """One post of a pattern: its tasks, hours, and the role it takes in Leitstand."""

    id: str
    name: Words
    role: str
    hours: int
    content_percent: int
    tasks: Words


@dataclass(frozen=True, slots=True)
class Template:
    """A pattern of staffing."""

    id: str
    name: Words
    why: Words
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A question to a supplier or to somebody for a role; `flag` says what to do where the answer is missing or no."""

    id: str
    whom: str
    is_must: bool
    words: Words
    flag: Words


@dataclass(frozen=True, slots=True)
class Flag:
    """What the checklist points at: it was answered with no, or not asked."""

    check: Check
    is_open: bool


Risk = Literal["gap", "single", "no_focus"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Topics nobody masters, topics that hang on one person, and persons without a topic of their own."""

    gaps: tuple[str, ...]
    single: tuple[tuple[str, str], ...]
    without_focus: tuple[str, ...]


def coverage(topics: Sequence[str], people: Sequence[str], levels: Mapping[tuple[str, str], str]) -> Coverage:
    """Look over the matrix of topic and person; who only learns a topic cannot take it over yet."""
    gaps, single = [], []
    for topic in topics:
        able = [person for person in people if levels.get((topic, person)) in ("focus", "can")]
        if not able:
            gaps.append(topic)
        elif len(able) == 1:
            single.append((topic, able[0]))
    lacking = [person for person in people if "focus" not in {levels.get((topic, person)) for topic in topics}]
    return Coverage(tuple(gaps), tuple(single), tuple(lacking))


def flags(whom: str, answers: Mapping[str, bool]) -> tuple[Flag, ...]:
    """Return what the checklist points at, the musts first; a question that is no must is a flag only when answered with no."""
    found = [
        Flag(check, check.id not in answers)
        for check in checks_for(whom)
        if answers.get(check.id) is False or (check.is_must and check.id not in answers)
    ]
    return tuple(sorted(found, key=lambda flag: not flag.check.is_must))


def checks_for(whom: str) -> tuple[Check, ...]:
    """Return the questions for a supplier or a role."""
    return tuple(check for check in checklist() if check.whom in (whom, "both"))


@cache
def templates() -> tuple[Template, ...]:
    """Return the patterns of staffing; raises ValueError for a file that is not whole."""
    return tuple(
        Template(
            str(raw["id"]),
            words_of(raw.get("name"), "templates.toml"),
            words_of(raw.get("why"), "templates.toml"),
            tuple(_slot(slot) for slot in cast("Sequence[Mapping[str, object]]", raw["slot"])),
        )
        for raw in _read("templates.toml", "template")
    )


def template(name: str) -> Template | None:
    """Return one pattern; None where there is none of this name."""
    return next((one for one in templates() if one.id == name), None)


@cache
def checklist() -> tuple[Check, ...]:
    """Return the questions; raises ValueError for a file that is not whole."""
    found = tuple(
        Check(
            str(raw["id"]),
            str(raw["whom"]),
            raw.get("must") is True,
            words_of(raw.get("words"), "checklist.toml"),
            words_of(raw.get("flag"), "checklist.toml"),
        )
        for raw in _read("checklist.toml", "question")
    )
    if any(check.whom not in WHOM for check in found):
        raise ValueError("checklist.toml: a question is for a supplier, a role, or both")
    return found


def _slot(raw: Mapping[str, object]) -> Slot:
    hours, percent = raw["hours"], raw["content_percent"]
    if not isinstance(hours, int) or not isinstance(percent, int) or not 0 <= percent <= 100:
        raise ValueError(f"templates.toml {raw['id']}: hours and a share of 0 to 100 percent")
    name, tasks = words_of(raw.get("name"), "templates.toml"), words_of(raw.get("tasks"), "templates.toml")
    return Slot(str(raw["id"]), name, str(raw["role"]), hours, percent, tasks)


def _read(name: str, part: str) -> Sequence[Mapping[str, object]]:
    text = files("leitstand.strategy").joinpath("staffing").joinpath(name).read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    if not raw.get("source") or not raw.get("as_of"):
        raise ValueError(f"{name}: wants source and as_of")
    return cast("Sequence[Mapping[str, object]]", raw[part])
