"""Make publications for many new items at once, as `follow_item` does for one: a whole plan is read in within seconds."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from leitstand.channels.models import Channel
from leitstand.house import audit
from leitstand.house.actor import Actor, Foreign
from leitstand.house.bulk import copy_in
from leitstand.house.core.roles import Permission
from leitstand.kernel.post import PostPlan
from leitstand.planning.core.stages import stage_of
from leitstand.planning.models import Item
from leitstand.publishing.core.drafts import Variant
from leitstand.publishing.models import Draft, Publication
from leitstand.publishing.networks import ground_of
from leitstand.publishing.queries import shared_text
from leitstand.publishing.stage import standing_of
from leitstand.publishing.tracking import tracking_of_many

_AT_ONCE = 500
_DRAFT_VERSIONS = """
    INSERT INTO publishing_draftversion (draft_id, workspace_id, number, content, person_id, at)
    SELECT item_id, workspace_id, 1, content, %(person)s, %(now)s
    FROM publishing_draft WHERE workspace_id = %(workspace)s AND item_id = ANY(%(items)s)
"""
_VERSIONS = """
    INSERT INTO publishing_version (publication_id, workspace_id, number, content, digest, person_id, at)
    SELECT id, workspace_id, 1, content, content_digest, %(person)s, %(now)s
    FROM publishing_publication WHERE workspace_id = %(workspace)s AND item_id = ANY(%(items)s)
"""


@transaction.atomic
def follow_new_items(actor: Actor, items: Sequence[Item], *, now: datetime) -> None:
    """Store draft, publications and their first versions of items that have none yet, and put the items into step."""
    actor.require(Permission.WRITE)
    followed = [item for item in items if item.channel_ids]
    wanted = {pk for item in followed for pk in item.channel_ids}
    channels = {one.pk: one for one in Channel.objects.filter(workspace=actor.workspace, pk__in=wanted)}
    if channels.keys() != wanted:
        raise Foreign("channel")
    drafts, made = [], []
    tracked = tracking_of_many(actor.workspace, followed)
    for item in followed:
        actor.own(item)
        shared = shared_text(item, None).tidied()
        plan = PostPlan(channel="", parts=shared.parts, link=shared.link)
        drafts.append(
            Draft(
                item=item, workspace=actor.workspace, content=plan.to_json(), version=1, updated_at=now,
                updated_by=actor.person,
            )
        )  # fmt: skip
        plans = [
            (pk, tracked[item.pk].plan(ground_of(channels[pk]), shared, Variant(str(pk)))) for pk in item.channel_ids
        ]
        made += [
            Publication(
                workspace=actor.workspace,
                item=item,
                channel=channels[pk],
                content=tagged.plan.to_json(),
                links=dict(tagged.links),
                due_at=item.planned_at,
                grace_minutes=actor.workspace.grace_minutes,
                created_at=now,
                updated_at=now,
            )
            for pk, tagged in plans
        ]
    copy_in(drafts)
    copy_in(made)
    _keep_versions(actor, drafts, now)
    _put_in_step(actor, followed, made, now)


def _keep_versions(actor: Actor, drafts: Sequence[Draft], now: datetime) -> None:
    """Store the first version of each draft and publication, copied where they stand: thousands need not travel twice."""
    told = {
        "person": actor.person.pk if actor.person else None,
        "workspace": actor.workspace.pk,
        "items": [draft.pk for draft in drafts],
        "now": now,
    }
    with connection.cursor() as cursor:
        for statement in (_DRAFT_VERSIONS, _VERSIONS):
            cursor.execute(statement, told)


def _put_in_step(actor: Actor, items: Sequence[Item], made: Sequence[Publication], now: datetime) -> None:
    stored: dict[UUID, list[Publication]] = {}
    for each in sorted(made, key=lambda one: (one.channel.position, one.channel_id)):
        stored.setdefault(each.item_id, []).append(each)
    by_stage: dict[str, list[UUID]] = {}
    reordered = []
    for item in items:
        variants = [standing_of(each) for each in stored[item.pk]]
        item.stage = stage_of(has_date=item.planned_at is not None, variants=variants).value
        by_stage.setdefault(item.stage, []).append(item.pk)
        channels = [each.channel_id for each in stored[item.pk]]
        if channels != item.channel_ids:
            item.channel_ids = channels
            reordered.append(item)
    for stage, ids in by_stage.items():
        Item.objects.filter(pk__in=ids).exclude(stage=stage).update(stage=stage)
    Item.objects.bulk_update(reordered, ["channel_ids"], batch_size=_AT_ONCE)
    audit.record(actor, "publishing.follow_new_items", None, now=now, details={"count": len(items)})
