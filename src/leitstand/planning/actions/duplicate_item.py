"""Copy an item, to say something alike again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.changes import Done, told_of, zone_of
from leitstand.planning.core.local_time import moved_by
from leitstand.planning.models import Item

A_WEEK = 7


@transaction.atomic
def duplicate_item(actor: Actor, item: Item, *, now: datetime) -> Done:
    """Copy an item with its text and channels; the copy stands a week later at the same local time, unapproved."""
    actor.require(Permission.PLAN)
    actor.own(item)
    resolved = moved_by(item.planned_at, days=A_WEEK, zone=zone_of(actor.workspace)) if item.planned_at else None
    done = create_item(
        actor,
        {
            "title": (_("%(title)s (copy)") % {"title": item.title})[:200],
            "text": item.text,
            "notes": item.notes,
            "audience": item.audience,
            "goal": item.goal,
            "kind": item.kind,
            "target_group_id": item.target_group_id,
            "aim_id": item.aim_id,
            "journey_stage_id": item.journey_stage_id,
            "pillar_id": item.pillar_id,
            "motive": item.motive,
            "category": item.category,
            "post_format": item.post_format,
            "delivery": item.delivery,
            "planned_at": resolved.moment if resolved else None,
            "channel_ids": item.channel_ids,
            "campaign_id": item.campaign_id,
        },
        now=now,
    )
    audit.record(actor, "planning.duplicate_item", done.item, now=now, details={"of": str(item.pk)})
    return Done(done.items, done.undo, told_of([resolved.adjustment]) if resolved else [])
