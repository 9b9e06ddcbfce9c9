"""Say a post again, as a variant of its own, within the limits of repetition."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Final

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.changes import Done, zone_of
from leitstand.planning.core.local_time import resolve
from leitstand.planning.core.special_days import is_workday, next_workday
from leitstand.planning.core.stages import LEVEL_OF, Level, Stage
from leitstand.planning.core.supply import Rule, earliest
from leitstand.planning.models import Item
from leitstand.planning.queries.supply import rule_for, rules_of, sayings_of

USUAL: Final = time(10)


def first_moment(
    item: Item, channel: int, *, now: datetime, rules: Mapping[int | None, Rule] | None = None
) -> datetime | None:
    """Return from when on a post may be said again on a channel; None where it was said often enough."""
    said = [item, *sayings_of(item).get(channel, [])]
    times = {one.planned_at for one in said if one.planned_at is not None and channel in one.channel_ids}
    return earliest(rule_for(rules or rules_of(item.workspace), channel), times, now)


@transaction.atomic
def reuse_item(actor: Actor, item: Item, *, text: str, now: datetime, at: datetime | None = None) -> Done:
    """Put a variant of a post that is out on the plan; without a time on the first working day it may be said again.

    Channels on which it was said often enough are left out; raises Impossible where none is left or the time is too early.
    """
    actor.require(Permission.PLAN)
    actor.own(item)
    if LEVEL_OF[Stage(item.stage)] is not Level.MEASUREMENT:
        raise Impossible(_("Only what is published can be said again."), code="not_out")
    if not text.strip():
        raise Invalid({"text": _("Please say it in some words.")})
    allowed = {channel: first_moment(item, channel, now=now) for channel in item.channel_ids}
    open_ones = {channel: moment for channel, moment in allowed.items() if moment is not None}
    if not open_ones:
        raise Impossible(_("This was said often enough on each of its channels."), code="too_often")
    first = max(open_ones.values())
    zone = zone_of(actor.workspace)
    if at is None:
        day = first.astimezone(zone).date()
        if not is_workday(day, state=actor.workspace.state) or datetime.combine(day, USUAL, zone) < first:
            day = next_workday(day, state=actor.workspace.state)
        at = resolve(datetime.combine(day, USUAL), zone).moment
    elif at < first:
        raise Impossible(
            _("That is too soon: followers still remember it. From %(day)s on it may be said again.")
            % {"day": date_format(first.astimezone(zone), "SHORT_DATE_FORMAT")},
            code="too_soon",
        )
    done = create_item(
        actor,
        {
            "title": item.title,
            "text": text.strip(),
            "audience": item.audience,
            "goal": item.goal,
            "kind": item.kind,
            "target_group_id": item.target_group_id,
            "journey_stage_id": item.journey_stage_id,
            "pillar_id": item.pillar_id,
            "motive": item.motive,
            "category": item.category,
            "post_format": item.post_format,
            "delivery": item.delivery,
            "planned_at": at,
            "channel_ids": list(open_ones),
        },
        now=now,
    )
    root = item.reuse_of_id or item.pk
    Item.objects.filter(pk=done.item.pk).update(reuse_of=root)
    done.item.reuse_of_id = root
    audit.record(actor, "planning.reuse_item", done.item, now=now, details={"of": str(item.pk)})
    return done
