"""Put something new on the plan: an idea, or with a date a planned post."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.events import announce
from leitstand.planning.changes import Done, ItemFields, tidied
from leitstand.planning.core.stages import Stage
from leitstand.planning.core.ways import by_date
from leitstand.planning.events import ItemCreated
from leitstand.planning.models import Item
from leitstand.planning.undoing import Snapshot, remember


@transaction.atomic
def create_item(actor: Actor, fields: ItemFields, *, now: datetime) -> Done:
    """Create an item; without a title the first words of the text become one. Without an owner it is the actor's."""
    actor.require(Permission.PLAN)
    tidy = tidied(actor, {"title": "", **fields})
    planned_at = tidy.get("planned_at")
    person_id = actor.person.pk if actor.person else None
    item = Item.objects.create(
        workspace=actor.workspace,
        title=tidy["title"],
        text=tidy.get("text", ""),
        notes=tidy.get("notes", ""),
        audience=tidy.get("audience", ""),
        goal=tidy.get("goal", ""),
        kind=tidy.get("kind", "text"),
        target_group_id=tidy.get("target_group_id"),
        aim_id=tidy.get("aim_id"),
        journey_stage_id=tidy.get("journey_stage_id"),
        pillar_id=tidy.get("pillar_id"),
        motive=tidy.get("motive", ""),
        category=tidy.get("category", ""),
        post_format=tidy.get("post_format", ""),
        delivery=tidy.get("delivery", "organic"),
        is_filler=tidy.get("is_filler", False),
        stage=by_date(Stage.IDEA, has_date=planned_at is not None).value,
        planned_at=planned_at,
        channel_ids=list(tidy.get("channel_ids", ())),
        campaign_id=tidy.get("campaign_id"),
        owner_id=tidy.get("owner_id", person_id),
        created_by_id=person_id,
        created_at=now,
        updated_at=now,
    )
    before = Snapshot.of(item)
    before.values["deleted_at"] = now.isoformat()
    step = remember(actor, "planning.create_item", [(before, item)], now=now)
    audit.record(actor, "planning.create_item", item, now=now)
    announce(ItemCreated(actor, item, now))
    return Done([item], step.pk if step else None)
