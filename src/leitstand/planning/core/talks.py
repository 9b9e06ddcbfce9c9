"""Which talks are heard, and when. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed talk with its votes."""

    id: int
    votes: int
    proposed_at: datetime


def chosen(proposals: Iterable[Proposal], slots: int) -> list[int]:
    """Return the talks that most want to hear, best first; of two with as many votes the one proposed earlier."""
    ranked = sorted(proposals, key=lambda one: (-one.votes, one.proposed_at, one.id))
    return [one.id for one in ranked[: max(0, slots)]]


def begins(starts: datetime, minutes: int, slot: int) -> datetime:
    """Return when a place in the agenda begins."""
    return starts + timedelta(minutes=minutes * slot)
