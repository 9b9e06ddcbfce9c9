"""Which change of stage a person makes on the board, and what the others come from."""

from enum import StrEnum
from typing import Final

from leitstand.planning.core.stages import LEVEL_OF, ORDER, Level, Stage


class Way(StrEnum):
    """What dropping a card into another column means."""

    STAY = "stay"  # already there
    GIVE_DATE = "give_date"  # an idea becomes planned by getting a day
    TAKE_DATE = "take_date"  # back to the ideas: the date is taken away
    ASK = "ask"  # publishing decides: hand in for approval, take back, schedule
    WRITE_FIRST = "write_first"  # written comes from texts, never by hand
    APPROVE_FIRST = "approve_first"  # nothing is scheduled without approval
    NEVER_BACK = "never_back"  # out is out
    NEVER_BY_HAND = "never_by_hand"  # published and measured come from what happened


_BY_DATE: Final = {(Stage.IDEA, Stage.PLANNED): Way.GIVE_DATE, (Stage.PLANNED, Stage.IDEA): Way.TAKE_DATE}


def way(before: Stage, after: Stage) -> Way:
    """Return what it takes to bring an item from one stage to another by hand."""
    if before is after:
        return Way.STAY
    if LEVEL_OF[before] is Level.MEASUREMENT:
        return Way.NEVER_BACK
    if LEVEL_OF[after] is Level.MEASUREMENT:
        return Way.NEVER_BY_HAND
    if (before, after) in _BY_DATE:
        return _BY_DATE[before, after]
    if after in (Stage.IDEA, Stage.PLANNED):
        return Way.ASK if before in (Stage.IN_REVIEW, Stage.APPROVED, Stage.SCHEDULED) else Way.WRITE_FIRST
    if before in (Stage.IDEA, Stage.PLANNED):
        return Way.WRITE_FIRST
    if after is Stage.SCHEDULED and before is not Stage.APPROVED:
        return Way.APPROVE_FIRST
    return Way.ASK


def is_droppable(before: Stage, after: Stage) -> bool:
    """Whether a board may offer a column to a card."""
    return way(before, after) in (Way.STAY, Way.GIVE_DATE, Way.TAKE_DATE, Way.ASK)


def by_date(stage: Stage, *, has_date: bool) -> Stage:
    """Return the stage of an item whose date came or went: before anything is written, the date alone makes it planned."""
    if ORDER.index(stage) > ORDER.index(Stage.PLANNED):
        return stage
    return Stage.PLANNED if has_date else Stage.IDEA
