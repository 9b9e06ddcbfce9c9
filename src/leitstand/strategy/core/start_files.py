"""Reads start/start.toml, strictly: hurdles with their paths, the guide's order, maturity, duties, modules. Pure."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from leitstand.kernel.words import Words, words_of

BUSINESSES = ("b2b", "b2c", "both")
Raw = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Hurdle:
    """What keeps a company back, and where the way past it begins; `sheet` where that is a worksheet."""

    id: str
    words: Words
    path: Words
    url_name: str
    sheet: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the guide's order."""

    id: str
    words: Words
    why: Words
    url_name: str
    sheet: str


@dataclass(frozen=True, slots=True)
class Told:
    """Something with a sentence: a question of maturity, a duty."""

    id: str
    words: Words


@dataclass(frozen=True, slots=True)
class Module:
    """What the starter mode hides until it is switched on."""

    id: str
    words: Words
    when: Words
    hides: frozenset[str]
    on_for: frozenset[str]


@dataclass(frozen=True, slots=True)
class StartFile:
    """Everything the file says."""

    hurdles: tuple[Hurdle, ...]
    steps: tuple[Step, ...]
    maturity: tuple[Told, ...]
    duties: tuple[Told, ...]
    modules: tuple[Module, ...]
    source: str


@cache
def start_file() -> StartFile:
    """Return the start of this installation; raises ValueError for a file that is not whole."""
    text = files("leitstand.strategy").joinpath("start").joinpath("start.toml").read_text(encoding="utf-8")
    return read(tomllib.loads(text))


def read(raw: Raw) -> StartFile:
    """Tame what the file says; raises ValueError naming the place where it is not whole."""
    if not raw.get("source"):
        raise ValueError("start: what is asked has a source")
    return StartFile(
        tuple(_hurdle(one) for one in _list(raw, "hurdle")),
        tuple(_step(one) for one in _list(raw, "step")),
        tuple(_told(one) for one in _list(raw, "maturity")),
        tuple(_told(one) for one in _list(raw, "duty")),
        tuple(_module(one) for one in _list(raw, "module")),
        str(raw["source"]),
    )


def _list(raw: Raw, name: str) -> Sequence[Raw]:
    return cast("Sequence[Raw]", raw.get(name, ()))


def _hurdle(raw: Raw) -> Hurdle:
    where = f"hurdle {raw['id']}"
    return Hurdle(
        str(raw["id"]),
        words_of(raw.get("words"), where),
        words_of(raw.get("path"), where),
        str(raw["url_name"]),
        str(raw.get("sheet", "")),
    )


def _step(raw: Raw) -> Step:
    where = f"step {raw['id']}"
    return Step(
        str(raw["id"]),
        words_of(raw.get("words"), where),
        words_of(raw.get("why"), where),
        str(raw["url_name"]),
        str(raw.get("sheet", "")),
    )


def _told(raw: Raw) -> Told:
    return Told(str(raw["id"]), words_of(raw.get("words"), str(raw["id"])))


def _module(raw: Raw) -> Module:
    where = f"module {raw['id']}"
    on_for = frozenset(cast("Sequence[str]", raw.get("on_for", ())))
    names = {kind: cast("Sequence[str]", raw.get(kind, ())) for kind in ("places", "sections", "fields")}
    hides = frozenset(
        [
            *names["places"],
            *(f"strategy.{name}" for name in names["sections"]),
            *(f"fields.{name}" for name in names["fields"]),
        ]
    )
    if not hides or on_for - set(BUSINESSES):
        raise ValueError(f"{where}: hides nothing, or is on for a business nobody knows")
    return Module(str(raw["id"]), words_of(raw.get("words"), where), words_of(raw.get("when"), where), hides, on_for)
