"""Change what an item says about itself; two people at once are told, nothing is overwritten."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Stale
from leitstand.house.events import announce
from leitstand.planning.changes import Done, ItemFields, locked, put, save, tidied
from leitstand.planning.events import ItemChanged, ItemMoved
from leitstand.planning.models import Item
from leitstand.planning.undoing import Snapshot, remember


@transaction.atomic
def edit_item(actor: Actor, item: Item, fields: ItemFields, *, version: int, now: datetime) -> Done:
    """Change fields of an item; `version` is the one the person saw, another one raises Stale."""
    actor.require(Permission.PLAN)
    actor.own(item)
    (item,) = locked(actor, [item])
    if item.version != version:
        raise Stale(_("“%(title)s” was changed by somebody else meanwhile.") % {"title": item.title}, code="stale")
    tidy = tidied(actor, fields)
    before, was_at = Snapshot.of(item), item.planned_at
    changed = [name for name, value in tidy.items() if name != "planned_at" and getattr(item, name) != value]
    for name in changed:
        setattr(item, name, tidy.get(name))
    moved = "planned_at" in tidy and tidy["planned_at"] != was_at
    placed = put(item, tidy["planned_at"], now=now) if moved else []
    if not changed and not moved:
        return Done([item])
    save(item, [*changed, *placed], now=now)
    step = remember(actor, "planning.edit_item", [(before, item)], now=now)
    audit.record(actor, "planning.edit_item", item, now=now, details={"fields": sorted([*changed, *placed[:1]])})
    if changed:
        announce(ItemChanged(actor, item, frozenset(changed), now))
    if moved:
        announce(ItemMoved(actor, item, was_at, now))
    return Done([item], step.pk if step else None)
