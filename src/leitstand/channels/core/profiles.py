"""How complete a profile is, when to look again, and how many messages to strangers are left this month. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from leitstand.channels.core.platforms import ProfileItem

# A profile is only good while it is up to date (guide 3.3.3): people look again twice a year.
LOOK_AGAIN: Final = timedelta(days=182)


@dataclass(frozen=True, slots=True)
class Completeness:
    """What is there and what is missing; `percent` counts every item of the list the same."""

    done: tuple[ProfileItem, ...]
    missing: tuple[ProfileItem, ...]

    @property
    def percent(self) -> int:
        """How much of the list is done, 0 to 100; 100 for an empty list."""
        whole = len(self.done) + len(self.missing)
        return round(100 * len(self.done) / whole) if whole else 100


def completeness(items: Sequence[ProfileItem], ticked: Mapping[str, str]) -> Completeness:
    """Sort a list by what was ticked (item id: ISO day)."""
    return Completeness(
        tuple(item for item in items if item.id in ticked), tuple(item for item in items if item.id not in ticked)
    )


def review_on(looked_on: date) -> date:
    """Return the day on which a profile should be looked at again."""
    return looked_on + LOOK_AGAIN


def messages_left(allowed: int | None, sent: int) -> int | None:
    """Return how many messages to strangers are left in a month; None where the network sets no bound."""
    return None if allowed is None else max(0, allowed - sent)
