"""Lay down how many gap fillers lie ready, and how often the same may be said."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.house import audit
from leitstand.house.actor import Actor, Foreign
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.planning.core.supply import Rule
from leitstand.planning.models import RepeatRule, SupplyRules


@transaction.atomic
def keep_supply(
    actor: Actor, *, filler_minimum: int, rules: Mapping[int | None, Rule | None], now: datetime
) -> SupplyRules:
    """Keep the numbers; a channel whose rule is None follows the common one (which stands under None)."""
    actor.require(Permission.PLAN)
    if not 0 <= filler_minimum <= 50:
        raise Invalid({"filler_minimum": _("Please enter a number between 0 and 50.")})
    if any(rule and not (0 <= rule.min_days <= 730 and 0 <= rule.most_repeats <= 50) for rule in rules.values()):
        raise Invalid({"rules": _("Please enter 0 to 730 days and 0 to 50 repeats.")})
    wanted = {channel for channel in rules if channel is not None}
    known = set(Channel.objects.filter(workspace=actor.workspace, pk__in=wanted).values_list("pk", flat=True))
    if known != wanted:
        raise Foreign("channel")
    for channel, rule in rules.items():
        which = Q(channel=None) if channel is None else Q(channel_id=channel)
        there = RepeatRule.objects.filter(which, workspace=actor.workspace)
        if rule is None:
            there.delete()
            continue
        row = there.first() or RepeatRule(workspace=actor.workspace, channel_id=channel)
        row.min_days, row.most_repeats = rule.min_days, rule.most_repeats
        row.save()
    kept, _made = SupplyRules.objects.update_or_create(
        workspace=actor.workspace, defaults={"filler_minimum": filler_minimum}
    )
    audit.record(actor, "planning.keep_supply", kept, now=now, details={"filler_minimum": filler_minimum})
    return kept
