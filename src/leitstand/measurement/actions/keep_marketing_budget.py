"""Keep the whole marketing budget of a year."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.measurement.models.money import MarketingBudget

MOST = Decimal(9_000_000_000)


@transaction.atomic
def keep_marketing_budget(
    actor: Actor, *, year: int, amount: Decimal | None, basis: str, now: datetime
) -> MarketingBudget:
    """Keep it; the same year again takes its place. Raises Invalid at the field."""
    actor.require(Permission.PLAN)
    errors = {}
    if not 2000 <= year <= 2100:
        errors["year"] = _("Please choose a year between 2000 and 2100.")
    if amount is None or not 0 < amount <= MOST:
        errors["amount"] = _("Please enter an amount above 0.")
    if errors or amount is None:
        raise Invalid(errors)
    found, _made = MarketingBudget.objects.update_or_create(
        workspace=actor.workspace,
        year=year,
        defaults={"amount": amount, "basis": " ".join(basis.split())[:200]},
    )
    audit.record(actor, "measurement.keep_marketing_budget", found, now=now)
    return found
