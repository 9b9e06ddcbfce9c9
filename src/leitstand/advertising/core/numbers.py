"""The numbers of this room that somebody else decided, each with its source and its day. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from leitstand.advertising.core import data_files as read


@dataclass(frozen=True, slots=True)
class Number:
    """A number with where it comes from."""

    value: Decimal
    unit: str
    source: str
    as_of: date


@cache
def numbers() -> Mapping[str, Number]:
    """Return them by name; raises ValueError for a file that is not whole."""
    raw = read.load("numbers")
    return {
        name: Number(
            Decimal(read.number(told, "value")), read.text(told, "unit"), read.text(told, "source"), read.day(told)
        )
        for name in raw
        for told in (read.one(raw, name),)
    }


def number(name: str) -> Decimal:
    """Return one of them; raises KeyError where there is none."""
    return numbers()[name].value
