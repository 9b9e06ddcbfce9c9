"""Reads the worksheets from sheets/*.toml, strictly. Pure."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import cast

from leitstand.kernel.words import words_of
from leitstand.strategy.core.conditions import Answer, check_condition
from leitstand.strategy.core.sheets import (
    KINDS,
    LEVELS,
    Choice,
    Example,
    Finding,
    Kind,
    Level,
    Question,
    Sheet,
    Verdict,
    tame,
)


@cache
def sheets() -> tuple[Sheet, ...]:
    """Return every sheet by section and name; raises ValueError for a file that is not whole."""
    folder = files("leitstand.strategy").joinpath("sheets")
    read = [
        sheet_from(entry.name.removesuffix(".toml"), tomllib.loads(entry.read_text(encoding="utf-8")))
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    ]
    return tuple(sorted(read, key=lambda one: (one.section, one.id)))


def sheet(name: str) -> Sheet | None:
    """Return one sheet; None where there is none of this name."""
    return next((one for one in sheets() if one.id == name), None)


def sheet_from(name: str, raw: Mapping[str, object], *, also: Collection[str] = (), where: str = "") -> Sheet:
    """Read one sheet; conditions may ask for `also`, facts that nobody answers but the house reckons."""
    where = where or f"sheets/{name}.toml"
    unknown = raw.keys() - {
        "name", "why", "section", "theme", "review_months", "question", "finding", "verdict", "example"
    }  # fmt: skip
    if unknown:
        raise ValueError(f"{where}: nobody reads {sorted(unknown)}")
    questions = tuple(_question(f"{where} question", part) for part in _parts(raw, "question"))
    ids = {question.id for question in questions} | set(also)
    findings = tuple(
        Finding(
            str(part["id"]),
            cast("Level", _one_of(part.get("level"), LEVELS, where)),
            check_condition(part.get("when"), ids, where),
            words_of(part.get("words"), where),
            words_of(part["do"], where) if "do" in part else None,
        )
        for part in _parts(raw, "finding")
    )
    verdicts = tuple(
        Verdict(
            str(part["id"]),
            check_condition(part.get("when", {}), ids, where),
            words_of(part.get("words"), where),
            cast("bool | None", part.get("yes")),
        )
        for part in _parts(raw, "verdict")
    )
    whole = Sheet(
        id=name,
        name=words_of(raw.get("name"), where),
        why=words_of(raw.get("why"), where),
        section=str(raw["section"]),
        theme=str(raw["theme"]),
        review_months=cast("int | None", raw.get("review_months")),
        questions=questions,
        findings=findings,
        verdicts=verdicts,
        examples=(),
    )
    examples = tuple(_example(whole, part, where) for part in _parts(raw, "example"))
    return replace(whole, examples=examples)


def _example(whole: Sheet, part: Mapping[str, object], where: str) -> Example:
    answers, wrong = tame(whole, cast("Mapping[str, object]", part.get("answers", {})))
    if wrong:
        raise ValueError(f"{where} example: {[str(one) for one in wrong]}")
    return Example(
        {**answers, **cast("Mapping[str, Answer]", part.get("facts", {}))},
        frozenset(str(one) for one in cast("Sequence[object]", part.get("finds", []))),
        str(part.get("verdict", "")),
    )


def _question(where: str, part: Mapping[str, object]) -> Question:
    kind = cast("Kind", _one_of(part.get("kind"), KINDS, where))
    choices = tuple(
        Choice(str(choice["id"]), words_of(choice["words"], where))
        for choice in cast("Sequence[Mapping[str, object]]", part.get("choices", []))
    )
    if (kind in ("choice", "choices")) != bool(choices):
        raise ValueError(f"{where} {part.get('id')}: a choice has choices, and nothing else has")
    return Question(
        id=str(part["id"]),
        kind=kind,
        words=words_of(part.get("words"), where),
        help=words_of(part["help"], where) if "help" in part else None,
        required=part.get("required") is True,
        choices=choices,
        least=cast("float | None", part.get("least")),
        most=cast("float | None", part.get("most")),
    )


def _parts(raw: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    return list(cast("Sequence[Mapping[str, object]]", raw.get(name, [])))


def _one_of(value: object, allowed: Sequence[str], where: str) -> str:
    if value not in allowed:
        raise ValueError(f"{where}: {value!r} is none of {list(allowed)}")
    return str(value)
