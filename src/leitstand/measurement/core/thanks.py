"""What somebody's contribution achieved, and when they are told. Pure."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

# After a week most of a post's reach is there; after a month the rest. Our own starting values.
MARKS: Final = (7, 30)
TOLD: Final = ("reach", "interactions", "clicks")


def mark_due(published_at: datetime, now: datetime, thanked: Collection[int]) -> int | None:
    """Return the day mark to thank for now: the latest that is reached, unless it or a later one was thanked for."""
    reached = [mark for mark in MARKS if now >= published_at + timedelta(days=mark)]
    if not reached or any(done >= reached[-1] for done in thanked):
        return None
    return reached[-1]


def achieved(standings: Iterable[Mapping[str, int | None]]) -> dict[str, int | None]:
    """Add up what the posts of a contribution brought; a figure no network told stays None and never becomes 0."""
    rows = list(standings)
    return {
        name: sum(told) if (told := [value for row in rows if (value := row.get(name)) is not None]) else None
        for name in TOLD
    }
