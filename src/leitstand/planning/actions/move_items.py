"""Move many items by days, each keeping its local time across clock changes."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.events import announce
from leitstand.planning.changes import Done, locked, put, save, told_of, zone_of
from leitstand.planning.core.local_time import Adjustment, moved_by
from leitstand.planning.events import ItemMoved
from leitstand.planning.models import Item
from leitstand.planning.undoing import Snapshot, remember


@transaction.atomic
def move_items(actor: Actor, items: Sequence[Item], *, days: int, now: datetime) -> Done:
    """Move items by days, later or earlier; items without a date stay as they are. All of them or none."""
    actor.require(Permission.PLAN)
    actor.own(*items)
    if not days or abs(days) > 3660:
        raise Invalid({"days": _("By how many days? At most ten years, and not zero.")})
    dated = [item for item in locked(actor, items) if item.planned_at is not None]
    zone = zone_of(actor.workspace)
    pairs: list[tuple[Snapshot, Item]] = []
    adjustments: list[Adjustment] = []
    for item in dated:
        before, was_at = Snapshot.of(item), item.planned_at
        if was_at is None:
            continue
        resolved = moved_by(was_at, days=days, zone=zone)
        save(item, put(item, resolved.moment, now=now), now=now)
        audit.record(actor, "planning.move_items", item, now=now, details={"days": days, "of": len(dated)})
        announce(ItemMoved(actor, item, was_at, now))
        pairs.append((before, item))
        adjustments.append(resolved.adjustment)
    step = remember(actor, "planning.move_items", pairs, now=now)
    return Done(dated, step.pk if step else None, told_of(adjustments))
