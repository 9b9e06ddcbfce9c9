"""Their figures as our readings. Pure. Posts nobody has seen yet are left out of their answer: that is zero, not silence."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from leitstand.connector_kit import wild
from leitstand.kernel.reading import Metric, Reading

FIELDS: Final[Mapping[str, Metric]] = {
    "impressionCount": Metric.IMPRESSIONS,
    "uniqueImpressionsCount": Metric.REACH,
    "likeCount": Metric.LIKES,
    "commentCount": Metric.COMMENTS,
    "shareCount": Metric.SHARES,
    "clickCount": Metric.CLICKS,
}
TOLD: Final = frozenset(FIELDS.values())
TOLD_OF_PAGE: Final = frozenset({Metric.FOLLOWERS})


def post_readings(figures: wild.Wild | None, at: datetime) -> tuple[Reading, ...]:
    """Return the figures of one post; None: it was left out, so nothing has happened with it."""
    if figures is None:
        return tuple(Reading(metric, Decimal(0), at) for metric in FIELDS.values())
    told = ((metric, wild.number(figures, name)) for name, metric in FIELDS.items())
    return tuple(Reading(metric, None if value is None else Decimal(value), at) for metric, value in told)


def page_readings(figures: wild.Wild, at: datetime) -> tuple[Reading, ...]:
    """Return how many follow the page."""
    value = wild.number(figures, "firstDegreeSize")
    return (Reading(Metric.FOLLOWERS, None if value is None else Decimal(value), at),)
