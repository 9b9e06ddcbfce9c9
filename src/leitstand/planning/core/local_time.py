"""Local times and the days of a time zone, through both clock changes.

The rule: a local time that does not exist (spring) moves on by the hour that is missing; a local time that exists twice
(autumn) is the first of the two. `resolve` says which of them happened, so that the person can be told.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Adjustment = Literal["", "skipped", "twice"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A local time made sure: the moment in UTC, the local time it has now, and whether the clock change touched it."""

    moment: datetime
    local: datetime
    adjustment: Adjustment = ""


def resolve(wall: datetime, zone: ZoneInfo) -> Resolved:
    """Return the moment of a naive local time, by the rule of this module."""
    if wall.tzinfo is not None:
        raise ValueError("a local time has no time zone of its own")
    first = wall.replace(tzinfo=zone, fold=0)
    second = wall.replace(tzinfo=zone, fold=1)
    before, after = first.utcoffset(), second.utcoffset()
    moment = first.astimezone(UTC)
    local = moment.astimezone(zone)
    if local.replace(tzinfo=None, fold=0) != wall.replace(fold=0):
        return Resolved(moment, local, "skipped")
    return Resolved(moment, local, "twice" if before != after else "")


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """Return the moment a local day begins, in UTC."""
    return resolve(datetime.combine(day, time()), zone).moment


def bounds(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the moments between which the local days from `first` to `last` lie (the second one is outside)."""
    return start_of(first, zone), start_of(last + timedelta(days=1), zone)


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of a local day: 0 to 23; in autumn one of them comes a second time."""

    hour: int
    is_second: bool
    starts: datetime

    @property
    def key(self) -> tuple[int, bool]:
        """What sorts the hours of a day, and tells the two of autumn apart."""
        return (self.hour, self.is_second)


def hours_of(day: date, zone: ZoneInfo) -> tuple[Hour, ...]:
    """Return the hours a local day really has: 24, in spring 23 and in autumn 25."""
    moment, end = bounds(day, day, zone)
    hours: list[Hour] = []
    while moment < end:
        local = moment.astimezone(zone)
        hours.append(Hour(local.hour, bool(local.fold), moment))
        moment += timedelta(hours=1)
    return tuple(hours)


def clock_change(day: date, zone: ZoneInfo) -> timedelta:
    """Return how much longer (autumn) or shorter (spring) than 24 hours a local day is."""
    start, end = bounds(day, day, zone)
    return end - start - timedelta(days=1)


def moved_to(moment: datetime, *, day: date, zone: ZoneInfo) -> Resolved:
    """Return the same local time on another day."""
    return resolve(datetime.combine(day, moment.astimezone(zone).time()).replace(fold=0), zone)


def moved_by(moment: datetime, *, days: int, zone: ZoneInfo) -> Resolved:
    """Return the same local time some days later or earlier."""
    return moved_to(moment, day=moment.astimezone(zone).date() + timedelta(days=days), zone=zone)


def moved_into(moment: datetime, *, day: date, hour: int, is_second: bool, zone: ZoneInfo) -> Resolved:
    """Return the same minutes in another hour of another day; `is_second` means the second one of autumn."""
    local = moment.astimezone(zone)
    wall = datetime.combine(day, time(hour, local.minute, local.second))
    resolved = resolve(wall, zone)
    if is_second and resolved.adjustment == "twice":
        second = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
        return Resolved(second, second.astimezone(zone))
    return resolved
