"""What is published over time: the 5-3-2 rule, shares of pillars and formats, and how much of it is about products. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

# Of ten posts five come from outside, three are one's own, two are personal (guide 3.3.3, question 8).
RULE: Final[Mapping[str, int]] = {"external": 5, "own": 3, "personal": 2}
WINDOW: Final = 10
# Our own starting value for the share of posts about products; the guide names none, only that people buy from people (2.3).
PRODUCT_CEILING: Final = 30


@dataclass(frozen=True, slots=True)
class FiveThreeTwo:
    """How the last ten posts stand to the rule: counts, posts without a category, and what the next one should be."""

    counts: Mapping[str, int]
    uncounted: int
    suggestion: str

    @property
    def lacking(self) -> Mapping[str, int]:
        """How many of each the last ten lack."""
        return {name: max(0, wanted - self.counts.get(name, 0)) for name, wanted in RULE.items()}


def five_three_two(newest_first: Sequence[str]) -> FiveThreeTwo:
    """Count the last ten posts, and suggest the next: the category that lacks most among the nine that will stay."""
    last = list(newest_first[:WINDOW])
    counts = Counter(category for category in last if category in RULE)
    staying = Counter(category for category in last[: WINDOW - 1] if category in RULE)
    suggestion = max(RULE, key=lambda name: (RULE[name] - staying[name], RULE[name]))
    return FiveThreeTwo(
        {name: counts[name] for name in RULE}, sum(1 for category in last if category not in RULE), suggestion
    )


@dataclass(frozen=True, slots=True)
class Share:
    """One value's share: posts, percent of all that have a value, and the wished percent (None: no wish)."""

    value: str
    posts: int
    percent: float
    wished: int | None = None

    @property
    def gap(self) -> float | None:
        """Percent points above (positive) or below the wish."""
        return None if self.wished is None else round(self.percent - self.wished, 1)


def shares(values: Sequence[str], wished: Mapping[str, int | None] | None = None) -> tuple[Share, ...]:
    """Return the share of each value, the largest first; wished values nobody used stand with none."""
    wishes = wished or {}
    counts = Counter(value for value in values if value)
    total = sum(counts.values())
    names = [*counts, *(name for name in wishes if name not in counts)]
    found = [
        Share(name, counts[name], round(100 * counts[name] / total, 1) if total else 0.0, wishes.get(name))
        for name in names
    ]
    return tuple(sorted(found, key=lambda share: (-share.posts, share.value)))


def percent_of(part: int, whole: int) -> float | None:
    """Return a share in percent to one decimal; None where there is nothing to share."""
    return round(100 * part / whole, 1) if whole else None
