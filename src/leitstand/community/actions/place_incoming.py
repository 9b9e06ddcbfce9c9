"""Say in one click on which step of the way somebody is, or how they sound."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.community.core.inquiries import book
from leitstand.community.models import Incoming
from leitstand.community.models.inbox import TONES
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid


@transaction.atomic
def place_incoming(
    actor: Actor, incoming: Incoming, *, now: datetime, stage: str | None = None, tone: str | None = None
) -> Incoming:
    """Set step or tone of one thing that came in; no reader changes what a person has said. Raises Invalid."""
    actor.require(Permission.ANSWER)
    actor.own(incoming)
    if stage is not None and stage not in book().stages:
        raise Invalid({"stage": _("Please choose one of the answers.")})
    if tone is not None and tone not in {"", *dict(TONES)}:
        raise Invalid({"tone": _("Please choose one of the answers.")})
    if stage is not None:
        incoming.stage, incoming.stage_by_person, incoming.stage_why = stage, True, ""
    if tone is not None:
        incoming.tone, incoming.tone_by_person = tone, True
    incoming.save(update_fields=["stage", "stage_by_person", "stage_why", "tone", "tone_by_person"])
    told = {name: value for name, value in (("stage", stage), ("tone", tone)) if value is not None}
    audit.record(actor, "community.place_incoming", incoming.conversation, now=now, details=told)
    return incoming
