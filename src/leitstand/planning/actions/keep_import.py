"""Keep how a file is to be understood, as a person corrected it."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible

if TYPE_CHECKING:
    from leitstand.planning.importing import Wishes
    from leitstand.planning.models import PlanImport


@transaction.atomic
def keep_import(actor: Actor, reading: "PlanImport", wishes: "Wishes", *, now: datetime) -> None:
    """Keep the wishes; nothing is on the plan yet."""
    actor.require(Permission.PLAN)
    actor.own(reading)
    if reading.done_at is not None:
        raise Impossible(_("This file was read in already."), code="done")
    reading.wishes = dict(wishes)
    reading.save(update_fields=["wishes"])
    audit.record(actor, "planning.keep_import", None, now=now, details={"file": reading.file_name})
