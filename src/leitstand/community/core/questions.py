"""Questions that are asked again and again, grouped by the words they share. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

# Two questions are the same where they share so many of their telling words (Jaccard); our own starting value.
ALIKE: Final = 0.5
LEAST_PEOPLE: Final = 3
MOST: Final = 20
_SENTENCE: Final = re.compile(r"[^.!?\n]*\?")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question and who asked it, where."""

    who: str
    text: str
    conversation: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are the same: `key` are the words they share, `example` the plainest of them."""

    key: str
    example: str
    people: int
    times: int
    conversations: tuple[str, ...]


def questions_in(text: str) -> list[str]:
    """Return the sentences of a text that ask something."""
    return [found for sentence in _SENTENCE.findall(text) if (found := " ".join(sentence.split())) != "?"]


def grouped(asked: Iterable[Asked], stems: Callable[[str], frozenset[str]]) -> tuple[Group, ...]:
    """Group what several people ask, the most asked first; `stems` gives the telling words of a question."""
    bins: list[tuple[frozenset[str], list[Asked]]] = []
    for one in asked:
        words = stems(one.text)
        if not words:
            continue
        best = max(bins, key=lambda each: _alike(words, each[0]), default=None)
        if best is not None and _alike(words, best[0]) >= ALIKE:
            best[1].append(one)
        else:
            bins.append((words, [one]))
    found = [_group(members, stems) for _words, members in bins if len({one.who for one in members}) >= LEAST_PEOPLE]
    return tuple(sorted(found, key=lambda group: (-group.people, -group.times, group.key))[:MOST])


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def _group(members: list[Asked], stems: Callable[[str], frozenset[str]]) -> Group:
    counts = Counter(stem for one in members for stem in stems(one.text))
    shared = sorted(stem for stem, count in counts.items() if count * 2 >= len(members))
    example = min(members, key=lambda one: (-len(stems(one.text) & set(shared)), len(one.text), one.text))
    return Group(
        " ".join(shared),
        example.text,
        len({one.who for one in members}),
        len(members),
        tuple(dict.fromkeys(one.conversation for one in members)),
    )
