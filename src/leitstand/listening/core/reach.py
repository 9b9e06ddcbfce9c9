"""Potential reach: how many people could have seen a mention at most. It is no count of those who did."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reach:
    """The followers of authors and of those who shared, and of how many mentions they were told at all."""

    authors: int = 0
    sharers: int = 0
    told: int = 0

    def potential(self, overlap: int = 0) -> int | None:
        """Return the potential reach; `overlap` percent of the sharers' followers are taken to follow the author as well.

        None where of no mention any followers were told.
        """
        if not self.told:
            return None
        return self.authors + self.sharers * (100 - overlap) // 100


def reach_of(followers: int | None, sharers_followers: int | None) -> Reach:
    """Return the reach of one mention."""
    if followers is None and sharers_followers is None:
        return Reach()
    return Reach(followers or 0, sharers_followers or 0, 1)
