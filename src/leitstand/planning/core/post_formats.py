"""Formats of posts: what each is for, what it asks, and how often each was used. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from leitstand.kernel.words import Words


@dataclass(frozen=True, slots=True)
class PostFormat:
    """One format; `hours` what one post takes a small team, `networks` where it fits."""

    id: str
    name: Words
    purpose: Words
    kind: str
    category: str
    questions: Sequence[Words]
    hours: float = 0
    networks: Sequence[str] = ()
    example: Words | None = None
    is_poll: bool = False
    own: int | None = None


def text_of(answers: Iterable[str]) -> str:
    """Return the beginning of a post: what was answered, a paragraph each."""
    return "\n\n".join(answer.strip() for answer in answers if answer.strip())


@dataclass(frozen=True, slots=True)
class Month:
    """How often each format was used in a month ("2026-11")."""

    month: str
    counts: Mapping[str, int]


def by_month(uses: Iterable[tuple[str, str]], *, latest: int = 6) -> tuple[tuple[str, ...], list[Month]]:
    """Return the formats in use, the most frequent first, and for each of the last months how often.

    `uses` are pairs of month and format id; posts without a format are left out.
    """
    counted: dict[str, Counter[str]] = {}
    every: Counter[str] = Counter()
    for month, name in uses:
        if name:
            counted.setdefault(month, Counter())[name] += 1
            every[name] += 1
    names = tuple(name for name, _count in sorted(every.items(), key=lambda one: (-one[1], one[0])))
    return names, [Month(month, counted[month]) for month in sorted(counted)[-latest:]]


def unused(known: Iterable[str], used: Iterable[str]) -> tuple[str, ...]:
    """Return the formats nobody has used, in their order."""
    seen = set(used)
    return tuple(name for name in known if name not in seen)
