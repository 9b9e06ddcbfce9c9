"""Delete a report: its links close, and the files that were given out are all that is left of it."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.measurement.models.reports import Report


@transaction.atomic
def drop_report(actor: Actor, report: Report, *, now: datetime) -> None:
    """Delete it for good; a new one of the same period shows the figures of today."""
    actor.require(Permission.PLAN)
    actor.own(report)
    audit.record(actor, "measurement.drop_report", report, now=now, details={"period": report.of.key})
    report.delete()
