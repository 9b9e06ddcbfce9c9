"""Whom a segment means: criteria read from what was typed, and whether it is large enough. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, cast

from leitstand.advertising.core import data_files as read
from leitstand.advertising.core.numbers import number
from leitstand.kernel.words import Words

Kind = Literal["words", "range"]
MOST_WORDS: Final = 100
LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class Criterion:
    """By what people may be chosen; a range lies between `least` and `most`."""

    id: str
    kind: Kind
    words: Words
    help: Words
    least: int
    most: int
    source: str


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What a text may leave open for each segment."""

    id: str
    words: Words


@dataclass(frozen=True, slots=True)
class Targeting:
    """Everything the file says."""

    criteria: tuple[Criterion, ...]
    placeholders: tuple[Placeholder, ...]


@cache
def targeting() -> Targeting:
    """Return the criteria of this installation; raises ValueError for a file that is not whole."""
    raw = read.load("targeting")
    return Targeting(
        tuple(_criterion(one) for one in read.many(raw, "criterion")),
        tuple(Placeholder(read.text(one, "id"), read.words(one)) for one in read.many(raw, "placeholder")),
    )


def _criterion(raw: read.Raw) -> Criterion:
    kind = read.text(raw, "kind")
    if kind not in {"words", "range"}:
        raise ValueError(f"{raw.get('id')}: no such kind")
    return Criterion(
        read.text(raw, "id"),
        cast("Kind", kind),
        read.words(raw),
        read.words(raw, "help"),
        read.number(raw, "least", default=0),
        read.number(raw, "most", default=0),
        read.text(raw, "source"),
    )


def lines(typed: str) -> list[str]:
    """Return what was typed line by line, each once, in its order."""
    return list(dict.fromkeys(word for line in typed.splitlines() if (word := " ".join(line.split()))))


def problem_of(criterion: Criterion, value: Sequence[object]) -> str:
    """Name what is wrong with a value: "many", "long", "order", "bounds", or "" where it is fine.

    A range is two whole numbers; None at the second means "or more".
    """
    if criterion.kind == "words":
        if len(value) > MOST_WORDS:
            return "many"
        return "long" if any(len(str(word)) > LONGEST for word in value) else ""
    low, high = cast("tuple[int, int | None]", tuple(value))
    if not criterion.least <= low <= criterion.most or (high is not None and not high <= criterion.most):
        return "bounds"
    return "order" if high is not None and high < low else ""


def least_audience(network: str) -> int:
    """Return how many people a segment should hold at least."""
    try:
        return int(number(f"least_audience_{network}"))
    except KeyError:
        return int(number("least_audience"))


def is_too_small(network: str, audience: int | None) -> bool:
    """Whether an estimate lies below what the ads manager needs; one nobody told is not."""
    return audience is not None and audience < least_audience(network)


def is_described(criteria: Mapping[str, object]) -> bool:
    """Whether anything at all says whom it means."""
    return any(criteria.values())
