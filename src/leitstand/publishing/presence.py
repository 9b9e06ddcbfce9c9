"""Who has an item open in the composer at this moment."""

from datetime import datetime, timedelta
from typing import Final

from leitstand.house.actor import Actor
from leitstand.house.models import Person
from leitstand.planning.models import Item
from leitstand.publishing.models import Presence

# The page says every 20 seconds that somebody is there; who has been silent for this long has gone.
AWAY: Final = timedelta(seconds=60)


def seen(actor: Actor, item: Item, *, now: datetime) -> None:
    """Note that the person is there."""
    if actor.person is not None:
        Presence.objects.update_or_create(item=item, person=actor.person, defaults={"seen_at": now})


def others_at(actor: Actor, item: Item, *, now: datetime) -> list[Person]:
    """Return who else is there."""
    present = Presence.objects.filter(item=item, seen_at__gt=now - AWAY).select_related("person").order_by("person_id")
    return [each.person for each in present if each.person != actor.person]
