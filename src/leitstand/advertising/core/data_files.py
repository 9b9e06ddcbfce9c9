"""Reads the data files of this room, strictly: whatever is not whole raises NotWhole naming the place. Pure."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.resources import files
from typing import cast

from leitstand.kernel.words import Words, words_of

Raw = Mapping[str, object]


class NotWhole(ValueError):
    """A data file that is not whole; the message names the place."""


def load(name: str) -> Raw:
    """Return what a file of data/ says."""
    text = files("leitstand.advertising").joinpath("data").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def many(raw: Raw, name: str) -> Sequence[Raw]:
    """Return the tables of a name; none where there are none."""
    found = raw.get(name, ())
    if not isinstance(found, Sequence) or not all(isinstance(one, Mapping) for one in found):
        raise NotWhole(f"{name}: wants tables")
    return cast("Sequence[Raw]", found)


def one(raw: Raw, name: str) -> Raw:
    """Return the table of a name."""
    found = raw.get(name)
    if not isinstance(found, Mapping):
        raise NotWhole(f"{name}: wants a table")
    return cast("Raw", found)


def text(raw: Raw, name: str, *, default: str | None = None) -> str:
    """Return a text; without a default it must be there."""
    found = raw.get(name, default)
    if not isinstance(found, str):
        raise NotWhole(f"{raw.get('id', raw)}: wants {name}")
    return found


def texts(raw: Raw, name: str) -> tuple[str, ...]:
    """Return a list of texts."""
    found = raw.get(name, [])
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise NotWhole(f"{raw.get('id', raw)}: {name} wants texts")
    return tuple(found)


def number(raw: Raw, name: str, *, default: int | None = None) -> int:
    """Return a whole number."""
    found = raw.get(name, default)
    if not isinstance(found, int) or isinstance(found, bool):
        raise NotWhole(f"{raw.get('id', raw)}: wants {name}")
    return found


def yes(raw: Raw, name: str) -> bool:
    """Return yes or no; what is not said is no."""
    found = raw.get(name, False)
    if not isinstance(found, bool):
        raise NotWhole(f"{raw.get('id', raw)}: {name} wants true or false")
    return found


def day(raw: Raw, name: str = "as_of") -> date:
    """Return a day."""
    found = raw.get(name)
    if not isinstance(found, date):
        raise NotWhole(f"{raw.get('id', raw)}: wants {name}")
    return found


def words(raw: Raw, name: str = "words") -> Words:
    """Return a sentence in both languages."""
    return words_of(raw.get(name), f"{raw.get('id', raw)} {name}")
