"""Take a plan that somebody brings: nothing of it is on the plan before it was looked at."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.workbooks import NoTable, words_of
from leitstand.planning.calendars import open_plan
from leitstand.planning.changes import zone_of
from leitstand.planning.models import PlanImport

KEPT: Final = timedelta(days=1)
"""How long a file waits that nobody read in."""


@transaction.atomic
def begin_import(actor: Actor, *, name: str, data: bytes, now: datetime) -> PlanImport:
    """Keep the file until it is read in; raises Invalid where it is no table, with what to do."""
    actor.require(Permission.PLAN)
    try:
        book = open_plan(data, zone_of(actor.workspace))
    except NoTable as error:
        raise Invalid({"file": words_of(error.code)}) from None
    if not any(sheet.cells for sheet in book.sheets):
        raise Invalid({"file": words_of("empty")})
    PlanImport.objects.filter(workspace=actor.workspace, done_at=None, begun_at__lt=now - KEPT).delete()
    reading = PlanImport.objects.create(
        workspace=actor.workspace, person=actor.person, file_name=name[:200], file=data, begun_at=now
    )
    audit.record(actor, "planning.begin_import", None, now=now, details={"file": name[:200]})
    return reading
