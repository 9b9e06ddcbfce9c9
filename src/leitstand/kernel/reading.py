"""A reading is one figure of one metric at one moment; not told is None, zero is zero."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class Metric(StrEnum):
    """What networks count; the ids live for ever."""

    IMPRESSIONS = "impressions"
    REACH = "reach"
    LIKES = "likes"
    COMMENTS = "comments"
    SHARES = "shares"
    QUOTES = "quotes"
    SAVES = "saves"
    CLICKS = "clicks"
    VIDEO_VIEWS = "video_views"
    FOLLOWERS = "followers"
    POSTS = "posts"
    PROFILE_VISITS = "profile_visits"
    # What networks of places tell: where somebody was seen, and what people did then.
    IMPRESSIONS_SEARCH = "impressions_search"
    IMPRESSIONS_MAPS = "impressions_maps"
    CALLS = "calls"
    DIRECTION_REQUESTS = "direction_requests"


class Origin(StrEnum):
    """Where a figure comes from."""

    NETWORK = "network"
    IMPORTED = "imported"
    TYPED = "typed"
    ESTIMATED = "estimated"


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure: `value` in the metric's own unit (a count), None where the network does not tell."""

    metric: Metric
    value: Decimal | None
    taken_at: datetime
    origin: Origin = Origin.NETWORK
