"""Keep how far a workspace is with measuring, what counts as an interaction, and from where figures alarm."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.measurement.core.kpis import ACTS, stage_of
from leitstand.measurement.models.kpis import KpiSettings

QUESTIONS: Final = ("goals", "regular", "tracked", "crm", "cost")


@transaction.atomic
def keep_kpi_settings(
    actor: Actor,
    *,
    answers: Mapping[str, bool],
    acts: Sequence[str],
    fatigue_from: Decimal,
    negative_from: Decimal,
    now: datetime,
) -> KpiSettings:
    """Keep the answers and what follows from them (guide 5.2: basics first, CRM later). Raises Invalid at the field."""
    actor.require(Permission.PLAN)
    counted = [act for act in ACTS if act in acts]
    if not counted:
        raise Invalid({"acts": _("Choose at least one act; without any no rate can be worked out.")})
    if not Decimal(1) <= fatigue_from <= Decimal(100):
        raise Invalid({"fatigue_from": _("Between 1 and 100, please.")})
    if not Decimal(0) < negative_from <= Decimal(100):
        raise Invalid({"negative_from": _("Between 0 and 100 percent, please.")})
    told = {name: bool(answers.get(name)) for name in QUESTIONS}
    kept, _made = KpiSettings.objects.update_or_create(
        workspace=actor.workspace,
        defaults={
            "stage": stage_of(told),
            "answers": told,
            "acts": counted,
            "fatigue_from": fatigue_from,
            "negative_from": negative_from,
            "changed_at": now,
        },
    )
    audit.record(
        actor, "measurement.keep_kpi_settings", actor.workspace, now=now, details={"stage": kept.stage, "acts": counted}
    )
    return kept
