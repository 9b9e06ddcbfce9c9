"""Say for which screen a video is made, how long it shall be and how good it has to be."""

from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.planning.core.video import DEVICES, LENGTHS, QUALITIES
from leitstand.planning.models import Item, VideoPlan


class VideoFields(TypedDict):
    """The plan of a video."""

    device: str
    length: str
    quality: str
    together: bool


@transaction.atomic
def plan_video(actor: Actor, item: Item, fields: VideoFields, *, now: datetime) -> VideoPlan:
    """Keep the plan of a video; raises Invalid for what cannot be chosen."""
    actor.require(Permission.PLAN)
    actor.own(item)
    known: dict[str, tuple[str, ...]] = {"device": DEVICES, "length": LENGTHS, "quality": QUALITIES}
    errors = {name: _("There is no such choice.") for name, choices in known.items() if fields.get(name) not in choices}
    if errors:
        raise Invalid(errors)
    plan, _made = VideoPlan.objects.update_or_create(item=item, defaults={"workspace": actor.workspace, **fields})
    audit.record(actor, "planning.plan_video", item, now=now)
    return plan
