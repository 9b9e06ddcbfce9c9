"""Which part somebody plays, how it changes, and how the parts of all of them move over a span of time. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class ContactRole(StrEnum):
    """The parts the guide names (1.3), from passive to active."""

    BUYER = "buyer"
    RATER = "rater"
    COMMENTER = "commenter"
    ADVOCATE = "advocate"
    INFLUENCER = "influencer"


ORDER: Final = tuple(ContactRole)
# Before the first part is known.
NONE: Final = ""
_RANK: Final[Mapping[str, int]] = {NONE: -1, **{role.value: number for number, role in enumerate(ORDER)}}

# What somebody did in public tells the part; a private message tells nothing.
_TOLD_BY: Final[Mapping[str, ContactRole]] = {
    "review": ContactRole.RATER,
    "comment": ContactRole.COMMENTER,
    "mention": ContactRole.COMMENTER,
    "quote": ContactRole.COMMENTER,
}


@dataclass(frozen=True, slots=True)
class RoleMove:
    """One change of one contact; "" is no part yet, or none any more."""

    contact: int
    day: date
    before: str
    after: str

    @property
    def is_up(self) -> bool:
        """Whether the new part is a more active one."""
        return _RANK[self.after] > _RANK[self.before]


@dataclass(frozen=True, slots=True)
class RoleReport:
    """How the parts moved. `standing` maps each role to (people before the span, people at its end)."""

    standing: Mapping[ContactRole, tuple[int, int]]
    moves: Sequence[tuple[str, str, int]]
    went_up: int
    went_down: int

    @property
    def has_moved(self) -> bool:
        """Whether anything changed at all."""
        return bool(self.moves)


def suggested(kinds: Iterable[str], now: str) -> ContactRole | None:
    """Return the part that what somebody did tells, where it is more active than the one noted; None otherwise."""
    told = [_TOLD_BY[kind] for kind in kinds if kind in _TOLD_BY]
    best = max(told, key=ORDER.index, default=None)
    return best if best is not None and _RANK[best] > _RANK[now] else None


def standing_on(moves: Iterable[RoleMove], day: date) -> Counter[str]:
    """Count who plays which part at the end of a day; moves in the order in which they happened."""
    latest: dict[int, str] = {}
    for move in moves:
        if move.day <= day:
            latest[move.contact] = move.after
    return Counter(role for role in latest.values() if role != NONE)


def report(moves: Sequence[RoleMove], first: date, last: date) -> RoleReport:
    """Tell what changed from `first` to `last`, both included. Moves come in the order in which they happened.

    Up and down count people, not steps: who went up and down again within the span counts by where they ended.
    """
    before = standing_on(moves, date.fromordinal(first.toordinal() - 1))
    after = standing_on(moves, last)
    within = [move for move in moves if first <= move.day <= last]
    started: dict[int, str] = {}
    ended: dict[int, str] = {}
    for move in within:
        started.setdefault(move.contact, move.before)
        ended[move.contact] = move.after
    pairs = Counter((move.before, move.after) for move in within)
    ordered = sorted(pairs.items(), key=lambda pair: (-pair[1], _RANK[pair[0][0]], _RANK[pair[0][1]]))
    return RoleReport(
        {role: (before[role], after[role]) for role in ORDER},
        [(old, new, count) for (old, new), count in ordered],
        went_up=sum(1 for one, old in started.items() if _RANK[ended[one]] > _RANK[old]),
        went_down=sum(1 for one, old in started.items() if _RANK[ended[one]] < _RANK[old]),
    )
