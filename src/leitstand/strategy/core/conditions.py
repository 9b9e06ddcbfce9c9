"""The closed vocabulary of conditions over answers. Pure.

    { is = { question = "value" } }         { is_not = { question = "value" } }      every pair holds
    { missing = ["question", …] }           { given = ["question", …] }              all of them
    { below = { question = 3 } }            { above = { question = "@other" } }      numbers, or another question's number
    { has = { question = "choice" } }       a choice among several is ticked
    { any = [ … ] }  { all = [ … ] }  { not = { … } }

What was not answered fulfils only `missing` and `not`.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Final, cast

Answer = str | float | bool | tuple[str, ...]
Answers = Mapping[str, Answer]


def holds(condition: Mapping[str, object], answers: Answers) -> bool:
    """Whether a condition holds for the answers; each of its words must."""
    return all(_WORDS[word](told, answers) for word, told in condition.items())


def _is(told: object, answers: Answers) -> bool:
    return all(name in answers and answers[name] == value for name, value in _pairs(told))


def _is_not(told: object, answers: Answers) -> bool:
    return all(name in answers and answers[name] != value for name, value in _pairs(told))


def _missing(told: object, answers: Answers) -> bool:
    return all(name not in answers for name in _names(told))


def _given(told: object, answers: Answers) -> bool:
    return all(name in answers for name in _names(told))


def _below(told: object, answers: Answers) -> bool:
    return all(pair is not None and pair[0] < pair[1] for pair in _numbers(told, answers))


def _above(told: object, answers: Answers) -> bool:
    return all(pair is not None and pair[0] > pair[1] for pair in _numbers(told, answers))


def _has(told: object, answers: Answers) -> bool:
    return all(value in cast("tuple[str, ...]", answers.get(name, ())) for name, value in _pairs(told))


def _any(told: object, answers: Answers) -> bool:
    return any(holds(condition, answers) for condition in _conditions(told))


def _every(told: object, answers: Answers) -> bool:
    return all(holds(condition, answers) for condition in _conditions(told))


def _not(told: object, answers: Answers) -> bool:
    return not holds(cast("Mapping[str, object]", told), answers)


_WORDS: Final = {
    "is": _is,
    "is_not": _is_not,
    "missing": _missing,
    "given": _given,
    "below": _below,
    "above": _above,
    "has": _has,
    "any": _any,
    "all": _every,
    "not": _not,
}


def _pairs(told: object) -> list[tuple[str, object]]:
    return list(cast("Mapping[str, object]", told).items())


def _names(told: object) -> list[str]:
    return [str(name) for name in cast("Sequence[object]", told)]


def _conditions(told: object) -> list[Mapping[str, object]]:
    return list(cast("Sequence[Mapping[str, object]]", told))


def _numbers(told: object, answers: Answers) -> list[tuple[float, float] | None]:
    """Return both sides of each pair; None where one of them is not known."""
    pairs: list[tuple[float, float] | None] = []
    for name, bound in _pairs(told):
        sides = (answers.get(name), answers.get(bound.removeprefix("@")) if isinstance(bound, str) else bound)
        numbers = [float(side) for side in sides if isinstance(side, float | int) and not isinstance(side, bool)]
        pairs.append((numbers[0], numbers[1]) if len(numbers) == len(sides) else None)
    return pairs


def check_condition(raw: object, questions: Collection[str], where: str) -> Mapping[str, object]:
    """Tame a condition from a data file; raises ValueError for an unknown word or question."""
    if not isinstance(raw, Mapping) or raw.keys() - _WORDS.keys():
        raise ValueError(f"{where}: a condition knows only {sorted(_WORDS)}")
    for word, told in raw.items():
        if word in ("any", "all"):
            for one in _conditions(told):
                check_condition(one, questions, where)
            continue
        if word == "not":
            check_condition(told, questions, where)
            continue
        names = _names(told) if word in ("missing", "given") else [name for name, _value in _pairs(told)]
        if unknown := set(names) - set(questions):
            raise ValueError(f"{where}: no question is called {sorted(unknown)}")
    return cast("Mapping[str, object]", raw)
