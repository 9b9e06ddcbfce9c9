"""What a campaign takes and whether it is fed: hours a week, rhythm, silent stretches, shares of voices. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours a campaign takes in a week, by what they go into."""

    posts: float
    answers: float
    control: float

    @property
    def total(self) -> float:
        """All of them together."""
        return round(self.posts + self.answers + self.control, 2)


def hours_a_week(
    *,
    posts: float,
    hours_a_post: float,
    channels: int,
    comments: float,
    minutes_a_comment: float,
    share_a_channel: float,
    control_hours: float,
) -> Hours:
    """Reckon a week: posts (each further channel is a share of the first), answers to comments, and keeping control."""
    each = hours_a_post * (1 + share_a_channel * max(0, channels - 1))
    return Hours(round(posts * each, 2), round(comments * minutes_a_comment / 60, 2), control_hours)


@dataclass(frozen=True, slots=True)
class Gap:
    """A silent stretch: the days between two posts, or between a post and an end of the campaign."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days nothing is said."""
        return (self.last - self.first).days + 1


def gaps(days: Iterable[date], *, starts: date, ends: date, most: int) -> tuple[Gap, ...]:
    """Return every stretch of more than `most` days without a post between the first and the last day, both counted."""
    found: list[Gap] = []
    silent_from = starts
    inside = sorted({day for day in days if starts <= day <= ends})
    for day in [*inside, ends + timedelta(days=1)]:
        gap = Gap(silent_from, day - timedelta(days=1))
        if gap.days > most:
            found.append(gap)
        silent_from = day + timedelta(days=1)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Fed:
    """Whether a campaign is fed in the seven days from a day on: posts there are against posts it wants."""

    posts: int
    wanted: float
    first: date
    last: date

    @property
    def is_hungry(self) -> bool:
        """Whether fewer posts are there than the campaign wants."""
        return self.posts < self.wanted


def fed(days: Iterable[date], *, today: date, starts: date, ends: date, posts_a_week: float) -> Fed | None:
    """Look at the seven days from today on, in proportion where the campaign begins or ends in them; None outside it."""
    first, last = max(today, starts), min(today + WEEK - timedelta(days=1), ends)
    if last < first:
        return None
    span = (last - first).days + 1
    wanted = float(int(posts_a_week * span / 7 + 1e-9))
    return Fed(sum(1 for day in days if first <= day <= last), wanted, first, last)


@dataclass(frozen=True, slots=True)
class Week:
    """The posts of one week (from its Monday) that lies in the campaign; the first and the last may be short."""

    monday: date
    posts: int
    wanted: float

    @property
    def is_short(self) -> bool:
        """Whether fewer posts are there than wanted."""
        return self.posts < self.wanted


def weeks(days: Iterable[date], *, starts: date, ends: date, posts_a_week: float) -> tuple[Week, ...]:
    """Return the campaign week by week, from the first to the last day."""
    told = list(days)
    monday = starts - timedelta(days=starts.weekday())
    found: list[Week] = []
    while monday <= ends:
        first, last = max(monday, starts), min(monday + timedelta(days=6), ends)
        wanted = float(int(posts_a_week * ((last - first).days + 1) / 7 + 1e-9))
        found.append(Week(monday, sum(1 for day in told if first <= day <= last), wanted))
        monday += WEEK
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Voices:
    """Counted voices of a span; `share` is the unkind ones' in percent, None while there are too few to say."""

    positive: int
    neutral: int
    negative: int
    rivals: int
    share: float | None

    @property
    def total(self) -> int:
        """All voices."""
        return self.positive + self.neutral + self.negative


def voices(counts: Sequence[tuple[int, int, int, int]], *, minimum: int) -> Voices:
    """Add up (kind, neutral, unkind, rivals) and say the unkind share once there are `minimum` voices."""
    positive, neutral, negative, rivals = (sum(count[place] for count in counts) for place in range(4))
    total = positive + neutral + negative
    share = round(100 * negative / total, 1) if total and total >= minimum else None
    return Voices(positive, neutral, negative, rivals, share)
