"""Keep what people say of a report: its conclusion, and what they decided. The figures stay untouched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.models import Person
from leitstand.measurement.models.reports import Report, ReportDecision

LONGEST: Final = 10_000
LONGEST_DECISION: Final = 500
MOST: Final = 30


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision as it is wanted."""

    text: str
    who: Person | None = None
    until: date | None = None


@transaction.atomic
def keep_conclusion(
    actor: Actor, report: Report, *, conclusion: str, decisions: Sequence[Decided], now: datetime
) -> None:
    """Keep both; decisions without text are left out. Raises Invalid at the field."""
    actor.require(Permission.TYPE_READINGS)
    actor.own(report)
    told = [one for one in decisions if one.text.strip()]
    if len(conclusion) > LONGEST:
        raise Invalid({"conclusion": _("At most %(count)d characters.") % {"count": LONGEST}})
    if len(told) > MOST:
        raise Invalid({"conclusion": _("At most %(count)d decisions: more nobody carries out.") % {"count": MOST}})
    if any(len(one.text) > LONGEST_DECISION for one in told):
        raise Invalid({"conclusion": _("A decision has at most %(count)d characters.") % {"count": LONGEST_DECISION}})
    people = {one.who.pk for one in told if one.who is not None}
    members = set(actor.workspace.memberships.filter(person__in=people).values_list("person_id", flat=True))
    if people - members:
        raise Invalid({"conclusion": _("Choose somebody of this workspace.")})
    locked = Report.objects.select_for_update().get(pk=report.pk)
    locked.conclusion = conclusion.replace("\r\n", "\n").strip()
    locked.concluded_at = now if locked.conclusion or told else None
    locked.save(update_fields=["conclusion", "concluded_at"])
    locked.decisions.all().delete()
    ReportDecision.objects.bulk_create(
        ReportDecision(
            workspace=actor.workspace, report=locked, place=place, text=" ".join(one.text.split()), who=one.who,
            until=one.until,
        )
        for place, one in enumerate(told)
    )  # fmt: skip
    audit.record(actor, "measurement.keep_conclusion", report, now=now, details={"decisions": len(told)})
