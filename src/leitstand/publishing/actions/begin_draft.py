"""Begin a post in one go: the item on the plan, its shared text, and what differs per channel."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.changes import ItemFields
from leitstand.planning.models import Item
from leitstand.publishing.actions.save_draft import save_draft
from leitstand.publishing.core.drafts import Composition
from leitstand.publishing.models import DoneOnce


def begin_draft(
    actor: Actor, fields: ItemFields, composition: Composition, *, key: str = "", now: datetime
) -> tuple[Item, bool]:
    """Return the new item, and whether it is new: the same `key` again gives the item it made the first time.

    Two calls with one key at once wait for each other, so that a program that repeats itself never makes two posts.
    """
    actor.require(Permission.PLAN)
    actor.require(Permission.WRITE)
    with transaction.atomic():
        if key:
            # Whoever holds the workspace's row decides about keys; a repeat waits here and then finds the first.
            type(actor.workspace).objects.select_for_update(no_key=True).get(pk=actor.workspace.pk)
            known = DoneOnce.objects.filter(workspace=actor.workspace, key=key[:120]).select_related("item").first()
            if known is not None:
                return known.item, False
        item = create_item(actor, {**fields, "text": composition.shared.first}, now=now).item
        save_draft(actor, item, composition, base_version=None, now=now)
        if key:
            DoneOnce.objects.create(workspace=actor.workspace, key=key[:120], item=item, at=now)
        audit.record(actor, "publishing.begin_draft", item, now=now)
    item.refresh_from_db()
    return item, True
