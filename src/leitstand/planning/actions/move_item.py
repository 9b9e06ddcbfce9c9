"""Give one item another time, or take its time away."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.events import announce
from leitstand.planning.changes import Done, locked, put, save, told_of
from leitstand.planning.core.local_time import Resolved
from leitstand.planning.events import ItemMoved
from leitstand.planning.models import Item
from leitstand.planning.undoing import Snapshot, remember


@transaction.atomic
def move_item(actor: Actor, item: Item, to: Resolved | datetime | None, *, now: datetime) -> Done:
    """Move an item; a Resolved time says in the notes what the clock change did to it."""
    actor.require(Permission.PLAN)
    actor.own(item)
    (item,) = locked(actor, [item])
    before, was_at = Snapshot.of(item), item.planned_at
    moment = to.moment if isinstance(to, Resolved) else to
    notes = told_of([to.adjustment]) if isinstance(to, Resolved) else []
    if moment == was_at:
        return Done([item])
    save(item, put(item, moment, now=now), now=now)
    step = remember(actor, "planning.move_item", [(before, item)], now=now)
    details = {"from": was_at.isoformat() if was_at else None, "to": moment.isoformat() if moment else None}
    audit.record(actor, "planning.move_item", item, now=now, details=details)
    announce(ItemMoved(actor, item, was_at, now))
    return Done([item], step.pk if step else None, notes)
