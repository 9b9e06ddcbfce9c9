"""Give a report an address that people outside can open until a day, and take it away again."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.tokens import hash_of, new_token
from leitstand.house.zones import day_in
from leitstand.measurement.models.reports import Report, ReportLink

LONGEST: Final = timedelta(days=366)
MOST: Final = 20


@transaction.atomic
def share_report(actor: Actor, report: Report, *, until: date, note: str = "", now: datetime) -> tuple[ReportLink, str]:
    """Return the link and its secret; the secret is told this once. `until` is the last day it opens."""
    actor.require(Permission.PLAN)
    actor.own(report)
    today = day_in(actor.workspace, now)
    if not today <= until <= today + LONGEST:
        raise Invalid({"until": _("The last day lies between today and a year ahead.")})
    if ReportLink.objects.filter(report=report, revoked_at=None, until__gte=today).count() >= MOST:
        raise Invalid({"until": _("There are %(count)d links already. Close one first.") % {"count": MOST}})
    token = new_token()
    link = ReportLink.objects.create(
        workspace=actor.workspace, report=report, token_hash=hash_of(token), note=" ".join(note.split())[:120],
        until=until, made_by=actor.person, made_at=now,
    )  # fmt: skip
    audit.record(actor, "measurement.share_report", report, now=now, details={"until": str(until)})
    return link, token
