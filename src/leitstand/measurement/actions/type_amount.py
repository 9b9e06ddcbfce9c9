"""Add an amount by hand that no network or tool tells, or take it away again."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.zones import day_in
from leitstand.measurement.core.kpi_files import catalogue
from leitstand.measurement.models.kpis import TypedAmount
from leitstand.planning.models import Campaign


@dataclass(frozen=True, slots=True)
class AmountFields:
    """An amount as it is typed in."""

    amount: str
    day: date
    value: Decimal
    channel: Channel | None = None
    campaign: Campaign | None = None
    note: str = ""


@transaction.atomic
def type_amount(actor: Actor, wanted: AmountFields, *, now: datetime) -> TypedAmount:
    """Keep an amount on its day; raises Invalid at the field."""
    actor.require(Permission.TYPE_READINGS)
    actor.own(*(one for one in (wanted.channel, wanted.campaign) if one is not None))
    amount = catalogue().amounts.get(wanted.amount)
    if amount is None or not amount.typed:
        raise Invalid({"amount": _("Choose from the list: everything else is counted by itself.")})
    if wanted.day > day_in(actor.workspace, now):
        raise Invalid({"day": _("The date lies in the future.")})
    if wanted.value < 0:
        raise Invalid({"value": _("Enter zero or more.")})
    if amount.unit == "count" and wanted.value != wanted.value.to_integral_value():
        raise Invalid({"value": _("Enter a whole number.")})
    kept = TypedAmount.objects.create(
        workspace=actor.workspace,
        amount=wanted.amount,
        day=wanted.day,
        value=wanted.value,
        channel=wanted.channel,
        campaign=wanted.campaign,
        note=wanted.note[:200],
        typed_by=actor.person,
        typed_at=now,
    )
    audit.record(actor, "measurement.type_amount", kept, now=now, details={"amount": wanted.amount})
    return kept


@transaction.atomic
def drop_amount(actor: Actor, typed: TypedAmount, *, now: datetime) -> None:
    """Take an amount away; the figures follow."""
    actor.require(Permission.TYPE_READINGS)
    actor.own(typed)
    audit.record(
        actor,
        "measurement.drop_amount",
        typed,
        now=now,
        details={"amount": typed.amount, "day": str(typed.day), "value": str(typed.value)},
    )
    typed.delete()
