"""Close an address of a report before its day."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.measurement.models.reports import ReportLink


@transaction.atomic
def revoke_link(actor: Actor, link: ReportLink, *, now: datetime) -> None:
    """Close a link at once; a second time is nothing."""
    actor.require(Permission.PLAN)
    actor.own(link)
    if ReportLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now):
        audit.record(actor, "measurement.revoke_report_link", link.report, now=now)
