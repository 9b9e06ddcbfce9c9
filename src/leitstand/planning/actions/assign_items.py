"""Say who looks after items."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.events import announce
from leitstand.planning.changes import Done, is_member, locked, save
from leitstand.planning.events import ItemChanged
from leitstand.planning.models import Item
from leitstand.planning.undoing import Snapshot, remember


@transaction.atomic
def assign_items(actor: Actor, items: Sequence[Item], *, person_id: int | None, now: datetime) -> Done:
    """Give items to a member, or to nobody."""
    actor.require(Permission.PLAN)
    actor.own(*items)
    if person_id is not None and not is_member(actor.workspace, person_id):
        raise Invalid({"person": _("This person is no longer a member.")})
    pairs: list[tuple[Snapshot, Item]] = []
    for item in locked(actor, items):
        if item.owner_id == person_id:
            continue
        before = Snapshot.of(item)
        item.owner_id = person_id
        save(item, ["owner_id"], now=now)
        audit.record(actor, "planning.assign_items", item, now=now, details={"person": person_id})
        announce(ItemChanged(actor, item, frozenset({"owner_id"}), now))
        pairs.append((before, item))
    step = remember(actor, "planning.assign_items", pairs, now=now)
    return Done([item for _before, item in pairs], step.pk if step else None)
