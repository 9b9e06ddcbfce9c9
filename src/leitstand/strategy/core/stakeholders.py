"""The map of those who have a stake: influence and interest, and whether the plan speaks to them. Pure."""

from dataclasses import dataclass
from typing import Final, Literal

SCALE: Final = range(1, 6)
# From this on a value counts as high; the middle is not.
HIGH: Final = 4
Field = Literal["work_with", "satisfy", "inform", "watch"]


@dataclass(frozen=True, slots=True)
class Relevance:
    """How often the plan spoke to somebody in the last and speaks in the next thirty days; `is_neglected` asks for posts."""

    out: int
    ahead: int
    is_neglected: bool


def field_of(influence: int, interest: int) -> Field:
    """Return where somebody stands on the map."""
    if influence >= HIGH:
        return "work_with" if interest >= HIGH else "satisfy"
    return "inform" if interest >= HIGH else "watch"


def relevance(influence: int, interest: int, *, out: int, ahead: int) -> Relevance:
    """Judge what the plan has for somebody: whoever is more than watched should meet us once in sixty days at least."""
    return Relevance(out, ahead, field_of(influence, interest) != "watch" and out + ahead == 0)
