"""Their figures as our readings. Pure. What the network does not tell is None, never 0."""

from datetime import datetime
from decimal import Decimal

from leitstand.connector_kit import wild
from leitstand.kernel.reading import Metric, Reading

# The network has no figure for None: nobody can know how often a post was seen or its links were followed.
_OF_POST: dict[Metric, str | None] = {
    Metric.LIKES: "likeCount",
    Metric.SHARES: "repostCount",
    Metric.COMMENTS: "replyCount",
    Metric.QUOTES: "quoteCount",
    Metric.SAVES: "bookmarkCount",
    Metric.IMPRESSIONS: None,
    Metric.REACH: None,
    Metric.CLICKS: None,
}
_OF_PROFILE: dict[Metric, str | None] = {Metric.FOLLOWERS: "followersCount", Metric.POSTS: "postsCount"}

TOLD = frozenset(metric for metric, field in _OF_POST.items() if field)
TOLD_OF_PROFILE = frozenset(_OF_PROFILE)


def post_readings(post: wild.Wild, at: datetime) -> tuple[Reading, ...]:
    """Return the figures of one post."""
    return _readings(post, _OF_POST, at)


def profile_readings(profile: wild.Wild, at: datetime) -> tuple[Reading, ...]:
    """Return the figures of the profile itself."""
    return _readings(profile, _OF_PROFILE, at)


def _readings(data: wild.Wild, fields: dict[Metric, str | None], at: datetime) -> tuple[Reading, ...]:
    return tuple(Reading(metric, _figure(data, field), at) for metric, field in fields.items())


def _figure(data: wild.Wild, field: str | None) -> Decimal | None:
    value = wild.number(data, field) if field else None
    return None if value is None else Decimal(value)
