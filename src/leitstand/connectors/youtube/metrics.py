"""Their figures as our readings. Pure. They tell counts as text, and hide some of them at the owner's wish."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from leitstand.connector_kit import wild
from leitstand.kernel.reading import Metric, Reading

_OF_VIDEO: Final[Mapping[str, Metric]] = {
    "viewCount": Metric.VIDEO_VIEWS,
    "likeCount": Metric.LIKES,
    "commentCount": Metric.COMMENTS,
}
_OF_CHANNEL: Final[Mapping[str, Metric]] = {"subscriberCount": Metric.FOLLOWERS, "videoCount": Metric.POSTS}
TOLD: Final = frozenset(_OF_VIDEO.values())
TOLD_OF_CHANNEL: Final = frozenset(_OF_CHANNEL.values())


def video_readings(figures: wild.Wild, at: datetime) -> tuple[Reading, ...]:
    """Return the figures of one film."""
    return _readings(figures, _OF_VIDEO, at)


def channel_readings(figures: wild.Wild, at: datetime) -> tuple[Reading, ...]:
    """Return the figures of the channel."""
    return _readings(figures, _OF_CHANNEL, at)


def _readings(figures: wild.Wild, fields: Mapping[str, Metric], at: datetime) -> tuple[Reading, ...]:
    told = ((metric, wild.text(figures, name)) for name, metric in fields.items())
    return tuple(Reading(metric, Decimal(value) if value.isdigit() else None, at) for metric, value in told)
