"""Whether posts that met a question of a checklist did better than those that did not. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

# Fewer posts than this on either side say nothing; our own proposal.
FEWEST: Final = 10


@dataclass(frozen=True, slots=True)
class Post:
    """One published post: its channel, interactions per impression, and how its lists were answered ("list.question")."""

    channel: int
    rate: float
    checks: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Habit:
    """A question with the middle result of both groups; 1.0 is what the channel's posts usually reach."""

    question: str
    met: float | None
    met_posts: int
    open: float | None
    open_posts: int

    @property
    def is_telling(self) -> bool:
        """Whether both groups are large enough to be compared."""
        return min(self.met_posts, self.open_posts) >= FEWEST

    @property
    def difference(self) -> float | None:
        """How much better the posts did that met it, in parts of the usual; None where that cannot be said."""
        return self.met - self.open if self.is_telling and self.met is not None and self.open is not None else None


def habits(posts: Iterable[Post]) -> list[Habit]:
    """Return every question that was answered, the most telling difference first.

    Rates of different channels are not compared: each post counts by its share of its own channel's median.
    """
    told = list(posts)
    by_channel: dict[int, list[float]] = defaultdict(list)
    for post in told:
        by_channel[post.channel].append(post.rate)
    usual = {channel: median(rates) for channel, rates in by_channel.items()}
    sides: dict[str, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for post in told:
        if not usual[post.channel]:
            continue
        for question, is_met in post.checks.items():
            sides[question][0 if is_met else 1].append(post.rate / usual[post.channel])
    found = [
        Habit(question, _middle(met), len(met), _middle(left), len(left)) for question, (met, left) in sides.items()
    ]
    return sorted(found, key=lambda one: (one.difference is None, -abs(one.difference or 0), one.question))


def _middle(values: Sequence[float]) -> float | None:
    return median(values) if values else None
