"""Creatives with placeholders: one text becomes many by naming the industry. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from leitstand.kernel.text import grapheme_count

_OPEN: Final = re.compile(r"\[([^\[\]\n]{1,40})\]")


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its placeholders filled; `missing` names those a segment has no words for, `unknown` what is none."""

    text: str
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    length: int


def placeholders_in(text: str) -> tuple[str, ...]:
    """Return the placeholders of a text, each once, as they are written."""
    return tuple(dict.fromkeys(found[1].strip() for found in _OPEN.finditer(text)))


def fill(text: str, words: Mapping[str, str], known: Mapping[str, str]) -> Filled:
    """Fill a text: `known` maps every way to write a placeholder, without case, to its id; `words` are the segment's by id.

    What has no words stays as it stands, so that nobody sends out half a sentence without seeing it.
    """
    missing: list[str] = []
    unknown: list[str] = []

    def put(found: re.Match[str]) -> str:
        name = found[1].strip()
        which = known.get(name.casefold())
        if which is None:
            unknown.append(name)
            return found[0]
        said = words.get(which, "").strip()
        if not said:
            missing.append(name)
            return found[0]
        begins = found.start() == 0
        return said[:1].upper() + said[1:] if begins else said

    done = _OPEN.sub(put, text)
    return Filled(done, tuple(dict.fromkeys(missing)), tuple(dict.fromkeys(unknown)), grapheme_count(done))
