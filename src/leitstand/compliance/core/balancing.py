"""When a weighing of interests is complete enough to be leant on. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Final

# What a weighing must say, in the order in which it is asked.
PARTS: Final = ("our_interest", "necessity", "their_interest", "expectation", "safeguards", "balance")
LEAST: Final = 20


def missing(told: Mapping[str, object]) -> tuple[str, ...]:
    """Name what is not told yet: a part with a word or two weighs nothing; outcome, reviewer and both days belong to it."""
    short = [name for name in PARTS if len(" ".join(str(told.get(name) or "").split())) < LEAST]
    empty = [name for name in ("outcome", "reviewer", "decided_on", "review_on") if not told.get(name)]
    decided, review = told.get("decided_on"), told.get("review_on")
    wrong = isinstance(decided, date) and isinstance(review, date) and review <= decided
    return (*short, *empty, *(["review_on"] if wrong else []))
