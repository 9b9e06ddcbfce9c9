"""The access register: when a right is to be looked at again, and what happens to it when somebody leaves. Pure."""

from datetime import datetime, timedelta
from typing import Final, Literal

# Half a year: our own measure, often enough to find forgotten rights and seldom enough to be done.
REVIEW_AFTER: Final = timedelta(days=180)


def review_due(granted_at: datetime, reviewed_at: datetime | None) -> datetime:
    """Return when somebody must confirm that the right is still needed."""
    return (reviewed_at or granted_at) + REVIEW_AFTER


def on_leaving(*, on_network: bool) -> Literal["ends", "to_remove"]:
    """What a right becomes when its holder leaves: in the house it ends by itself, on the network a person must take it."""
    return "to_remove" if on_network else "ends"
