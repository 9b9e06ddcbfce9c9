"""Put another file in the place of one, in every text that is not public yet."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.events import announce
from leitstand.kernel.post import Media, PostPlan
from leitstand.library.models import Asset
from leitstand.library.queries import as_media
from leitstand.publishing import content
from leitstand.publishing.core.drafts import with_asset
from leitstand.publishing.events import ApprovalLapsed
from leitstand.publishing.informing import tell_lapsed
from leitstand.publishing.models import Draft, Publication
from leitstand.publishing.queries import drafts_with, publications_with
from leitstand.publishing.stage import keep_in_step


def replace_media(actor: Actor, old: Asset, new: Asset, *, now: datetime) -> int:
    """Swap a file in drafts and in publications whose words can still change; returns how many publications changed.

    Versions that were made of the old file for a channel give way to the new file itself. Approvals end with the change.
    """
    actor.require(Permission.WRITE)
    actor.own(old, new)
    medium = as_media(new)
    changed = 0
    with transaction.atomic():
        for draft in drafts_with(actor.workspace, old):
            _swap_draft(actor, draft, old, medium, now=now)
        for publication in publications_with(actor.workspace, old):
            changed += _swap(actor, publication, old, medium, now=now)
        audit.record(actor, "publishing.replace_media", old, now=now, details={"by": str(new.pk), "posts": changed})
    return changed


def _swap_draft(actor: Actor, draft: Draft, old: Asset, medium: Media, *, now: datetime) -> None:
    plan = with_asset(PostPlan.from_json(draft.content), str(old.pk), medium)
    draft.content, draft.version = plan.to_json(), draft.version + 1
    draft.updated_at, draft.updated_by = now, actor.person
    draft.save()
    content.keep_draft_version(actor, draft, now=now)


def _swap(actor: Actor, publication: Publication, old: Asset, medium: Media, *, now: datetime) -> int:
    if content.is_fixed(publication):
        return 0
    plan = with_asset(PostPlan.from_json(publication.content), str(old.pk), medium)
    lapsed = content.write(actor, publication, plan, follows=publication.follows_shared, now=now)
    if lapsed is None:
        return 0
    keep_in_step(publication.item_id, now=now)
    for each in lapsed:
        announce(ApprovalLapsed(actor, each.approval, each.was_queued))
    tell_lapsed(actor, lapsed, now=now)
    return 1
