"""Bring a deleted file back."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.events import announce
from leitstand.library.events import LooksKnown
from leitstand.library.models import Asset


def restore_asset(actor: Actor, asset: Asset, *, now: datetime) -> None:
    """Undo a deletion; a file that is there stays there."""
    actor.require(Permission.UPLOAD)
    actor.own(asset)
    if asset.deleted_at is None:
        return
    with transaction.atomic():
        asset.deleted_at = None
        asset.save(update_fields=["deleted_at"])
        audit.record(actor, "library.restore_asset", asset, now=now)
        if asset.looks_across is not None:
            # What came while it was away has not been compared with it.
            announce(LooksKnown(actor, asset, now))
