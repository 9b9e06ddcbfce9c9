"""Keep who is responsible in a department; where one leads the whole, another one no longer does."""

from datetime import datetime
from decimal import Decimal
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.models import Membership, Person
from leitstand.strategy.models import Responsibility
from leitstand.strategy.models.goal import AREAS


class ResponsibilityFields(TypedDict):
    """What is kept of a department's part."""

    lead: Person | None
    contributors: str
    purpose: str
    yearly_budget: Decimal | None
    is_leading: bool


@transaction.atomic
def keep_responsibility(actor: Actor, area: str, fields: ResponsibilityFields, *, now: datetime) -> Responsibility:
    """Write a department's part down; raises Invalid at the field."""
    actor.require(Permission.PLAN)
    errors: dict[str, str] = {}
    if area not in dict(AREAS):
        errors["area"] = _("There is no such department.")
    lead = fields["lead"]
    if lead is not None and not Membership.objects.filter(workspace=actor.workspace, person=lead).exists():
        errors["lead"] = _("This person is no member here.")
    if fields["yearly_budget"] is not None and fields["yearly_budget"] < 0:
        errors["yearly_budget"] = _("Please enter 0 or more.")
    if errors:
        raise Invalid(errors)
    if fields["is_leading"]:
        Responsibility.objects.filter(workspace=actor.workspace).exclude(area=area).update(is_leading=False)
    kept, _is_new = Responsibility.objects.update_or_create(workspace=actor.workspace, area=area, defaults=dict(fields))
    audit.record(actor, "strategy.keep_responsibility", kept, now=now)
    return kept
