"""Keep a line of a campaign's budget, or take it out."""

from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.planning.models import COST_KINDS, OBJECTIVES, Campaign, CampaignCost

MOST = Decimal(10_000_000)


class CostFields(TypedDict):
    """What is kept of a line; None: nobody has told it yet."""

    kind: str
    what: str
    market: str
    sector: str
    objective: str
    starts: date | None
    ends: date | None
    planned: Decimal
    spent: Decimal | None
    expected: int | None
    achieved: int | None


@transaction.atomic
def keep_cost(
    actor: Actor, campaign: Campaign, fields: CostFields, *, now: datetime, cost: CampaignCost | None = None
) -> CampaignCost:
    """Create or change a line; advertising names its market, sector and objective. Raises Invalid at the field."""
    actor.require(Permission.PLAN)
    actor.own(campaign)
    if cost is not None:
        actor.own(cost)
    if errors := _wrong(fields):
        raise Invalid(errors)
    found = cost or CampaignCost(campaign=campaign, workspace=actor.workspace)
    for name, value in fields.items():
        setattr(found, name, " ".join(value.split()) if isinstance(value, str) else value)
    found.save()
    audit.record(actor, "planning.keep_cost", campaign, now=now, details={"what": found.what})
    return found


@transaction.atomic
def drop_cost(actor: Actor, cost: CampaignCost, *, now: datetime) -> None:
    """Take a line out of the budget."""
    actor.require(Permission.PLAN)
    actor.own(cost)
    audit.record(actor, "planning.drop_cost", cost.campaign, now=now, details={"what": cost.what})
    cost.delete()


def _wrong(fields: CostFields) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not fields["what"].split():
        errors["what"] = _("Say what the money is for.")
    if fields["kind"] not in dict(COST_KINDS):
        errors["kind"] = _("Please choose one of the answers.")
    if fields["objective"] not in {"", *dict(OBJECTIVES)}:
        errors["objective"] = _("Please choose one of the answers.")
    if fields["kind"] == "ads":
        needed = {
            "market": _("Advertising is planned by market: say the country or region."),
            "sector": _("Advertising is planned by sector: say which."),
            "objective": _("Say what the advertising shall bring."),
        }
        errors |= {name: said for name, said in needed.items() if not fields[name].strip()}  # type: ignore[literal-required]
    if fields["starts"] and fields["ends"] and fields["ends"] < fields["starts"]:
        errors["ends"] = _("The end lies before the start.")
    for name in ("planned", "spent"):
        amount = fields[name]
        if amount is not None and not 0 <= amount <= MOST:
            errors[name] = _("Please enter an amount from 0 to ten million.")
    return errors
