"""Which level must know, whether its people can be reached, and when the next one is called. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from leitstand.community.core.bot import says


class Trigger(StrEnum):
    """What calls a level."""

    NEGATIVE = "negative"
    KEYWORD = "keyword"
    ILLEGAL = "illegal"
    REACH = "reach"


@dataclass(frozen=True, slots=True)
class Rung:
    """A level as the ladder knows it; without hours its people are reached at any time."""

    number: int
    minutes: int
    opens: time | None = None
    closes: time | None = None
    weekdays_only: bool = False
    triggers: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known: unkind voices lately, how many people the author reaches (None: not told), illegal or not, the text."""

    negative: int = 0
    reach: int | None = None
    is_illegal: bool = False
    text: str = ""


def is_reachable(rung: Rung, local: datetime) -> bool:
    """Whether the people of a level are there at a moment of the workspace's own clock."""
    if rung.weekdays_only and local.weekday() > 4:
        return False
    if rung.opens is None or rung.closes is None:
        return True
    return rung.opens <= local.time().replace(tzinfo=None) < rung.closes


def called(rungs: Iterable[Rung], situation: Situation) -> tuple[Rung, str] | None:
    """Return the highest level that the situation calls, and by which trigger; None where it calls nobody."""
    found = None
    for rung in sorted(rungs, key=lambda each: each.number):
        for name, bound in (rung.triggers or {}).items():
            if _trips(name, bound, situation):
                found = (rung, name)
    return found


def _trips(name: str, bound: object, situation: Situation) -> bool:
    if name == Trigger.ILLEGAL.value:
        return situation.is_illegal
    if name == Trigger.KEYWORD.value:
        return isinstance(bound, list) and says(situation.text, [str(word) for word in bound])
    if not isinstance(bound, int) or bound < 1:
        return False
    if name == Trigger.NEGATIVE.value:
        return situation.negative >= bound
    return situation.reach is not None and situation.reach >= bound


def first_from(rungs: Sequence[Rung], number: int, local: datetime) -> Rung | None:
    """Return the level from this one upwards whose people are there; nobody there: the one asked for, so that it is told."""
    above = [rung for rung in sorted(rungs, key=lambda each: each.number) if rung.number >= number]
    return next((rung for rung in above if is_reachable(rung, local)), above[0] if above else None)


def due(rungs: Iterable[Rung], rung: Rung, now: datetime) -> datetime | None:
    """Return when the next level is called; None where there is none above."""
    has_above = any(each.number > rung.number for each in rungs)
    return now + timedelta(minutes=rung.minutes) if has_above else None


def gaps(
    begins: datetime, ends: datetime, shifts: Iterable[tuple[datetime, datetime]]
) -> list[tuple[datetime, datetime]]:
    """Return the spans between two moments in which nobody watches."""
    found, at = [], begins
    for start, stop in sorted(shifts):
        if start > at:
            found.append((at, min(start, ends)))
        at = max(at, stop)
        if at >= ends:
            return [span for span in found if span[0] < span[1]]
    return [span for span in [*found, (at, ends)] if span[0] < span[1]]
