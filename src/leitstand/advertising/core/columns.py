"""How reports of ads managers call their columns, as data; German and English. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, cast

from leitstand.advertising.core import data_files as read

Column = Literal[
    "campaign", "campaign_number", "ad", "day", "first", "last", "spend", "currency",
    "impressions", "reach", "clicks", "leads", "conversions", "revenue", "complete_views",
]  # fmt: skip
COLUMNS: Final[tuple[Column, ...]] = (
    "campaign", "campaign_number", "ad", "day", "first", "last", "spend", "currency",
    "impressions", "reach", "clicks", "leads", "conversions", "revenue", "complete_views",
)  # fmt: skip
METRICS: Final[tuple[Column, ...]] = (
    "spend", "impressions", "reach", "clicks", "leads", "conversions", "revenue", "complete_views",
)  # fmt: skip
_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
_CODE: Final = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Report:
    """How one ads manager writes its reports; `slash` is how 09/10/2026 is meant."""

    network: str
    slash: Literal["mdy", "dmy"]
    names: Mapping[str, Column]


@dataclass(frozen=True, slots=True)
class Totals:
    """By which words a row of sums is known."""

    words: frozenset[str]
    begins: tuple[str, ...]


@cache
def reports() -> Mapping[str, Report]:
    """Return the reports by ads manager; raises ValueError for a file that is not whole."""
    return {one.network: one for one in map(_report, read.many(read.load("columns"), "network"))}


@cache
def totals() -> Totals:
    """Return by which words a row of sums is known."""
    raw = read.one(read.load("columns"), "totals")
    return Totals(frozenset(read.texts(raw, "words")), read.texts(raw, "begins"))


def plain(header: str) -> str:
    """Return a header without case, accents, brackets and signs, as they are compared."""
    text = _BRACKETS.sub(" ", header).casefold()
    # ä, ö, ü stay what they are: they tell words apart.
    text = unicodedata.normalize("NFC", text)
    return " ".join(re.sub(r"[^\w.%]+|_", " ", text).split()).rstrip("%").strip()


def currency_in(header: str) -> str:
    """Return the currency in brackets behind a header: EUR in "Amount spent (EUR)"; "" without one."""
    return next((inside for inside in _BRACKETS.findall(header) if _CODE.fullmatch(inside)), "")


def match(headers: Sequence[str], report: Report) -> tuple[dict[Column, int], list[int]]:
    """Return which column stands where, and the places of headers that nobody knows; the first of a kind wins."""
    found: dict[Column, int] = {}
    unknown: list[int] = []
    for place, header in enumerate(headers):
        which = report.names.get(plain(header))
        if which is None:
            if header.strip():
                unknown.append(place)
        elif which not in found:
            found[which] = place
    return found, unknown


def _report(raw: read.Raw) -> Report:
    names: dict[str, Column] = {}
    for column, said in read.one(raw, "columns").items():
        if column not in COLUMNS or not isinstance(said, list):
            raise ValueError(f"{raw.get('id')}: no such column: {column}")
        for name in said:
            if names.setdefault(plain(str(name)), column) != column:
                raise ValueError(f"{raw.get('id')}: {name} stands for two columns")
    slash = read.text(raw, "slash")
    if slash not in {"mdy", "dmy"}:
        raise ValueError(f"{raw.get('id')}: slash is mdy or dmy")
    return Report(read.text(raw, "id"), cast("Literal['mdy', 'dmy']", slash), names)
