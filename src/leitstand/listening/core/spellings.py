"""Misspellings that are found by themselves: how many slips a word forgives, and which spellings that means."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final

import simplemma
from rapidfuzz.distance import OSA

from leitstand.listening.core.folding import bare, fold

# Below five letters a slip makes another word; from nine on two slips still leave the word to be recognised.
SHORTEST: Final = 5
LONG: Final = 9
PREFIX: Final = 7
MOST_SHOWN: Final = 40
# Neighbours on a German keyboard, for the spellings that are shown as examples.
_ROWS: Final = ("qwertzuiop", "asdfghjkl", "yxcvbnm")

KnownWord = Callable[[str], bool]


def slips(word: str) -> int:
    """Return how many slips (a letter more, less, other, or two neighbours swapped) a folded word forgives."""
    letters = sum(sign.isalpha() for sign in word)
    if letters < SHORTEST or letters < len(word):
        return 0
    return 2 if letters >= LONG else 1


def slips_in_phrase(words: Iterable[str]) -> list[int]:
    """Return how many slips each word of a phrase forgives: beside the others, one of three letters forgives one too."""
    all_words = list(words)
    long_enough = sum(map(len, all_words)) >= LONG
    return [
        max(slips(word), 1) if long_enough and len(word) >= 3 and word.isalpha() else slips(word) for word in all_words
    ]


@lru_cache(maxsize=100_000)
def is_a_word(word: str) -> bool:
    """Whether German or English has this word: then it is meant, and no misspelling of a name."""
    return bool(simplemma.is_known(word, lang=("de", "en")))


def distance(one: str, other: str, at_most: int) -> int:
    """Return the slips between two words, a swap of neighbours counted once; more than `at_most` is `at_most` + 1."""
    return int(OSA.distance(one, other, score_cutoff=at_most))


def fits(token: str, word: str, *, forgiven: int, known: KnownWord = is_a_word) -> bool:
    """Whether a token is a misspelling of a folded word: same first letter, few slips, and no word of its own right."""
    folded = fold(token)
    if not forgiven or not folded or folded[0] != word[0] or abs(len(folded) - len(word)) > forgiven:
        return False
    return 0 < distance(folded, word, forgiven) <= forgiven and not known(token)


def deletes(word: str, slips_left: int) -> set[str]:
    """Return what is left of a word's first seven letters with up to so many taken out; two words that differ by no more
    slips share one of them.
    """
    found = {word[:PREFIX]}
    edge = found
    for _ in range(slips_left):
        edge = {one[:place] + one[place + 1 :] for one in edge for place in range(len(one))}
        found = found | edge
    return found


def forms(word: str) -> set[str]:
    """Return the folded forms that count as the word itself: umlauts written out or left away."""
    return {fold(word), bare(word)}


def examples(word: str, *, known: KnownWord = is_a_word, most: int = MOST_SHOWN) -> list[str]:
    """Return spellings of a word that are found besides it, the likeliest kinds first: swaps, doubled and single letters,
    neighbours on the keyboard. They are examples; every other slip of the same size is found too.
    """
    folded = fold(word)
    if not slips(folded):
        return []
    found: dict[str, None] = {}
    for one in _likely(folded):
        if one not in (folded, bare(word)) and one[0] == folded[0] and not known(one):
            found.setdefault(one)
            if len(found) == most:
                break
    return list(found)


def _likely(word: str) -> Iterator[str]:
    places = range(1, len(word))
    yield from (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in places if at + 1 < len(word))
    yield from (word[:at] + word[at + 1 :] for at in places if word[at] == word[at - 1])
    yield from (word[: at + 1] + word[at:] for at in places)
    yield from (word[:at] + word[at + 1 :] for at in places)
    for at in places:
        yield from (word[:at] + other + word[at + 1 :] for other in _beside(word[at]))


def _beside(letter: str) -> str:
    for row in _ROWS:
        at = row.find(letter)
        if at >= 0:
            return row[max(at - 1, 0) : at] + row[at + 1 : at + 2]
    return ""
