"""Their figures as our readings. Pure. "views" took the place of impressions on 21 April 2025."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from leitstand.connector_kit import wild
from leitstand.kernel.reading import Metric, Reading

_FIELDS: Final[Mapping[str, Metric]] = {
    "views": Metric.IMPRESSIONS,
    "reach": Metric.REACH,
    "likes": Metric.LIKES,
    "comments": Metric.COMMENTS,
    "shares": Metric.SHARES,
    "saved": Metric.SAVES,
}
ASKED: Final = ",".join(_FIELDS)
TOLD: Final = frozenset(_FIELDS.values())
TOLD_OF_ACCOUNT: Final = frozenset({Metric.FOLLOWERS, Metric.POSTS})


def post_readings(insights: wild.Wild, at: datetime) -> tuple[Reading, ...]:
    """Return the figures of one post; one the network leaves out is None."""
    told: dict[Metric, int | None] = dict.fromkeys(_FIELDS.values())
    for entry in wild.records(insights.get("data")):
        metric = _FIELDS.get(wild.text(entry, "name"))
        values = wild.records(entry.get("values"))
        if metric is not None and values:
            told[metric] = wild.number(values[-1], "value")
    return tuple(Reading(metric, None if value is None else Decimal(value), at) for metric, value in told.items())


def account_readings(account: wild.Wild, at: datetime) -> tuple[Reading, ...]:
    """Return how many follow the account and how much it has posted."""
    told = {Metric.FOLLOWERS: "followers_count", Metric.POSTS: "media_count"}
    values = ((metric, wild.number(account, name)) for metric, name in told.items())
    return tuple(Reading(metric, None if value is None else Decimal(value), at) for metric, value in values)
