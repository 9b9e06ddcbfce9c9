"""Close an opportunity as won or lost, or open it again."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.zones import day_in
from leitstand.leads.actions.keep_opportunity import MOST
from leitstand.leads.models import OUTCOMES, Opportunity


@transaction.atomic
def close_opportunity(
    actor: Actor, opportunity: Opportunity, *, outcome: str, day: date, value: Decimal | None, why: str, now: datetime
) -> Opportunity:
    """Close it; what was won has a value. Raises Invalid at the field, Impossible where it is closed already."""
    actor.require(Permission.ANSWER)
    actor.own(opportunity)
    found = Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    if found.outcome:
        raise Impossible(_("This opportunity is closed already."), code="closed")
    errors: dict[str, str] = {}
    if outcome not in dict(OUTCOMES):
        errors["outcome"] = _("Please choose one of the answers.")
    if day > day_in(actor.workspace, now):
        errors["day"] = _("This day is still to come.")
    if outcome == "won" and value is None:
        errors["value"] = _("Say what it is worth; otherwise nobody can see what social media contributed.")
    if value is not None and not 0 <= value <= MOST:
        errors["value"] = _("Please enter an amount from 0 to a billion.")
    if len(why) > 300:
        errors["why"] = _("At most %(count)d characters, please.") % {"count": 300}
    if errors:
        raise Invalid(errors)
    found.outcome, found.closed_on, found.why = outcome, day, " ".join(why.split())
    found.value = value if value is not None else found.value
    found.save()
    audit.record(actor, "leads.close_opportunity", found, now=now, details={"outcome": outcome})
    return found


@transaction.atomic
def reopen_opportunity(actor: Actor, opportunity: Opportunity, *, now: datetime) -> Opportunity:
    """Open it again; its steps stay."""
    actor.require(Permission.ANSWER)
    actor.own(opportunity)
    found = Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    if not found.outcome:
        raise Impossible(_("This opportunity is open."), code="open")
    found.outcome, found.closed_on, found.why = "", None, ""
    found.save()
    audit.record(actor, "leads.reopen_opportunity", found, now=now)
    return found
