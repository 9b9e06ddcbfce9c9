"""Their figures as our readings. Pure. Clicks are told to the author alone, and for thirty days."""

from datetime import datetime
from decimal import Decimal
from typing import Final

from leitstand.connector_kit import wild
from leitstand.kernel.reading import Metric, Reading

_PUBLIC: Final = {
    "impression_count": Metric.IMPRESSIONS,
    "like_count": Metric.LIKES,
    "reply_count": Metric.COMMENTS,
    "retweet_count": Metric.SHARES,
    "quote_count": Metric.QUOTES,
    "bookmark_count": Metric.SAVES,
}
_OWN: Final = {"url_link_clicks": Metric.CLICKS, "user_profile_clicks": Metric.PROFILE_VISITS}
_PROFILE: Final = {"followers_count": Metric.FOLLOWERS, "tweet_count": Metric.POSTS}
TOLD: Final = frozenset({*_PUBLIC.values(), *_OWN.values()})
TOLD_OF_PROFILE: Final = frozenset(_PROFILE.values())


def post_readings(public: wild.Wild, own: wild.Wild, at: datetime) -> tuple[Reading, ...]:
    """Return the figures of one post; `own` is empty once the network tells its author's figures no more."""
    return (
        *_readings(wild.record(public.get("public_metrics")), _PUBLIC, at),
        *_readings(wild.record(own.get("non_public_metrics")), _OWN, at),
    )


def profile_readings(figures: wild.Wild, at: datetime) -> tuple[Reading, ...]:
    """Return the figures of the profile itself."""
    return _readings(figures, _PROFILE, at)


def _readings(figures: wild.Wild, fields: dict[str, Metric], at: datetime) -> tuple[Reading, ...]:
    told = ((metric, wild.number(figures, name)) for name, metric in fields.items())
    return tuple(Reading(metric, None if value is None else Decimal(value), at) for metric, value in told)
