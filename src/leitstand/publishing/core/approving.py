"""Who may approve what: four eyes, or a documented exception for a team of one."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Obstacle(StrEnum):
    """Why somebody may not approve."""

    ASKED_FOR_IT = "asked_for_it"  # who gave it to approval does not approve it
    WROTE_IT = "wrote_it"  # neither does anybody who wrote a part of it
    CHANGED = "changed"  # what was looked at is no longer what would be sent
    NOT_ASKED = "not_asked"  # nobody has given it to approval


@dataclass(frozen=True, slots=True)
class Case:
    """What is known when somebody wants to approve: people by their id.

    `authors` wrote any version since the last approved one. `looked_at` is the digest of what the approver saw.
    """

    approver: int | None
    requester: int | None
    authors: Collection[int]
    looked_at: str
    requested: str
    content: str
    four_eyes: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows: allowed without an obstacle; `is_self` where the approver is also an author or asked for it."""

    obstacle: Obstacle | None = None
    is_self: bool = False


def judge(case: Case) -> Verdict:
    """Decide whether this person may approve this content now."""
    if not case.requested:
        return Verdict(Obstacle.NOT_ASKED)
    if case.looked_at != case.content or case.requested != case.content:
        return Verdict(Obstacle.CHANGED)
    asked = case.approver is None or case.approver == case.requester
    wrote = case.approver in case.authors
    if case.four_eyes and asked:
        return Verdict(Obstacle.ASKED_FOR_IT, is_self=True)
    if case.four_eyes and wrote:
        return Verdict(Obstacle.WROTE_IT, is_self=True)
    return Verdict(is_self=asked or wrote)
