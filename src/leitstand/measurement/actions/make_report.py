"""Make a report: its figures are worked out now and stay as they are."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.zones import day_in
from leitstand.measurement.core.periods import Period
from leitstand.measurement.core.report import to_json
from leitstand.measurement.models.reports import Report, ReportPlan
from leitstand.measurement.report_figures import freeze
from leitstand.measurement.report_scopes import kpis_of
from leitstand.measurement.report_told import usual_name
from leitstand.measurement.report_words import period_name

FIRST_YEAR: Final = 2000


@transaction.atomic
def make_report(
    actor: Actor, *, scope: str, period: Period, now: datetime, name: str = "", plan: ReportPlan | None = None
) -> Report:
    """Return the report; raises Invalid at the field. A period that is not over has no report: its figures would be half."""
    actor.require(Permission.TYPE_READINGS)
    actor.own(*([plan] if plan else []))
    known = kpis_of(scope)
    if known is None:
        raise Invalid({"scope": _("Choose from the list.")})
    if period.last >= day_in(actor.workspace, now) or period.year < FIRST_YEAR:
        raise Invalid({"period": _("Choose a period that is over.")})
    frozen = freeze(actor.workspace, scope, known[1], period)
    called = " ".join(name.split()) or usual_name(actor.workspace, scope, period_name(period))
    report = Report.objects.create(
        workspace=actor.workspace, plan=plan, name=called[:120], scope=scope, period=period.kind, first=period.first,
        last=period.last, figures=to_json(frozen), made_by=actor.person, made_at=now,
    )  # fmt: skip
    audit.record(actor, "measurement.make_report", report, now=now, details={"scope": scope, "period": period.key})
    return report
