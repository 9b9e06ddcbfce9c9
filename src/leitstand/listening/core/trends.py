"""What rises: which words and pairs of words occur more often now than in the seven days before, by Dunning's G2.

The published formula: a term rises where G2 >= 30, at least 6 posts of the window hold it, and its share has grown.
Posts that say the same count once. G2 = 2 * sum of observed * ln(observed / expected) over the table
(with the term, without it) x (window, before).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import log
from typing import Final

from leitstand.listening.core.folding import words_of

RISES_FROM: Final = 30.0
POSTS_FROM: Final = 6
AGAINST: Final = timedelta(days=7)
WINDOW: Final = timedelta(hours=3)
_SHORTEST: Final = 3
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class Rising:
    """A term that rises: in how many posts of the window, in how many before, how many would be usual, and how sure it is."""

    term: str
    posts: int
    before: int
    usual: float
    score: float

    @property
    def times(self) -> float | None:
        """How many times the usual; None where it is new."""
        return self.posts / self.usual if self.usual else None


def score(now: int, now_all: int, before: int, before_all: int) -> float:
    """Return G2 of a term: `now` of `now_all` posts against `before` of `before_all`; 0 where it has not grown."""
    whole = now_all + before_all
    held = now + before
    if not now_all or not before_all or not held or now * before_all <= before * now_all:
        return 0.0
    table = (
        (now, now_all, held),
        (before, before_all, held),
        (now_all - now, now_all, whole - held),
        (before_all - before, before_all, whole - held),
    )
    return 2 * sum(seen * log(seen * whole / (row * column)) for seen, row, column in table if seen > 0)


def rising(
    now: Mapping[str, int], now_all: int, before: Mapping[str, int], before_all: int, *, most: int = 20
) -> list[Rising]:
    """Return what rises, the surest first. Of terms that always occur together the longer one stands for both."""
    found = []
    for term, posts in now.items():
        if posts < POSTS_FROM:
            continue
        earlier = before.get(term, 0)
        sure = score(posts, now_all, earlier, before_all)
        if sure >= RISES_FROM:
            found.append(Rising(term, posts, earlier, earlier * now_all / before_all, sure))
    found.sort(key=lambda one: (-one.score, -len(one.term), one.term))
    return _without_parts(found)[:most]


def _without_parts(found: Sequence[Rising]) -> list[Rising]:
    """Leave out a word whose posts are nearly all those of a pair it belongs to."""
    pairs = [one for one in found if " " in one.term]
    return [
        one
        for one in found
        if " " in one.term or not any(one.term in pair.term.split() and pair.posts >= 0.8 * one.posts for pair in pairs)
    ]


def terms_of(text: str, *, silent: frozenset[str]) -> set[str]:
    """Return the words and pairs of neighbours of a post, each once; `silent` words say nothing by themselves."""
    words = [word.lstrip("@") for word in words_of(text)]
    telling = [len(word) >= _SHORTEST and word not in silent and not word.isdigit() for word in words]
    found = {word for word, tells in zip(words, telling, strict=True) if tells}
    for place in range(len(words) - 1):
        if telling[place] and telling[place + 1]:
            found.add(f"{words[place]} {words[place + 1]}")
    return {term for term in found if len(term) <= _LONGEST}


def count_terms(texts: Iterable[str], *, silent: frozenset[str], watched: Sequence[str] = ()) -> Counter[str]:
    """Return in how many posts each term occurs; `watched` words (small letters) count even where they are silent or longer."""
    counted: Counter[str] = Counter()
    looked_for = _any_of(watched) if watched else None
    for text in texts:
        found = terms_of(text, silent=silent)
        if looked_for is not None:
            found |= set(looked_for.findall(" ".join(words_of(text))))
        counted.update(found)
    return counted


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Return what finds whole words; the longer of two that begin alike first."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)")
