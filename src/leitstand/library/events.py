"""What this room announces."""

from dataclasses import dataclass
from datetime import datetime

from leitstand.house.events import Event
from leitstand.library.models import Asset


@dataclass(frozen=True, slots=True)
class AssetReplaced(Event):
    """Another file shall stand wherever the old one does and nothing is public yet."""

    old: Asset
    new: Asset
    now: datetime


@dataclass(frozen=True, slots=True)
class LooksKnown(Event):
    """Somebody has looked at a file; from now on it can be compared with the others."""

    asset: Asset
    now: datetime
