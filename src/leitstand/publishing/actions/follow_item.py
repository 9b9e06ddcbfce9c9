"""Let the shared text follow what was changed about the item in the plan."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.planning.models import Item
from leitstand.publishing.actions.save_draft import save_draft
from leitstand.publishing.core.drafts import Variant
from leitstand.publishing.models import Draft
from leitstand.publishing.queries import composition_of


def follow_item(actor: Actor, item: Item, *, now: datetime) -> None:
    """Take text and channels over from the item; for each channel there is a publication then.

    An item without channels that nobody has written for yet needs none of it.
    """
    actor.require(Permission.WRITE)
    actor.own(item)
    with transaction.atomic():
        if not item.channel_ids and not Draft.objects.filter(item=item).exists():
            return
        composition, base = composition_of(item)
        changed = composition.with_text(item.text) if composition.shared.first != item.text else composition
        wanted = {str(pk) for pk in item.channel_ids}
        kept = tuple(variant for variant in changed.variants if variant.channel in wanted)
        new = tuple(Variant(pk) for pk in sorted(wanted - {variant.channel for variant in kept}))
        changed = replace(changed, variants=(*kept, *new))
        if changed == composition:
            return
        save_draft(actor, item, changed, base_version=base, now=now)
        audit.record(actor, "publishing.follow_item", item, now=now)
