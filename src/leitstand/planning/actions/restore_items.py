"""Bring deleted items back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.events import announce
from leitstand.planning.changes import Done, locked, save
from leitstand.planning.events import ItemRestored
from leitstand.planning.models import Item


@transaction.atomic
def restore_items(actor: Actor, items: Sequence[Item], *, now: datetime) -> Done:
    """Restore deleted items with everything they had."""
    actor.require(Permission.PLAN)
    actor.own(*items)
    found = locked(actor, items, deleted=True)
    for item in found:
        item.deleted_at = None
        save(item, ["deleted_at"], now=now)
        audit.record(actor, "planning.restore_items", item, now=now)
        announce(ItemRestored(actor, item, now))
    return Done(found)
