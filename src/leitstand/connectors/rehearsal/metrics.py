"""PURE: their figures → our readings. The rehearsal network tells everything it counts; what is missing is not told."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from leitstand.kernel.reading import Metric, Reading

POST_FIELDS: Final = {
    "impressions": Metric.IMPRESSIONS,
    "reach": Metric.REACH,
    "likes": Metric.LIKES,
    "comments": Metric.COMMENTS,
    "shares": Metric.SHARES,
    "clicks": Metric.CLICKS,
}
CHANNEL_FIELDS: Final = {"followers": Metric.FOLLOWERS, "posts": Metric.POSTS}


def readings(told: Mapping[str, object], fields: Mapping[str, Metric], taken_at: datetime) -> tuple[Reading, ...]:
    """Return one reading for each metric; None where the network is silent."""
    return tuple(Reading(metric, _value(told.get(name)), taken_at) for name, metric in fields.items())


def _value(told: object) -> Decimal | None:
    return Decimal(told) if isinstance(told, int) and not isinstance(told, bool) else None
