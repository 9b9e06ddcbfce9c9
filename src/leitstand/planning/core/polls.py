"""Polls: what answers can be, and what came of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# What all networks with polls take (Mastodon, Threads, X, LinkedIn: two to four answers; Threads 25 letters, LinkedIn 30,
# Mastodon 50 unless an instance says otherwise).
FEWEST, MOST = 2, 4
LONGEST: Final = 50
SAFE: Final = 25
DAYS_MOST: Final = 14


def faults_of(answers: Sequence[str]) -> tuple[str, ...]:
    """Return what is wrong with the answers: "few", "many", "long", "twice"."""
    found = []
    if len(answers) < FEWEST:
        found.append("few")
    if len(answers) > MOST:
        found.append("many")
    if any(len(answer) > LONGEST for answer in answers):
        found.append("long")
    if len({answer.casefold() for answer in answers}) < len(answers):
        found.append("twice")
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Result:
    """One answer's share: votes and percent (0 where nobody voted)."""

    answer: str
    votes: int
    percent: float
    leads: bool


def results(answers: Sequence[str], votes: Sequence[int]) -> tuple[Result, ...]:
    """Return each answer with its share, in the order they were asked; () where nothing was counted."""
    if len(votes) != len(answers):
        return ()
    total, most = sum(votes), max(votes, default=0)
    return tuple(
        Result(answer, count, round(100 * count / total, 1) if total else 0.0, leads=bool(count) and count == most)
        for answer, count in zip(answers, votes, strict=True)
    )
