"""What people talk about, told from the words of what they wrote: a theme is what several of them said. Pure."""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

# Addresses and names of accounts are no themes; what stands behind a # is one.
_NO_WORDS: Final = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w.-]+|@[\w.-]+")
_WORD: Final = re.compile(r"[^\W\d_]{4,40}")


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers the house counts with, with their source."""

    source: str
    as_of: date
    days: int
    texts: int
    least_people: int
    most: int
    common: frozenset[str]


@cache
def numbers() -> Numbers:
    """Return the house's numbers."""
    told = tomllib.loads(files("leitstand.community").joinpath("themes.toml").read_text(encoding="utf-8"))
    return Numbers(**{**told, "common": frozenset(told["common"])})


@dataclass(frozen=True, slots=True)
class Said:
    """A text and who wrote it."""

    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A word as most people spell it, and how many different people said it."""

    word: str
    people: int


def words_in(text: str) -> list[str]:
    """Return the words of a text as they are spelled."""
    return _WORD.findall(_NO_WORDS.sub(" ", text))


def themes(said: Iterable[Said], stems: Mapping[str, str], told: Numbers) -> tuple[Theme, ...]:
    """Return what most people said, the most frequent first; `stems` joins forms of a word, one without stem says nothing."""
    people: dict[str, set[str]] = defaultdict(set)
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for one in said:
        for word in words_in(one.text):
            stem = stems.get(word.lower(), "")
            if stem and word.lower() not in told.common:
                people[stem].add(one.who)
                spelled[stem][word] += 1
    found = [
        Theme(max(spelled[stem].items(), key=lambda pair: (pair[1], pair[0].istitle(), pair[0]))[0], len(who))
        for stem, who in people.items()
        if len(who) >= told.least_people
    ]
    return tuple(sorted(found, key=lambda theme: (-theme.people, theme.word.lower()))[: told.most])
