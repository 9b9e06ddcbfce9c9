"""How many hours the planned posts of a span want, against the hours the team has for making content. Pure.

A post counts once, on however many channels it goes out; what is only an idea does not count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from leitstand.strategy.core.demand import USUAL_HOURS

DAYS_A_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Load:
    """What a span wants and what there is, in hours; `there` is None where nobody has entered hours."""

    wanted: float
    there: float | None

    @property
    def missing(self) -> float:
        """Hours that are missing, to a tenth; 0 where there are enough or nobody knows."""
        return 0.0 if self.there is None else max(0.0, round(self.wanted - self.there, 1))


def load(counts: Mapping[str, int], *, hours_of: Mapping[str, float], hours_a_week: float, days: int = 7) -> Load:
    """Weigh the posts of a span by kind; a week's hours are spread evenly over its days."""
    wanted = sum(number * hours_of.get(kind, USUAL_HOURS.get(kind, 1.0)) for kind, number in counts.items())
    return Load(round(wanted, 2), round(hours_a_week * days / DAYS_A_WEEK, 2) if hours_a_week else None)


def days_of_month(year: int, month: int) -> int:
    """Return how many days a month has."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days
