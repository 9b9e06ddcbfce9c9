"""Put a warning on an item, or take it off: something of it needs a person."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.planning.models import Item


@transaction.atomic
def set_alert(actor: Actor, item: Item, alert: str, *, now: datetime) -> bool:
    """Set the warning ("unknown", "refused", "held", or "" for none) that follows from what happened."""
    actor.own(item)
    changed = Item.objects.filter(pk=item.pk).exclude(alert=alert).update(alert=alert, updated_at=now)
    if changed:
        audit.record(actor, "planning.set_alert", item, now=now, details={"from": item.alert, "to": alert})
        item.alert, item.updated_at = alert, now
    return bool(changed)
