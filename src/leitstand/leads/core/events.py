"""Events: what is missing, how early they are listed, who may still be told, and how one did against the best. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

# What the guide names for an event's page (4.5), in this order.
NEEDED: Final = ("focus", "speaker", "company", "starts", "contact", "target_group")


def missing(told: Mapping[str, object]) -> tuple[str, ...]:
    """Name what the page lacks."""
    return tuple(name for name in NEEDED if not told.get(name))


@dataclass(frozen=True, slots=True)
class Held:
    """An event that is over: how many days before it was listed, and what came of it."""

    title: str
    lead_days: int
    visits: int
    registered: int
    attended: int | None

    @property
    def registration_rate(self) -> float | None:
        """Registrations of a hundred visits; None without a count of visits that could hold them."""
        return 100 * self.registered / self.visits if self.visits >= self.registered > 0 else None

    @property
    def attendance_rate(self) -> float | None:
        """Those who came, of a hundred registered; None while nobody has said who came."""
        return 100 * self.attended / self.registered if self.registered and self.attended is not None else None


@dataclass(frozen=True, slots=True)
class LeadTime:
    """How lead time and visits go together in one's own events: Spearman's rank correlation from -1 to 1."""

    events: int
    correlation: float


def lead_time(events: Sequence[Held], *, least: int) -> LeadTime | None:
    """Reckon it; None with fewer events than say something, or where all are alike."""
    if len(events) < least:
        return None
    found = correlation([one.lead_days for one in events], [one.visits for one in events])
    return LeadTime(len(events), found) if found is not None else None


def correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Spearman's rank correlation; equal values share their mean rank. None where one side never differs."""
    ranks = [_ranks(first), _ranks(second)]
    means = [sum(one) / len(one) for one in ranks]
    spread = [
        math.sqrt(sum((rank - mean) * (rank - mean) for rank in one)) for one, mean in zip(ranks, means, strict=True)
    ]
    if not all(spread):
        return None
    together: float = sum((a - means[0]) * (b - means[1]) for a, b in zip(*ranks, strict=True))
    return together / (spread[0] * spread[1])


def _ranks(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    return [ordered.index(one) + (ordered.count(one) + 1) / 2 for one in values]


def days_before(listed: date, starts: date) -> int:
    """Return how many days before it begins an event was listed; 0 where it was listed later."""
    return max(0, (starts - listed).days)


def best_of(events: Sequence[Held], figure: str) -> Held | None:
    """Return the event with the highest figure (visits, registered, attended, registration_rate, attendance_rate)."""
    told = [(getattr(one, figure), one) for one in events if getattr(one, figure) is not None]
    return max(told, key=lambda pair: pair[0])[1] if told else None


def side_of(event: int, contact: int) -> str:
    """Return which invitation somebody gets: half and half by chance, and the same for good."""
    return "individual" if sha256(f"{event}:{contact}".encode()).digest()[0] % 2 else "general"


@dataclass(frozen=True, slots=True)
class Side:
    """One kind of invitation: how many went out, and how many of those registered afterwards."""

    sent: int
    came: int

    @property
    def rate(self) -> float | None:
        """Registrations of a hundred invitations."""
        return 100 * self.came / self.sent if self.sent else None


@dataclass(frozen=True, slots=True)
class Trial:
    """Which of two kinds of invitation works better. `better` "": nobody can say; `chance` is the two-sided p-value."""

    better: str
    chance: float | None


def compare(individual: Side, general: Side, *, least: int) -> Trial:
    """Hold them against each other by the two-proportion z-test; a difference counts from 95 % on."""
    if min(individual.sent, general.sent) < least:
        return Trial("", None)
    both = (individual.came + general.came) / (individual.sent + general.sent)
    spread = math.sqrt(both * (1 - both) * (1 / individual.sent + 1 / general.sent))
    if not spread:
        return Trial("", None)
    apart = individual.came / individual.sent - general.came / general.sent
    chance = math.erfc(abs(apart / spread) / math.sqrt(2))
    return Trial(("individual" if apart > 0 else "general") if chance < 0.05 else "", chance)
