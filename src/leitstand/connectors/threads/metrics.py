"""Their figures as our readings: not told is None, never 0. Pure."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from leitstand.connector_kit import wild
from leitstand.kernel.reading import Metric, Reading

# A repost and a share are both passing on: two of their figures make one of ours, and it is told only where both are.
_OF_POST: Final[Mapping[Metric, tuple[str, ...]]] = {
    Metric.IMPRESSIONS: ("views",),
    Metric.LIKES: ("likes",),
    Metric.COMMENTS: ("replies",),
    Metric.SHARES: ("reposts", "shares"),
    Metric.QUOTES: ("quotes",),
}
_OF_PROFILE: Final[Mapping[Metric, tuple[str, ...]]] = {Metric.FOLLOWERS: ("followers_count",)}
ASKED: Final = ",".join(name for names in _OF_POST.values() for name in names)
ASKED_OF_PROFILE: Final = ",".join(name for names in _OF_PROFILE.values() for name in names)
TOLD: Final = frozenset(_OF_POST)
TOLD_OF_PROFILE: Final = frozenset(_OF_PROFILE)


def post_readings(insights: wild.Wild, at: datetime) -> tuple[Reading, ...]:
    """Return the figures of one post."""
    return _readings(insights, _OF_POST, at)


def profile_readings(insights: wild.Wild, at: datetime) -> tuple[Reading, ...]:
    """Return how many follow the profile."""
    return _readings(insights, _OF_PROFILE, at)


def _readings(insights: wild.Wild, fields: Mapping[Metric, tuple[str, ...]], at: datetime) -> tuple[Reading, ...]:
    told = {wild.text(entry, "name"): _value(entry) for entry in wild.records(insights.get("data"))}
    return tuple(Reading(metric, _sum([told.get(name) for name in names]), at) for metric, names in fields.items())


def _value(entry: wild.Wild) -> int | None:
    """Read a figure; those of a post stand in a list, those of the profile by themselves."""
    values = wild.records(entry.get("values"))
    return wild.number(values[-1] if values else wild.record(entry.get("total_value")), "value")


def _sum(figures: list[int | None]) -> Decimal | None:
    told = [figure for figure in figures if figure is not None]
    return Decimal(sum(told)) if len(told) == len(figures) else None
