"""Their figures as our readings. Pure. Impressions are their "media views" since 15 November 2025."""

from datetime import datetime
from decimal import Decimal
from typing import Final

from leitstand.connector_kit import wild
from leitstand.kernel.reading import Metric, Reading

_INSIGHTS: Final = {
    "post_media_view": Metric.IMPRESSIONS,
    "post_total_media_view_unique": Metric.REACH,
    "post_clicks": Metric.CLICKS,
    "post_reactions_by_type_total": Metric.LIKES,
}
TOLD: Final = frozenset({*_INSIGHTS.values(), Metric.COMMENTS, Metric.SHARES})
TOLD_OF_PAGE: Final = frozenset({Metric.FOLLOWERS})
FIELDS: Final = (
    f"shares,comments.summary(true).limit(0).filter(stream),insights.metric({','.join(_INSIGHTS)}){{name,values}}"
)


def post_readings(post: wild.Wild, at: datetime) -> tuple[Reading, ...]:
    """Return the figures of one post; a post nobody shared has no field for it, which is zero."""
    told: dict[Metric, int | None] = dict.fromkeys(TOLD)
    for entry in wild.records(wild.record(post.get("insights")).get("data")):
        metric = _INSIGHTS.get(wild.text(entry, "name"))
        if metric is not None:
            told[metric] = _value(entry)
    told[Metric.COMMENTS] = wild.number(wild.inner(post, "comments", "summary"), "total_count")
    told[Metric.SHARES] = wild.number(wild.record(post.get("shares")), "count") or 0
    return tuple(
        Reading(metric, None if value is None else Decimal(value), at) for metric, value in sorted(told.items())
    )


def _value(entry: wild.Wild) -> int | None:
    values = wild.records(entry.get("values"))
    if not values:
        return None
    latest = values[-1].get("value")
    if isinstance(latest, dict):  # reactions by kind
        return sum(count for count in latest.values() if isinstance(count, int))
    return wild.number(values[-1], "value")


def page_readings(page: wild.Wild, at: datetime) -> tuple[Reading, ...]:
    """Return how many follow the page."""
    value = wild.number(page, "followers_count")
    return (Reading(Metric.FOLLOWERS, None if value is None else Decimal(value), at),)
