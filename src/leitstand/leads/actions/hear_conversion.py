"""Take in a conversion that the own website sent."""

from datetime import datetime

from django.db import transaction

from leitstand.house.actor import Actor
from leitstand.leads.actions.record_conversion import Told, record_conversion
from leitstand.leads.ascribing import NOTHING, by_parameters, by_slug
from leitstand.leads.core.told import Sent
from leitstand.leads.models import ConversionDoor


@transaction.atomic
def hear_conversion(actor: Actor, door: ConversionDoor, sent: Sent, *, now: datetime) -> bool:
    """Keep it and return whether it is new; its link, else the parameters of where people landed, tell the post."""
    actor.own(door)
    ascribed = by_slug(actor.workspace, sent.link) if sent.link else NOTHING
    if ascribed is NOTHING and sent.parameters:
        ascribed = by_parameters(actor.workspace, sent.parameters)
    told = Told(
        kind=sent.kind,
        at=sent.at or now,
        value=sent.value,
        goal=sent.goal,
        clicked_at=sent.clicked_at,
        is_offline=sent.is_offline,
        discovered=sent.discovered,
        external_id=sent.id,
    )
    _row, is_new = record_conversion(actor, told, way="endpoint", now=now, ascribed=ascribed, is_quiet=True)
    ConversionDoor.objects.filter(pk=door.pk).update(used_at=now)
    return is_new
