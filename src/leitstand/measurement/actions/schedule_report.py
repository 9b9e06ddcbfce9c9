"""Have a report made and sent by itself, and stop it again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.members import people_with
from leitstand.house.models import Person
from leitstand.measurement.core.periods import MONTHS_OF, Kind, next_due
from leitstand.measurement.models.reports import ReportPlan
from leitstand.measurement.report_scopes import kpis_of

MOST: Final = 30


@transaction.atomic
def schedule_report(
    actor: Actor, *, name: str, scope: str, rhythm: str, recipients: Sequence[Person], now: datetime
) -> ReportPlan:
    """Return the plan; raises Invalid at the field. Only members get it: a report holds what is not yet published."""
    actor.require(Permission.PLAN)
    called = " ".join(name.split())
    if not called or len(called) > 120:
        raise Invalid({"name": _("Give it a name of at most 120 characters.")})
    if kpis_of(scope) is None:
        raise Invalid({"scope": _("Choose from the list.")})
    if rhythm not in MONTHS_OF:
        raise Invalid({"rhythm": _("Choose from the list.")})
    allowed = {one.pk for one in people_with(actor.workspace, Permission.SEE_FIGURES)}
    if not recipients or {one.pk for one in recipients} - allowed:
        raise Invalid({"recipients": _("Choose at least one person of this workspace.")})
    if ReportPlan.objects.filter(workspace=actor.workspace).count() >= MOST:
        raise Invalid({"name": _("At most %(count)d reports by mail.") % {"count": MOST}})
    kind: Kind = "month" if rhythm == "month" else "quarter"
    _period, at = next_due(now, kind, ZoneInfo(actor.workspace.time_zone))
    plan = ReportPlan.objects.create(
        workspace=actor.workspace, name=called, scope=scope, rhythm=kind, next_at=at, made_by=actor.person, made_at=now
    )
    plan.recipients.set(recipients)
    audit.record(actor, "measurement.schedule_report", plan, now=now, details={"scope": scope, "rhythm": kind})
    return plan


@transaction.atomic
def stop_schedule(actor: Actor, plan: ReportPlan, *, now: datetime) -> None:
    """Stop it; reports that were made stay."""
    actor.require(Permission.PLAN)
    actor.own(plan)
    audit.record(actor, "measurement.stop_report_schedule", plan, now=now)
    plan.delete()
