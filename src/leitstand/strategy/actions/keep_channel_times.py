"""Keep how much time the audience gives each channel, with the source of every figure."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.strategy.core.guide_facts import for_age
from leitstand.strategy.models import ChannelTime


class TimeFields(TypedDict):
    """One channel's time."""

    channel: str
    amount: Decimal
    source: str
    as_of: date


@transaction.atomic
def keep_channel_times(actor: Actor, times: Sequence[TimeFields], *, now: datetime) -> None:
    """Replace the figures; raises Invalid where one has no source, is below 0, or a channel comes twice."""
    actor.require(Permission.PLAN)
    names = [one["channel"] for one in times]
    if len(set(names)) != len(names):
        raise Invalid({"channel": _("Each channel can have one figure only.")})
    if any(not one["source"].strip() for one in times):
        raise Invalid({"source": _("Please name the source of every figure.")})
    if any(not 0 <= one["amount"] <= 1440 for one in times):
        raise Invalid({"amount": _("Please enter between 0 and 1,440.")})
    ChannelTime.objects.filter(workspace=actor.workspace).delete()
    ChannelTime.objects.bulk_create(ChannelTime(workspace=actor.workspace, **one) for one in times)
    audit.record(actor, "strategy.keep_channel_times", None, now=now, details={"count": len(times)})


@transaction.atomic
def take_times_from_facts(actor: Actor, age: int, *, now: datetime) -> int:
    """Take the minutes a day at an age from the facts that the guide brings; raises Impossible where there are none.

    Mobile is left out: a device, not a channel beside the others.
    """
    actor.require(Permission.PLAN)
    facts = [one for one in for_age(age) if one.measure == "minutes_a_day" and one.medium != "mobile" and one.number]
    if not facts:
        raise Impossible(_("The fact library has no minutes for this age."))
    for one in facts:
        ChannelTime.objects.update_or_create(
            workspace=actor.workspace,
            channel=one.medium,
            defaults={"amount": Decimal(str(one.number)), "source": one.source, "as_of": one.as_of},
        )
    audit.record(actor, "strategy.keep_channel_times", None, now=now, details={"count": len(facts)})
    return len(facts)
