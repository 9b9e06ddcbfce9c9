"""A blog's figures as our readings: it counts comments, and nothing else. Pure."""

from datetime import datetime
from decimal import Decimal

from leitstand.kernel.reading import Metric, Reading

TOLD = frozenset({Metric.COMMENTS})
# The core of the software counts no visits and has no likes: not told is None, never 0.
_NOT_TOLD = (Metric.IMPRESSIONS, Metric.REACH, Metric.CLICKS, Metric.LIKES, Metric.SHARES)


def post_readings(comments: int | None, at: datetime) -> tuple[Reading, ...]:
    """Return the figures of one post."""
    told = Reading(Metric.COMMENTS, None if comments is None else Decimal(comments), at)
    return (told, *(Reading(metric, None, at) for metric in _NOT_TOLD))
