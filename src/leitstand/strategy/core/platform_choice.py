"""Compare platforms on the guide's four questions (4.5): goals, target group, further valuable contacts, interactions. Pure.

What is known of the networks weighs from 0 to 3 how well each suits a goal, an audience and a kind of content; how many
further contacts there are only people know, and they tell it from 0 to 3 as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

QUESTIONS: Final = ("goals", "audience", "contacts", "interactions")
MOST: Final = 3
# Two candidates closer than this are as good as equal (our own threshold, in points of 12).
CLOSE: Final = 1.0
Outcome = Literal["clear", "close", "open"]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a platform: how well it suits each goal, audience and interaction, 0 to 3."""

    id: str
    name: str
    suits: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Score:
    """A candidate with its points for each question, 0 to 3; None where a question has no answer yet."""

    known: Known
    points: Mapping[str, float | None]

    @property
    def total(self) -> float:
        """The points in all; what is not answered counts nothing."""
        return round(sum(one for one in self.points.values() if one is not None), 2)

    @property
    def is_whole(self) -> bool:
        """Whether all four questions are answered."""
        return None not in self.points.values()


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates from the best on, and whether one stands out."""

    scores: tuple[Score, ...]
    outcome: Outcome


def choose(
    candidates: Sequence[Known],
    *,
    goals: Sequence[str],
    audiences: Sequence[str],
    interactions: Sequence[str],
    contacts: Mapping[str, int],
) -> Choice:
    """Compare the candidates; a question with several answers counts their mean."""
    scores = sorted(
        (
            Score(
                known,
                {
                    "goals": _mean(known, goals),
                    "audience": _mean(known, audiences),
                    "contacts": float(contacts[known.id]) if known.id in contacts else None,
                    "interactions": _mean(known, interactions),
                },
            )
            for known in candidates
        ),
        key=lambda score: (-score.total, score.known.name),
    )
    return Choice(tuple(scores), _outcome(scores))


def _mean(known: Known, wanted: Sequence[str]) -> float | None:
    return round(sum(known.suits.get(one, 0) for one in wanted) / len(wanted), 2) if wanted else None


def _outcome(scores: Sequence[Score]) -> Outcome:
    if len(scores) < 2 or not all(score.is_whole for score in scores):
        return "open"
    return "close" if scores[0].total - scores[1].total < CLOSE else "clear"
