"""What a CRM tells, in our words, and what its stages say: the lead-to-deal rate and the value of a lead. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final


class Means(StrEnum):
    """What a stage of theirs is to us."""

    LEAD = "lead"
    OPEN = "open"
    WON = "won"
    LOST = "lost"
    IGNORED = "ignored"


# A stage nobody has mapped yet counts as on its way, and the page asks for it.
UNMAPPED: Final = Means.OPEN


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of theirs: its id at the CRM, what it is called, and what it means to us. Their order is the way to a deal."""

    id: str
    name: str
    means: Means


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody the CRM knows. `tags` are its categories, by which it may tell a relationship."""

    id: str
    name: str
    email: str = ""
    organisation: str = ""
    tags: frozenset[str] = frozenset()
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deal:
    """A lead or an opportunity as the CRM has it. `key` is the one we gave it, where it came from here."""

    id: str
    title: str
    stage: str
    party: str = ""
    value: Decimal | None = None
    begun: date | None = None
    key: str = ""
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class News:
    """What changed at the CRM since we asked last, and up to when it was asked."""

    parties: Sequence[Party] = ()
    deals: Sequence[Deal] = ()
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """What is told to the CRM. The same `key` twice is one lead there."""

    key: str
    title: str
    name: str
    email: str
    organisation: str
    value: Decimal | None
    source: str
    begun: date
    is_opportunity: bool


def means_of(stages: Sequence[Stage], stage: str) -> Means:
    """Return what a stage means to us."""
    return next((one.means for one in stages if one.id == stage), UNMAPPED)


def furthest(stages: Sequence[Stage], before: str, now: str) -> str:
    """Return the stage that lies further on the way; a lost deal keeps how far it came."""
    way = [one.id for one in stages if one.means not in (Means.LOST, Means.IGNORED)]
    known = [one for one in (before, now) if one in way]
    return max(known, key=way.index) if known else before


@dataclass(frozen=True, slots=True)
class Course:
    """How a deal has gone: how far it came, what it is now, what it is worth. `furthest` "": no stage we know."""

    furthest: str
    means: Means
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class StageRate:
    """Of all that reached a stage: how many were won, and what one of them is worth on average.

    `rate` is deals of a hundred that reached it, `worth` the average value of a deal times that share. None where nothing
    reached it, or no deal tells its value.
    """

    stage: Stage
    reached: int
    won: int
    rate: Decimal | None
    worth: Decimal | None


@dataclass(frozen=True, slots=True)
class LeadToDeal:
    """The lead-to-deal rate (guide 5.5: deals / leads x 100), over all and from each stage on. `open` are not decided yet."""

    leads: int
    deals: int
    open: int
    rate: Decimal | None
    average: Decimal | None
    unknown: int
    stages: tuple[StageRate, ...]


def lead_to_deal(courses: Iterable[Course], stages: Sequence[Stage]) -> LeadToDeal:
    """Reckon both from how deals have gone; those that are ignored do not count, those still open count as leads only."""
    counted = [one for one in courses if one.means is not Means.IGNORED]
    won = [one for one in counted if one.means is Means.WON]
    values = [one.value for one in won if one.value is not None]
    average = sum(values, Decimal(0)) / len(values) if values else None
    way = [one for one in stages if one.means not in (Means.LOST, Means.IGNORED)]
    rank = {one.id: number for number, one in enumerate(way)}
    # What was won went the whole way, whether or not each stage was seen.
    ranks = [
        (len(way) if one.means is Means.WON else rank.get(one.furthest, 0), one.means is Means.WON) for one in counted
    ]
    return LeadToDeal(
        len(counted),
        len(won),
        sum(one.means not in (Means.WON, Means.LOST) for one in counted),
        percent(len(won), len(counted)),
        average,
        len(won) - len(values),
        tuple(_stage(one, number, ranks, average) for number, one in enumerate(way) if one.means is not Means.WON),
    )


def _stage(stage: Stage, number: int, ranks: Sequence[tuple[int, bool]], average: Decimal | None) -> StageRate:
    reached = [is_won for rank, is_won in ranks if rank >= number]
    rate = percent(sum(reached), len(reached))
    worth = average * rate / 100 if average is not None and rate is not None else None
    return StageRate(stage, len(reached), sum(reached), rate, worth)


def percent(part: int, whole: int) -> Decimal | None:
    """Return so many of a hundred; None of nothing."""
    return Decimal(part) * 100 / whole if whole else None


# How soon an unreachable CRM is asked again: 5, 10, 20 … minutes, at most six hours.
FIRST_WAIT: Final = timedelta(minutes=5)
LONGEST_WAIT: Final = timedelta(hours=6)


def wait_after(failures: int) -> timedelta:
    """Return how long to wait after so many failures in a row."""
    return min(FIRST_WAIT * (1 << max(0, min(failures, 20) - 1)), LONGEST_WAIT)


def relationship_by(tags: Iterable[str], told: Mapping[str, str]) -> str:
    """Return the relationship that one of the CRM's categories tells, as a connection maps them; "" where none does."""
    plain = {tag.strip().casefold() for tag in tags}
    return next((what for tag, what in told.items() if tag.strip().casefold() in plain), "")
