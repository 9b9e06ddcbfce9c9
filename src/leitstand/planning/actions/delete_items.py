"""Take items off the plan; they can be brought back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.events import announce
from leitstand.planning.changes import Done, locked, save
from leitstand.planning.events import ItemDeleted
from leitstand.planning.models import Item
from leitstand.planning.undoing import Snapshot, remember


@transaction.atomic
def delete_items(actor: Actor, items: Sequence[Item], *, now: datetime) -> Done:
    """Delete items, all or none; publishing refuses where something is on its way to the public."""
    actor.require(Permission.PLAN)
    actor.own(*items)
    pairs: list[tuple[Snapshot, Item]] = []
    for item in locked(actor, items):
        before = Snapshot.of(item)
        item.deleted_at = now
        save(item, ["deleted_at"], now=now)
        audit.record(actor, "planning.delete_items", item, now=now)
        announce(ItemDeleted(actor, item, now))
        pairs.append((before, item))
    step = remember(actor, "planning.delete_items", pairs, now=now)
    return Done([item for _before, item in pairs], step.pk if step else None)
