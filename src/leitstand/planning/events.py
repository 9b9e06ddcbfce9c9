"""What this room announces. Handlers run in the same transaction: one that raises Impossible stops the whole change.

Publishing listens: it makes a publication for each channel of an item (`channel_ids`), moves what is in the queue when an
item moves, and refuses where something is being sent already.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from leitstand.house.events import Event
from leitstand.planning.core.stages import Stage
from leitstand.planning.models import CampaignPlan, Item, Release


@dataclass(frozen=True, slots=True)
class ItemCreated(Event):
    """There is a new item; it may have channels and a text already."""

    item: Item
    now: datetime


@dataclass(frozen=True, slots=True)
class ItemsCreated(Event):
    """There are many new items at once, as when a plan was read in; each may have channels and a text already."""

    items: Sequence[Item]
    now: datetime


@dataclass(frozen=True, slots=True)
class ItemMoved(Event):
    """An item has another time, or none any more; raise Impossible where that is too late."""

    item: Item
    before: datetime | None
    now: datetime


@dataclass(frozen=True, slots=True)
class ItemChanged(Event):
    """An item says something else; `fields` are the changed ones, such as "text" or "channel_ids" (never the time)."""

    item: Item
    fields: frozenset[str]
    now: datetime


@dataclass(frozen=True, slots=True)
class ItemDeleted(Event):
    """An item is gone from the plan, until somebody takes that back; what waits in the queue must not go out."""

    item: Item
    now: datetime


@dataclass(frozen=True, slots=True)
class ItemRestored(Event):
    """A deleted item is back."""

    item: Item
    now: datetime


@dataclass(frozen=True, slots=True)
class StageWanted(Event):
    """Somebody dropped a card into another column: do what leads there, or raise Impossible with the reason.

    After all handlers the item must stand at `stage`; else the person is told that it does not.
    """

    item: Item
    stage: Stage
    now: datetime


@dataclass(frozen=True, slots=True)
class CampaignStopped(Event):
    """Somebody stopped a campaign: nothing of it that waits may go out."""

    plan: CampaignPlan
    now: datetime


@dataclass(frozen=True, slots=True)
class ReleaseRefused(Event):
    """Somebody does not agree (any more): what was approved with their agreement must not go out."""

    release: Release
    now: datetime
