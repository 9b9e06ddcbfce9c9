"""Write down how far an item has come; publishing and measurement say so."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.planning.core.stages import Stage
from leitstand.planning.models import Item


@transaction.atomic
def set_stage(actor: Actor, item: Item, stage: Stage, *, now: datetime) -> bool:
    """Set the stage that follows from what happened; tells whether it is another one.

    It asks no permission of its own (who may write, approve or send was asked there) and does not count as a change
    of the item: whoever is editing it is not disturbed.
    """
    actor.own(item)
    changed = Item.objects.filter(pk=item.pk).exclude(stage=stage.value).update(stage=stage.value, updated_at=now)
    if changed:
        audit.record(actor, "planning.set_stage", item, now=now, details={"from": item.stage, "to": stage.value})
        item.stage, item.updated_at = stage.value, now
    return bool(changed)
