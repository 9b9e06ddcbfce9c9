"""What is said in posts made of an advertising motif, and which call to action suits a stage of the journey. Pure."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final, cast

from leitstand.kernel.words import Words, words_of

FILE: Final = "calls_to_action.toml"


@dataclass(frozen=True, slots=True)
class Calls:
    """The house's suggestions for each part of the way, in its order, with their source."""

    parts: tuple[tuple[Words, ...], ...]
    source: str
    as_of: date


@cache
def calls() -> Calls:
    """Return the house's suggestions."""
    return calls_from(tomllib.loads(files("leitstand.planning").joinpath(FILE).read_text(encoding="utf-8")))


def calls_from(told: Mapping[str, object]) -> Calls:
    """Read the suggestions; raises ValueError for a part that suggests nothing."""
    parts = []
    for part in cast("Sequence[Mapping[str, object]]", told["part"]):
        where = f"{FILE} {part['id']}"
        words = tuple(words_of(one, where) for one in cast("Sequence[object]", part["suggestions"]))
        if not words:
            raise ValueError(f"{where}: suggests nothing")
        parts.append(words)
    return Calls(tuple(parts), str(told["source"]), cast("date", told["as_of"]))


def part_of(place: int, stages: int, parts: int) -> int:
    """Return the part of the way a stage lies in, both counted from 0; first and last stage lie at its ends."""
    if stages < 2:
        return 0
    return (2 * place * (parts - 1) + stages - 1) // (2 * (stages - 1))


def suggested(place: int, stages: int, own: Sequence[str], language: str) -> tuple[str, ...]:
    """Return what a stage may call to: what its touchpoints say, then the house's words for this part of the way."""
    known = calls().parts
    house = [words.said(language) for words in known[part_of(place, stages, len(known))]]
    return tuple(dict.fromkeys([*(" ".join(one.split()) for one in own if one.strip()), *house]))


def post_text(*, headline: str, text: str, call: str, address: str) -> str:
    """Put a motif's words together: what was left empty leaves no gap, and the address follows its call to action."""
    last = f"{call.rstrip(' :')}: {address}" if call and address else call or address
    return "\n\n".join(part for part in (headline.strip(), text.strip(), last) if part)
