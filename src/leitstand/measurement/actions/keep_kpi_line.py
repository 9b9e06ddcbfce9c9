"""Keep a line of the matrix: department, goal, KPI, target, who answers for it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.models import Person
from leitstand.measurement.core.kpi_files import DEPARTMENTS, catalogue
from leitstand.measurement.models.kpis import KpiLine
from leitstand.strategy.models import Goal

MOST: Final = 200


@dataclass(frozen=True, slots=True)
class LineFields:
    """A line as it is wanted; `kpi` may carry its variant behind a colon: "engagement_rate:reach"."""

    area: str
    goal: Goal
    kpi: str
    target: Decimal | None = None
    owner: Person | None = None


@transaction.atomic
def keep_kpi_line(actor: Actor, wanted: LineFields, *, now: datetime, line: KpiLine | None = None) -> KpiLine:
    """Keep a line; raises Invalid at the field. There is no line without a goal: a figure nobody wants to move is noise."""
    actor.require(Permission.PLAN)
    actor.own(wanted.goal, *([line] if line else []))
    name, _colon, variant = wanted.kpi.partition(":")
    kpi = catalogue().kpis.get(name)
    if kpi is None or variant not in {one.id for one in kpi.variants}:
        raise Invalid({"kpi": _("Choose a figure from the list.")})
    if wanted.area not in DEPARTMENTS:
        raise Invalid({"area": _("Choose a department.")})
    if wanted.owner and not wanted.owner.memberships.filter(workspace=actor.workspace).exists():
        raise Invalid({"owner": _("Choose somebody of this workspace.")})
    there = KpiLine.objects.filter(workspace=actor.workspace)
    if line is None and there.count() >= MOST:
        raise Invalid({"kpi": _("At most %(count)d lines: more nobody looks at.") % {"count": MOST}})
    alike = there.filter(goal=wanted.goal, area=wanted.area, kpi=name, variant=variant)
    if alike.exclude(pk=line.pk if line else 0).exists():
        raise Invalid({"kpi": _("This goal has this figure already.")})
    kept = line or KpiLine(workspace=actor.workspace, made_at=now)
    kept.area, kept.goal, kept.kpi, kept.variant = wanted.area, wanted.goal, name, variant
    kept.target, kept.owner = wanted.target, wanted.owner
    kept.save()
    audit.record(actor, "measurement.keep_kpi_line", kept, now=now, details={"kpi": wanted.kpi, "area": wanted.area})
    return kept


@transaction.atomic
def drop_kpi_line(actor: Actor, line: KpiLine, *, now: datetime) -> None:
    """Take a line out of the matrix; what is measured stays measured."""
    actor.require(Permission.PLAN)
    actor.own(line)
    audit.record(actor, "measurement.drop_kpi_line", line, now=now, details={"kpi": line.kpi, "area": line.area})
    line.delete()
