"""Note what files look like, so that they can be compared."""

from datetime import datetime
from typing import Final

from django.db import transaction

from leitstand.house.actor import Actor
from leitstand.house.events import announce
from leitstand.library import files, pictures
from leitstand.library.core.likeness import FLAT, Likeness
from leitstand.library.errors import Unusable
from leitstand.library.events import LooksKnown
from leitstand.library.models import Asset

BATCH: Final = 200
UNRECORDED: Final = "What a file looks like follows from it; nobody has done anything."


def look_at(asset: Asset, *, now: datetime) -> None:
    """Look at the small picture of a file (of a film its first one) and say so; what cannot be read looks like nothing."""
    looks = _looks(asset)
    with transaction.atomic():
        Asset.objects.filter(pk=asset.pk).update(looks_across=looks.across, looks_down=looks.down)
        asset.looks_across, asset.looks_down = looks.across, looks.down
        announce(LooksKnown(Actor.house(asset.workspace), asset, now))


def look_at_all(*, now: datetime, most: int = BATCH) -> int:
    """Look at files nobody has looked at, the oldest first; returns how many. Stopped half-way, the next run goes on."""
    waiting = Asset.objects.filter(looks_across=None, deleted_at=None).exclude(thumb_path="")
    found = list(waiting.select_related("workspace").order_by("uploaded_at")[:most])
    for one in found:
        look_at(one, now=now)
    return len(found)


def _looks(asset: Asset) -> Likeness:
    try:
        return pictures.looks(files.folder() / asset.thumb_path)
    except (Unusable, OSError):
        return FLAT
