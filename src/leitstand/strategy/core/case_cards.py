"""Reads cases/guide.toml, strictly: what other companies achieved. Pure."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import cast

from leitstand.kernel.words import Words, words_of


@dataclass(frozen=True, slots=True)
class CaseCard:
    """What one company achieved, with where it is told; `business` is "b2b" or "b2c"."""

    id: str
    company: str
    business: str
    words: Words
    figure: str
    source: str
    as_of: date


@cache
def case_cards() -> tuple[CaseCard, ...]:
    """Return the guide's cards; raises ValueError for a file that is not whole."""
    text = files("leitstand.strategy").joinpath("cases").joinpath("guide.toml").read_text(encoding="utf-8")
    return tuple(card_of(raw) for raw in cast("Sequence[Mapping[str, object]]", tomllib.loads(text)["case"]))


def card_of(raw: Mapping[str, object]) -> CaseCard:
    """Tame one card."""
    where = f"case {raw.get('id')}"
    as_of = raw.get("as_of")
    if not isinstance(as_of, date) or not raw.get("source") or raw.get("for") not in ("b2b", "b2c"):
        raise ValueError(f"{where}: wants a source, a day and for whom")
    return CaseCard(
        str(raw["id"]),
        str(raw["company"]),
        str(raw["for"]),
        words_of(raw.get("words"), where),
        str(raw["figure"]),
        str(raw["source"]),
        as_of,
    )
