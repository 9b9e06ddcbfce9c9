"""Their figures as our readings: not told is None, never 0. Pure."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from leitstand.connector_kit import wild
from leitstand.kernel.reading import Metric, Reading

_OF_VIDEO: Final[Mapping[Metric, str]] = {
    Metric.VIDEO_VIEWS: "view_count",
    Metric.IMPRESSIONS: "view_count",
    Metric.LIKES: "like_count",
    Metric.COMMENTS: "comment_count",
    Metric.SHARES: "share_count",
}
_OF_CREATOR: Final[Mapping[Metric, str]] = {Metric.FOLLOWERS: "follower_count", Metric.POSTS: "video_count"}
TOLD: Final = frozenset(_OF_VIDEO)
TOLD_OF_CREATOR: Final = frozenset(_OF_CREATOR)
VIDEO_FIELDS: Final = ",".join(("id", *dict.fromkeys(_OF_VIDEO.values())))
CREATOR_FIELDS: Final = ",".join(_OF_CREATOR.values())


def video_readings(video: wild.Wild, at: datetime) -> tuple[Reading, ...]:
    """Return the figures of one video."""
    return _readings(video, _OF_VIDEO, at)


def creator_readings(user: wild.Wild, at: datetime) -> tuple[Reading, ...]:
    """Return followers and posts of the creator."""
    return _readings(user, _OF_CREATOR, at)


def _readings(told: wild.Wild, fields: Mapping[Metric, str], at: datetime) -> tuple[Reading, ...]:
    found = ((metric, wild.number(told, name)) for metric, name in fields.items())
    return tuple(Reading(metric, None if value is None else Decimal(value), at) for metric, value in found)
