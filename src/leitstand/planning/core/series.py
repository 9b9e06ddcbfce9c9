"""The days of a series, who has had a turn, and whether a hashtag is in a text. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta


def days(*, starts: date, weekday: int, every_weeks: int, after: date) -> Iterator[date]:
    """Yield the days of a rhythm after a day: the first is the first such weekday from the start on."""
    first = starts + timedelta(days=(weekday - starts.isoweekday()) % 7)
    step = timedelta(weeks=every_weeks)
    behind = max(0, (after - first).days // step.days + 1) if after >= first else 0
    day = first + behind * step
    while True:
        yield day
        day += step


def between(*, starts: date, ends: date, every_weeks: int) -> list[date]:
    """Return the days of posts on the way: every so many weeks from the start, the last day left to the ending."""
    if every_weeks < 1:
        return []
    step, found, day = timedelta(weeks=every_weeks), list[date](), starts
    while day < ends:
        found.append(day)
        day += step
    return found


def coverage(wished: Sequence[str], turns: Iterable[str]) -> list[tuple[str, int]]:
    """Return for each wished department, and each other that had a turn, how many; those without one come first."""
    had = Counter(department for department in turns if department)
    names = [*wished, *sorted(name for name in had if name not in wished)]
    return sorted(((name, had[name]) for name in names), key=lambda row: row[1] > 0)


def tidy_hashtag(told: str) -> str:
    """Return a hashtag as networks read it; empty where nothing is left."""
    word = re.sub(r"\W", "", told.strip().lstrip("#"))
    return f"#{word}" if word else ""


def has_hashtag(text: str, hashtag: str) -> bool:
    """Whether a text carries a hashtag, whatever the case."""
    return re.search(rf"{re.escape(hashtag)}(?!\w)", text, re.IGNORECASE) is not None
