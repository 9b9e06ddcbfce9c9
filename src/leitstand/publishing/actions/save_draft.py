"""Save what the composer holds: the shared text and every channel's version of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.channels.queries import sources
from leitstand.house import audit
from leitstand.house.actor import Actor, Foreign
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Stale
from leitstand.house.events import announce
from leitstand.kernel.post import PostPlan
from leitstand.planning.models import Item
from leitstand.publishing import content
from leitstand.publishing.core.drafts import Composition, Text
from leitstand.publishing.core.states import State
from leitstand.publishing.core.tracking import Tagged
from leitstand.publishing.events import ApprovalLapsed, DraftSaved
from leitstand.publishing.informing import tell_lapsed
from leitstand.publishing.models import Draft, Publication
from leitstand.publishing.networks import ground_of
from leitstand.publishing.queries import CHANNEL_DROPPED, shared_text
from leitstand.publishing.stage import keep_in_step
from leitstand.publishing.tracking import tracking_of


class DraftStale(Stale):
    """Somebody else saved meanwhile; `draft` is what stands there now. Nothing was overwritten."""

    def __init__(self, draft: Draft) -> None:
        who = str(draft.updated_by) if draft.updated_by else "Leitstand"
        super().__init__(
            _("%(person)s has changed this text meanwhile. Your version was not saved, but it is not lost either.")
            % {"person": who},
            code="stale",
        )
        self.draft = draft


@dataclass(frozen=True, slots=True)
class Saved:
    """What a saving did: the version for the next one, the publications that changed, and whose approval lapsed."""

    version: int
    changed: tuple[Publication, ...]
    lapsed: tuple[content.Lapse, ...]


def save_draft(actor: Actor, item: Item, composition: Composition, *, base_version: int | None, now: datetime) -> Saved:
    """Store a composition; every channel's content follows from it, and what the public would see anew loses its approval.

    `base_version` is the version the writer began with (None: whatever is there). Raises DraftStale where somebody else
    has saved since, Impossible where a channel's own text changed that is already on its way, Foreign for a channel of
    another workspace. A channel that is no longer in the composition is withdrawn.
    """
    actor.require(Permission.WRITE)
    actor.own(item)
    with transaction.atomic():
        draft, _created = Draft.objects.select_for_update(of=("self",)).select_related("updated_by").get_or_create(
            item=item,
            defaults={
                "workspace": actor.workspace,
                "content": PostPlan(channel="").to_json(),
                "updated_at": now,
                "updated_by": actor.person,
            },
        )  # fmt: skip
        if base_version is not None and base_version != draft.version:
            raise DraftStale(draft)
        before = shared_text(item, draft if draft.version else None)
        shared = composition.shared.tidied()
        changed, lapsed = _save_channels(actor, item, composition, shared, now=now)
        has_new_text = shared != before or not draft.version
        if not changed and not has_new_text:
            return Saved(draft.version, (), ())
        is_new_version = _save_shared(actor, item, draft, shared, has_new_text=has_new_text, now=now)
        keep_in_step(item.pk, now=now)
        if is_new_version or lapsed:
            audit.record(
                actor, "publishing.save_draft", item, now=now, details={"version": draft.version, "lapsed": len(lapsed)}
            )
        announce(DraftSaved(actor, draft, tuple(changed)))
        for each in lapsed:
            announce(ApprovalLapsed(actor, each.approval, each.was_queued))
        tell_lapsed(actor, lapsed, now=now)
    return Saved(draft.version, tuple(changed), tuple(lapsed))


def _save_shared(actor: Actor, item: Item, draft: Draft, shared: Text, *, has_new_text: bool, now: datetime) -> bool:
    draft.content = PostPlan(channel="", parts=shared.parts, link=shared.link).to_json()
    draft.version += 1
    draft.updated_at, draft.updated_by = now, actor.person
    draft.save()
    if item.text != shared.first:
        # The calendar and the search read the item; a form of the calendar that is open now must notice.
        Item.objects.filter(pk=item.pk).update(text=shared.first, version=F("version") + 1, updated_at=now)
        item.text = shared.first
    return content.keep_draft_version(actor, draft, now=now) if has_new_text else True


def _save_channels(
    actor: Actor, item: Item, composition: Composition, shared: Text, *, now: datetime
) -> tuple[list[Publication], list[content.Lapse]]:
    wanted = {int(variant.channel): variant for variant in composition.variants}
    there = Channel.objects.filter(workspace=actor.workspace, pk__in=wanted.keys()).exclude(network__in=sources())
    channels = {channel.pk: channel for channel in there}
    if channels.keys() != wanted.keys():
        raise Foreign("channel")
    existing = {
        publication.channel_id: publication
        for publication in Publication.objects.select_for_update(of=("self",))
        .select_related("channel")
        .filter(item=item)
        .order_by("pk")
    }
    changed: list[Publication] = []
    lapsed: list[content.Lapse] = []
    tracking = tracking_of(item)
    for pk, variant in wanted.items():
        follows = variant.own is None
        publication = existing.get(pk)
        made = tracking.plan(ground_of(channels[pk]), shared, variant, publication)
        if publication is None:
            publication = _new(actor, item, channels[pk], made, follows=follows, now=now)
            content.create(actor, publication, now=now)
            changed.append(publication)
            continue
        if follows and content.is_fixed(publication):
            continue  # what is already said does not follow a text that goes on changing
        ended = content.write(actor, publication, made.plan, follows=follows, now=now, links=made.links)
        if ended is not None:
            changed.append(publication)
            lapsed.extend(ended)
    for pk, publication in existing.items():
        if pk not in wanted and publication.state != State.WITHDRAWN:
            lapsed.extend(_drop(publication, now=now))
            changed.append(publication)
    return changed, lapsed


def _new(actor: Actor, item: Item, channel: Channel, made: Tagged, *, follows: bool, now: datetime) -> Publication:
    return Publication(
        workspace=actor.workspace,
        item=item,
        channel=channel,
        content=made.plan.to_json(),
        links=dict(made.links),
        follows_shared=follows,
        due_at=item.planned_at,
        grace_minutes=actor.workspace.grace_minutes,
        created_at=now,
        updated_at=now,
    )


def _drop(publication: Publication, *, now: datetime) -> tuple[content.Lapse, ...]:
    if content.is_fixed(publication):
        raise content.already_sent(publication)
    was_queued = publication.state in content.QUEUED
    changed = content.editable(publication).update(
        state=State.WITHDRAWN.value,
        submitted_digest="",
        approved_digest="",
        claimed_by="",
        try_at=None,
        updated_at=now,
    )
    if changed != 1:
        raise content.already_sent(publication)
    publication.refresh_from_db()
    return content.lapse(publication, CHANNEL_DROPPED, was_queued=was_queued, now=now)
