"""Put a gap filler on an empty day."""

from datetime import date, datetime, time
from typing import Final

from django.utils.translation import gettext as _

from leitstand.house.actor import Actor
from leitstand.house.errors import Impossible
from leitstand.planning.actions.move_item import move_item
from leitstand.planning.changes import Done, zone_of
from leitstand.planning.core.local_time import resolve
from leitstand.planning.models import Item

USUAL: Final = time(10)


def place_filler(actor: Actor, item: Item, day: date, *, now: datetime) -> Done:
    """Give a gap filler a day of the plan, at ten in the morning; it leaves the stock by that."""
    actor.own(item)
    if not item.is_filler or item.planned_at is not None:
        raise Impossible(_("“%(title)s” does not lie in the stock any more.") % {"title": item.title}, code="no_filler")
    resolved = resolve(datetime.combine(day, USUAL), zone_of(actor.workspace))
    if resolved.moment <= now:
        raise Impossible(_("This day is over."), code="past")
    return move_item(actor, item, resolved, now=now)
