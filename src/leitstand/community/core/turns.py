"""How often it has gone to and fro with one person, and whether it is time to close or to go on in private. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Move(StrEnum):
    """What is suggested."""

    GO_ON = "go_on"
    PRIVATE = "private"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing in a conversation: who wrote it (None: we did)."""

    author: str | None


def turns(said: Sequence[Said], person: str) -> int:
    """Count how often this person has come back after an answer of ours; several texts in a row are one turn.

    What others write between is not theirs, and our own posts in a row are one answer.
    """
    count, answered = 0, False
    for one in said:
        if one.author is None:
            answered = True
        elif one.author == person and answered:
            count, answered = count + 1, False
    return count


def suggested(count: int, most: int, *, is_public: bool, may_private: bool) -> Move:
    """Return what is suggested after so many turns: private where that is allowed, else a charming end."""
    if count < most:
        return Move.GO_ON
    # Once more beyond the bound, or where nobody may be written to in private: the last word, kindly.
    return Move.PRIVATE if is_public and may_private and count == most else Move.CLOSE
