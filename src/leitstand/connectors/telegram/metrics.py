"""Their figures as our readings. Pure. A bot is told no views, likes or shares of a post."""

from datetime import datetime
from decimal import Decimal
from typing import Final

from leitstand.kernel.reading import Metric, Reading

TOLD_OF_CHANNEL: Final = frozenset({Metric.FOLLOWERS})


def channel_readings(members: object, at: datetime) -> tuple[Reading, ...]:
    """Return how many follow the channel."""
    value = Decimal(members) if isinstance(members, int) and not isinstance(members, bool) else None
    return (Reading(Metric.FOLLOWERS, value, at),)
