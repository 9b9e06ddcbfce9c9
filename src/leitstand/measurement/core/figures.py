"""What readings add up to: interactions, the interaction rate, the difference between two moments; None is not zero."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from leitstand.kernel.reading import Metric, Origin

# What people do with a post beyond seeing it (guide 5.5, engagement set).
INTERACTIONS: Final = (Metric.LIKES, Metric.COMMENTS, Metric.SHARES, Metric.QUOTES, Metric.SAVES)


class Sureness(StrEnum):
    """How far a figure can be trusted (guide 5.1)."""

    FULL = "full"  # measured by the network, complete and fresh
    PARTIAL = "partial"  # some of what it is made of is not told
    OLD = "old"  # the last reading is older than its rhythm asks
    ESTIMATED = "estimated"
    NONE = "none"  # not told at all


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what one must know about it. `value` None: not told, `why` says by whom."""

    value: Decimal | None
    sureness: Sureness
    as_of: datetime | None = None
    origins: frozenset[Origin] = frozenset()
    told: int = 0
    of: int = 0

    @property
    def completeness(self) -> Decimal | None:
        """Share of the sources that told something, 0 to 1; None without sources."""
        return Decimal(self.told) / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Told:
    """The last reading of one metric."""

    value: Decimal | None
    taken_at: datetime
    origin: Origin = Origin.NETWORK


STALE_AFTER: Final = timedelta(days=2)


def latest(readings: Iterable[tuple[Metric, Told]]) -> dict[Metric, Told]:
    """Return the last reading of each metric; a later None does not hide an earlier figure of another origin."""
    found: dict[Metric, Told] = {}
    for metric, told in readings:
        held = found.get(metric)
        if held is None or (told.taken_at, told.value is not None) >= (held.taken_at, held.value is not None):
            if told.value is None and held is not None and held.value is not None and held.origin is not told.origin:
                continue
            found[metric] = told
    return found


def total(told: Sequence[Told | None], *, now: datetime | None = None, rhythm: timedelta = STALE_AFTER) -> Figure:
    """Add up figures of several posts or metrics; what is not told is left out and lowers the sureness."""
    known = [entry for entry in told if entry is not None and entry.value is not None]
    if not known:
        return Figure(None, Sureness.NONE, None, frozenset(), 0, len(told))
    value = sum((entry.value for entry in known if entry.value is not None), Decimal(0))
    origins = frozenset(entry.origin for entry in known)
    as_of = min(entry.taken_at for entry in known)
    if Origin.ESTIMATED in origins:
        sureness = Sureness.ESTIMATED
    elif len(known) < len(told):
        sureness = Sureness.PARTIAL
    elif now is not None and now - as_of > rhythm:
        sureness = Sureness.OLD
    else:
        sureness = Sureness.FULL
    return Figure(value, sureness, as_of, origins, len(known), len(told))


def interactions(told: Mapping[Metric, Told], tells: frozenset[Metric]) -> Figure:
    """Add up what people did with one post; only metrics the network tells at all are expected."""
    expected = [metric for metric in INTERACTIONS if metric in tells or metric in told]
    return total([told.get(metric) for metric in expected])


def rate(numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """Return numerator / denominator in percent; None where either is not told or the denominator is zero."""
    if numerator is None or denominator is None or denominator == 0:
        return None
    return numerator * 100 / denominator


def change(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    """Return the growth from before to after in percent: (1,000 − 500) / 500 = 100 %; None without a base."""
    if before is None or after is None or before == 0:
        return None
    return (after - before) * 100 / before


def median(values: Sequence[Decimal]) -> Decimal | None:
    """Return the middle value; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
