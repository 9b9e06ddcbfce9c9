"""The scoring model of the guide (2.1): how many accounts, and which deserve one of their own. Pure.

A candidate's score is the sum of weight times rating. **Clearly higher** is a stated rule, for the guide names none: put the
scores in order and look for the largest step between two neighbours; where that step is at least `gap_percent` of the highest
score anybody could reach, the candidates above it stand out and deserve an account of their own. Where no step is that large,
one account is enough. Where all but one stand out, that one keeps the common account.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

Outcome = Literal["one_account", "own_accounts", "unrated"]

SCALES: Final = (3, 5, 10)
WEIGHT_MOST: Final = 10
GAP_USUAL: Final = 15


@dataclass(frozen=True, slots=True)
class Factor:
    """What a candidate is rated by; `weight` is the multiplier."""

    id: str
    name: str
    weight: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible account; `ratings` maps the factor's id to 1…scale, what is not rated yet is left out."""

    id: str
    name: str
    ratings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that goes into the scoring; `scale` is the highest rating, `gap_percent` what counts as clearly higher."""

    factors: tuple[Factor, ...]
    candidates: tuple[Candidate, ...]
    scale: int = 5
    gap_percent: int = GAP_USUAL

    @property
    def most(self) -> int:
        """The highest score anybody could reach."""
        return self.scale * sum(factor.weight for factor in self.factors)


@dataclass(frozen=True, slots=True)
class Score:
    """One candidate's score, its share of the highest possible, and the ratings that are missing."""

    candidate: Candidate
    points: int
    percent: float
    missing: tuple[Factor, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The candidates in order, the recommendation, and the step it rests on (percent of the highest possible score)."""

    scores: tuple[Score, ...]
    outcome: Outcome
    own: tuple[Candidate, ...]
    step_percent: float


@dataclass(frozen=True, slots=True)
class Flip:
    """A small change that turns the recommendation: a factor's weight by one, or one rating by one."""

    kind: Literal["weight", "rating"]
    factor: Factor
    candidate: Candidate | None
    change: Literal[1, -1]
    own: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How many small changes were tried, and those that turn the recommendation."""

    tried: int
    flips: tuple[Flip, ...]

    @property
    def steady_percent(self) -> int:
        """How many of the changes leave the recommendation as it is."""
        return 100 if not self.tried else round(100 * (self.tried - len(self.flips)) / self.tried)


def points_of(candidate: Candidate, factors: Sequence[Factor]) -> int:
    """Return the sum of weight times rating; what is not rated counts nothing."""
    return sum(factor.weight * candidate.ratings.get(factor.id, 0) for factor in factors)


def evaluate(model: Model) -> Result:
    """Put the candidates in order and say who stands out; "unrated" while a rating is missing or nothing can be compared."""
    scores = tuple(
        sorted(
            (
                Score(
                    candidate,
                    points := points_of(candidate, model.factors),
                    round(100 * points / model.most, 1) if model.most else 0.0,
                    tuple(factor for factor in model.factors if factor.id not in candidate.ratings),
                )
                for candidate in model.candidates
            ),
            key=lambda score: (-score.points, score.candidate.name.casefold(), score.candidate.id),
        )
    )
    if len(scores) < 2 or not model.most or any(score.missing for score in scores):
        return Result(scores, "unrated", (), 0.0)
    steps = [first.points - second.points for first, second in pairwise(scores)]
    largest = max(steps)
    step_percent = round(100 * largest / model.most, 1)
    if 100 * largest < model.gap_percent * model.most or not largest:
        return Result(scores, "one_account", (), step_percent)
    above = steps.index(largest) + 1
    return Result(scores, "own_accounts", tuple(score.candidate for score in scores[:above]), step_percent)


def sensitivity(model: Model) -> Sensitivity:
    """Change each weight and each rating by one, up and down, and see what turns the recommendation."""
    base = evaluate(model)
    if base.outcome == "unrated":
        return Sensitivity(0, ())
    kept = {candidate.id for candidate in base.own}
    tried, flips = 0, []
    for kind, factor, candidate, change, changed in _changes(model):
        tried += 1
        result = evaluate(changed)
        if {one.id for one in result.own} != kept:
            flips.append(Flip(kind, factor, candidate, change, result.own))
    return Sensitivity(tried, tuple(flips))


def _changes(
    model: Model,
) -> Sequence[tuple[Literal["weight", "rating"], Factor, Candidate | None, Literal[1, -1], Model]]:
    changes: list[tuple[Literal["weight", "rating"], Factor, Candidate | None, Literal[1, -1], Model]] = []
    both: tuple[Literal[1, -1], ...] = (1, -1)
    for factor in model.factors:
        for change in both:
            if 0 < factor.weight + change <= WEIGHT_MOST:
                factors = tuple(
                    Factor(one.id, one.name, one.weight + change) if one.id == factor.id else one
                    for one in model.factors
                )
                changed = Model(factors, model.candidates, model.scale, model.gap_percent)
                changes.append(("weight", factor, None, change, changed))
            for candidate in model.candidates:
                rating = candidate.ratings[factor.id] + change
                if 1 <= rating <= model.scale:
                    candidates = tuple(
                        Candidate(one.id, one.name, {**one.ratings, factor.id: rating})
                        if one.id == candidate.id
                        else one
                        for one in model.candidates
                    )
                    changed = Model(model.factors, candidates, model.scale, model.gap_percent)
                    changes.append(("rating", factor, candidate, change, changed))
    return changes
