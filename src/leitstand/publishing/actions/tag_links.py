"""Tag the links of posts anew: after the campaign changed, after the rules did, or after somebody said leave them."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.events import announce
from leitstand.kernel.post import PostPlan
from leitstand.planning.models import Item
from leitstand.publishing import content
from leitstand.publishing.core.states import State
from leitstand.publishing.core.tracking import written
from leitstand.publishing.events import ApprovalLapsed
from leitstand.publishing.informing import tell_lapsed
from leitstand.publishing.models import PlainLinks, Publication
from leitstand.publishing.networks import ground_of
from leitstand.publishing.stage import keep_in_step
from leitstand.publishing.tracking import Tracking, tracking_of, tracking_of_many


@transaction.atomic
def leave_links(actor: Actor, item: Item, *, is_left: bool, now: datetime) -> int:
    """Leave a post's links as they were written, or tag them again; returns how many publications changed.

    What was approved with other links loses its approval, like by every other change.
    """
    actor.require(Permission.WRITE)
    actor.own(item)
    if is_left:
        PlainLinks.objects.get_or_create(
            item=item, defaults={"workspace": actor.workspace, "person": actor.person, "at": now}
        )
    else:
        PlainLinks.objects.filter(item=item).delete()
    audit.record(actor, "publishing.leave_links", item, now=now, details={"left": is_left})
    return tag_links(actor, item, now=now)


@transaction.atomic
def tag_links(actor: Actor, item: Item, *, now: datetime) -> int:
    """Tag the links of one post by the rules as they are; what is public or on its way stays."""
    actor.require(Permission.WRITE)
    actor.own(item)
    rows = _locked(Q(item=item)).exclude(state=State.WITHDRAWN.value)
    tracking = tracking_of(item)
    return sum(_tag(actor, each, tracking, now=now) for each in rows)


@transaction.atomic
def tag_drafts(actor: Actor, *, now: datetime) -> int:
    """Tag the links of everything that is still a draft; what was given to approval keeps what was looked at."""
    actor.require(Permission.WRITE)
    rows = list(
        _locked(
            Q(workspace=actor.workspace, state=State.DRAFT.value, submitted_digest="", approved_digest="")
            & Q(item__deleted_at=None)
        )
    )
    tracked = tracking_of_many(actor.workspace, {row.item_id: row.item for row in rows}.values())
    return sum(_tag(actor, each, tracked[each.item_id], now=now) for each in rows)


def _locked(wanted: Q) -> QuerySet[Publication]:
    rows = Publication.objects.select_for_update(of=("self",)).select_related("channel", "item", "workspace")
    return rows.filter(wanted).order_by("pk")


def _tag(actor: Actor, publication: Publication, tracking: Tracking, *, now: datetime) -> int:
    if content.is_fixed(publication):
        return 0
    plain = written(PostPlan.from_json(publication.content), publication.links)
    made = tracking.tag(ground_of(publication.channel), plain)
    lapsed = content.write(actor, publication, made.plan, follows=publication.follows_shared, now=now, links=made.links)
    if lapsed is None:
        return 0
    keep_in_step(publication.item_id, now=now)
    audit.record(actor, "publishing.tag_links", publication, now=now, details={"count": len(made.links)})
    for each in lapsed:
        announce(ApprovalLapsed(actor, each.approval, each.was_queued))
    tell_lapsed(actor, lapsed, now=now)
    return 1
