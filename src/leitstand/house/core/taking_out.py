"""Find somebody's names in a text, and take them out of it. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from typing import Final

GONE: Final = "[…]"
"""What stands where somebody was named."""
LEAST: Final = 3
"""Shorter words are part of too many others to be looked for."""
_MOST_WORDS: Final = 4


@dataclass(frozen=True)
class Sought:
    """By which words somebody is looked for: names, addresses, handles; each is one way to be named."""

    terms: tuple[str, ...]

    @cached_property
    def expression(self) -> re.Pattern[str] | None:
        """Match every way to be named, in any order of the words of a name; None where nothing is long enough."""
        found = sorted({way for term in self.terms for way in _ways(term)}, key=len, reverse=True)
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(found)})(?![^\W_])", re.IGNORECASE) if found else None


def sought(*told: str) -> Sought:
    """Make it of what people typed: spaces and the sign of a handle do not count, nor does what is too short."""
    terms = (" ".join(one.split()).strip().removeprefix("@") for one in told)
    return Sought(tuple(dict.fromkeys(term for term in terms if len(term) >= LEAST)))


def _ways(term: str) -> Iterable[str]:
    words = term.replace(",", " ").split()
    if not words:
        return
    if len(words) > _MOST_WORDS:
        yield r"\s+".join(map(re.escape, words))
        return
    for order in permutations(words):
        yield r"(?:\s*,\s*|\s+)".join(map(re.escape, order))


def names(text: str, whom: Sought) -> bool:
    """Whether a text names somebody."""
    return whom.expression is not None and whom.expression.search(text) is not None


def without(value: object, whom: Sought) -> object:
    """Return a text, or anything of lists and tables with texts in it, without the names."""
    if whom.expression is None:
        return value
    if isinstance(value, str):
        return whom.expression.sub(GONE, value)
    if isinstance(value, list):
        return [without(one, whom) for one in value]
    if isinstance(value, Mapping):
        return {key: without(one, whom) for key, one in value.items()}
    return value
