"""What the figures of a report say, by rules: what rose, what fell, what stayed, what is missing or unsure. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from leitstand.measurement.core.report import Change, Figure, Frozen, Target, Voice, shares

STEADY_PERCENT: Final = Decimal(2)
STEADY_POINTS: Final = Decimal("0.5")
"""Up to here a figure counts as unchanged: quarters differ by two days in ninety. Our own starting values."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Figures by what they did, the greatest move first."""

    risen: tuple[Figure, ...]
    fallen: tuple[Figure, ...]
    steady: tuple[Figure, ...]


def moved(figures: Iterable[Figure], how: Callable[[Figure], Change | None]) -> Moved:
    """Sort figures by what they did; those that cannot be compared are left out."""
    told = [(one, found) for one in figures if (found := how(one)) is not None]
    told.sort(key=lambda pair: -_weight(pair[1]))
    steady = [one for one, found in told if is_steady(found)]
    rest = [(one, found) for one, found in told if not is_steady(found)]
    return Moved(
        tuple(one for one, found in rest if found.amount > 0),
        tuple(one for one, found in rest if found.amount < 0),
        tuple(steady),
    )


def is_steady(change: Change) -> bool:
    """Whether a change is too small to speak of."""
    return abs(change.amount) < (STEADY_POINTS if change.in_points else STEADY_PERCENT)


def _weight(change: Change) -> Decimal:
    # A point of a percentage is taken for as much as five percent of a count, so that neither always stands in front.
    return abs(change.amount) * (5 if change.in_points else 1)


def tone(figure: Figure, change: Change | None) -> str:
    """Whether a change is good ("green"), bad ("red"), or neither ("")."""
    if change is None or is_steady(change) or not figure.direction:
        return ""
    return "green" if (change.amount > 0) == (figure.direction == "up") else "red"


@dataclass(frozen=True, slots=True)
class Score:
    """Lines of the matrix by where they stand."""

    met: tuple[Target, ...]
    missed: tuple[Target, ...]
    untold: tuple[Target, ...]

    @property
    def of(self) -> int:
        """How many have a target."""
        return len(self.met) + len(self.missed) + len(self.untold)


def score(targets: Iterable[Target]) -> Score:
    """Sort the lines that have a target."""
    wanted = [one for one in targets if one.wanted is not None]
    return Score(
        tuple(one for one in wanted if one.is_met is True),
        tuple(one for one in wanted if one.is_met is False),
        tuple(one for one in wanted if one.is_met is None),
    )


@dataclass(frozen=True, slots=True)
class Said:
    """Our share of voice now and before, and the competitor that is named most, with theirs. None: it cannot be said."""

    now: Decimal
    before: Decimal | None
    rival: Voice | None
    rival_now: Decimal | None
    rival_before: Decimal | None


def said(voices: Sequence[Voice]) -> Said | None:
    """Return what is said of us against the competitors; None without mentions, or without a search for a competitor."""
    now, before = shares(voices, "now"), shares(voices, "before")
    own = next((place for place, one in enumerate(voices) if one.is_own), None)
    rivals = [place for place, one in enumerate(voices) if not one.is_own and now[place] is not None]
    if own is None or now[own] is None or not rivals:
        return None
    first = max(rivals, key=lambda place: now[place] or Decimal(0))
    return Said(now[own] or Decimal(0), before[own], voices[first], now[first], before[first])


def untold(frozen: Frozen) -> tuple[Figure, ...]:
    """Return the figures nobody told."""
    return tuple(one for one in frozen.figures if one.now is None)


def unsure(frozen: Frozen) -> tuple[Figure, ...]:
    """Return the figures that are estimated, or that not everybody tells."""
    return tuple(one for one in frozen.figures if one.now is not None and one.sure in ("estimated", "partial"))
