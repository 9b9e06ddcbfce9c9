"""When a published post is measured: often while it is fresh, rarely later, and not for ever."""

from datetime import datetime, timedelta
from typing import Final

# Most interactions come in the first days; the figures of the first month are what posts are compared by.
MOMENTS: Final = (
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=8),
    timedelta(hours=24),
    timedelta(days=2),
    timedelta(days=3),
    timedelta(days=5),
    timedelta(days=7),
    timedelta(days=14),
    timedelta(days=21),
    timedelta(days=30),
    timedelta(days=60),
    timedelta(days=90),
)
# A post counts as measured once it has a figure taken at least this long after it went out.
MEASURED_AFTER: Final = timedelta(hours=24)
# Where no network tells, a person is asked to type the figures in at these ages.
ASK_PEOPLE_AT: Final = (timedelta(days=2), timedelta(days=7), timedelta(days=30))


def next_moment(published_at: datetime, now: datetime) -> datetime | None:
    """Return when to measure next, None once the last moment has passed."""
    return next((published_at + age for age in MOMENTS if published_at + age > now), None)


def counts_as_measured(published_at: datetime, taken_at: datetime) -> bool:
    """Whether a figure is old enough to stand for the post."""
    return taken_at - published_at >= MEASURED_AFTER


def asks_people(published_at: datetime, last_told: datetime | None, now: datetime) -> bool:
    """Whether a person is to be asked for figures now: an interval has passed since figures were last told."""
    due = [published_at + age for age in ASK_PEOPLE_AT if published_at + age <= now]
    return bool(due) and (last_told is None or last_told < due[-1])
