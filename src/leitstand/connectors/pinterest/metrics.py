"""Their figures as our readings: not told is None, never 0. Pure."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from leitstand.connector_kit import wild
from leitstand.kernel.reading import Metric, Reading

# A pin's figures since it was made, as GET /pins/{id}?pin_metrics=true names them; reactions are their likes.
# A click that leaves has two names there, by the age of the answer.
_OF_PIN: Final[Mapping[Metric, tuple[str, ...]]] = {
    Metric.IMPRESSIONS: ("impression",),
    Metric.LIKES: ("reaction",),
    Metric.COMMENTS: ("comment",),
    Metric.SAVES: ("save",),
    Metric.CLICKS: ("outbound_click", "clickthrough"),
}
_OF_ACCOUNT: Final[Mapping[Metric, tuple[str, ...]]] = {
    Metric.FOLLOWERS: ("follower_count",),
    Metric.POSTS: ("pin_count",),
}
TOLD: Final = frozenset(_OF_PIN)
TOLD_OF_ACCOUNT: Final = frozenset(_OF_ACCOUNT)


def pin_readings(figures: wild.Wild, at: datetime) -> tuple[Reading, ...]:
    """Return the figures of one pin."""
    return _readings(figures, _OF_PIN, at)


def account_readings(figures: wild.Wild, at: datetime) -> tuple[Reading, ...]:
    """Return the figures of the account."""
    return _readings(figures, _OF_ACCOUNT, at)


def _readings(figures: wild.Wild, names: Mapping[Metric, tuple[str, ...]], at: datetime) -> tuple[Reading, ...]:
    found = []
    for metric, fields in names.items():
        value = next((told for field in fields if (told := wild.number(figures, field)) is not None), None)
        found.append(Reading(metric, None if value is None else Decimal(value), at))
    return tuple(found)
