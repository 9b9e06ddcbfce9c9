"""Keep a bill or revenue, or take it out; hours planned posts want become a bill of their own."""

from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.measurement.core.cost_table import MOST
from leitstand.measurement.core.costs import Kind, Source, cents
from leitstand.measurement.models.money import CostLine, Income, Money
from leitstand.measurement.money import planned_hours
from leitstand.planning.models import Campaign

TEXT_MAX = 200


class MoneyFields(TypedDict):
    """What is kept of an amount; without a last day it is for one day, or goes on where it is monthly."""

    what: str
    first: date
    last: date | None
    monthly: bool
    amount: Decimal | None
    campaign: Campaign | None
    channel: Channel | None


class CostFields(MoneyFields):
    """A bill; hours tell hours with a rate, or with an amount."""

    kind: str
    hours: Decimal | None
    rate: Decimal | None


@transaction.atomic
def keep_cost_line(
    actor: Actor, fields: CostFields, *, now: datetime, line: CostLine | None = None, source: Source = Source.TYPED
) -> CostLine:
    """Keep a bill. Raises Invalid at the field, Foreign for what is another workspace's."""
    is_hours = fields["kind"] == Kind.HOURS.value
    hours, rate = (fields["hours"], fields["rate"]) if is_hours else (None, None)
    amount = cents(hours * rate) if hours is not None and rate is not None else fields["amount"]
    errors = {} if fields["kind"] in set(Kind) else {"kind": _("Please choose one of the kinds.")}
    if is_hours and hours is None:
        errors["hours"] = _("Please enter the hours.")
    elif is_hours and rate is None and amount is None:
        errors["rate"] = _("Please enter what an hour costs.")
    for name, number in (("hours", hours), ("rate", rate)):
        if number is not None and not 0 <= number <= 100_000:
            errors[name] = _("Please enter 0 or more.")
    found = line or CostLine()
    found.kind, found.hours, found.rate = fields["kind"], hours, rate
    _keep(actor, found, fields, errors, source, now, amount=amount)
    audit.record(actor, "measurement.keep_cost_line", found, now=now, details={"kind": found.kind})
    return found


@transaction.atomic
def keep_income(
    actor: Actor, fields: MoneyFields, *, now: datetime, income: Income | None = None, source: Source = Source.TYPED
) -> Income:
    """Keep revenue that no opportunity holds. Raises Invalid at the field, Foreign for what is another workspace's."""
    found = income or Income()
    _keep(actor, found, fields, {}, source, now, amount=fields["amount"])
    audit.record(actor, "measurement.keep_income", found, now=now)
    return found


@transaction.atomic
def drop_money(actor: Actor, money: Money, *, now: datetime) -> None:
    """Take a bill or revenue out."""
    actor.require(Permission.TYPE_READINGS)
    actor.own(money)
    audit.record(actor, "measurement.drop_money", money, now=now)
    money.delete()


@transaction.atomic
def take_planned_hours(
    actor: Actor, first: date, last: date, *, now: datetime, campaign: Campaign | None = None
) -> CostLine:
    """Make a bill of the hours that the posts of some days want; taken again for the same days it is reckoned anew.

    Raises Impossible where nothing is planned or no hour has a price.
    """
    actor.require(Permission.TYPE_READINGS)
    actor.own(*([campaign] if campaign else []))
    told = planned_hours(actor.workspace, first, last, campaign.pk if campaign else None)
    if not told.posts:
        raise Impossible(_("Nothing is planned in these days."))
    if told.rate is None:
        raise Impossible(_("Enter at “Hours and demand” what an hour costs; then hours become euro."))
    same = {"campaign": campaign, "channel": None, "first": first, "last": last, "source": Source.PLANNED.value}
    line = CostLine.objects.filter(workspace=actor.workspace, **same).first()
    fields: CostFields = {
        "kind": Kind.HOURS.value,
        "what": _("Making %(posts)s posts") % {"posts": told.posts},
        "first": first,
        "last": last,
        "monthly": False,
        "amount": None,
        "hours": told.hours,
        "rate": told.rate,
        "campaign": campaign,
        "channel": None,
    }
    return keep_cost_line(actor, fields, now=now, line=line, source=Source.PLANNED)


def _keep(
    actor: Actor,
    found: Money,
    fields: MoneyFields,
    errors: dict[str, str],
    source: Source,
    now: datetime,
    *,
    amount: Decimal | None,
) -> None:
    actor.require(Permission.TYPE_READINGS)
    actor.own(*(one for one in (fields["campaign"], fields["channel"], found if found.pk else None) if one is not None))
    last = fields["last"]
    if not 2000 <= fields["first"].year <= 2100:
        errors["first"] = _("Please choose a day between 2000 and 2100.")
    if last is not None and (last < fields["first"] or last.year > 2100):
        errors["last"] = _("The end lies before the start.")
    if amount is None:
        errors.setdefault("amount", _("Please enter an amount; 0 is one too."))
    elif not 0 <= amount <= MOST:
        errors["amount"] = _("Please enter an amount from 0 to ten million.")
    if "hours" in errors or "rate" in errors:
        errors.pop("amount", None)
    if errors:
        raise Invalid(errors)
    if not found.pk:
        found.workspace, found.added_by, found.added_at = actor.workspace, actor.person, now
    found.what = " ".join(fields["what"].split())[:TEXT_MAX]
    found.first, found.monthly = fields["first"], fields["monthly"]
    found.last = last if last is not None or found.monthly else found.first
    found.amount = cents(amount or Decimal(0))
    found.campaign, found.channel, found.source = fields["campaign"], fields["channel"], source.value
    found.save()
