"""When a test may be read: not before the planned number or the last day, for whoever looks early finds what is not there. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a test may be read; `short` says that it ended with fewer than planned."""

    state: Literal["uncounted", "shut", "open"]
    short: bool
    smallest: int | None


def gate(planned: int | None, sizes: Iterable[int | None], *, ends: date, today: date) -> Gate:
    """Say whether a test may be read: every group has reached the planned number, or the last day is over."""
    told = list(sizes)
    known = [size for size in told if size is not None]
    if not told or len(known) < len(told):
        return Gate("uncounted", short=False, smallest=min(known, default=None))
    smallest = min(known)
    reached = planned is not None and smallest >= planned
    if reached or today > ends:
        return Gate("open", short=planned is not None and not reached, smallest=smallest)
    return Gate("shut", short=False, smallest=smallest)
