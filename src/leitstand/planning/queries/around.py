"""What stands around items: the item itself, channels, people, campaigns, own dates, collisions, history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, QuerySet, Value
from django.db.models.functions import Abs, Extract

from leitstand.channels.models import Channel
from leitstand.channels.queries import sources
from leitstand.connector_kit import registry
from leitstand.house.actor import Foreign
from leitstand.house.models import AuditEntry, Person, Workspace
from leitstand.planning.core.collisions import CLOSE, MEMORY, Clash, Repeat, Slot, clashes, repeats
from leitstand.planning.models import Campaign, Item, OwnDate
from leitstand.planning.queries.rows import fetch

MOST_COMPARED = 300
GREY = "#5b6472"
LABEL = "planning.item"


@dataclass(frozen=True, slots=True)
class ChannelMark:
    """A channel as it is drawn: its name, and the colour and letter of its network."""

    id: int
    name: str
    colour: str
    letter: str
    state: str


def channel_marks(workspace: Workspace) -> dict[int, ChannelMark]:
    """Return the channels one can plan for, in their order."""
    there = Channel.objects.filter(workspace=workspace).exclude(network__in=sources())
    rows = there.values_list("pk", "name", "handle", "network", "state")
    return {pk: _mark(pk, name or handle, network, state) for pk, name, handle, network, state in rows}


def _mark(pk: int, name: str, network: str, state: str) -> ChannelMark:
    try:
        manifest = registry.manifest(network)
    except registry.UnknownNetwork:
        return ChannelMark(pk, name, GREY, name[:1].upper() or "?", state)
    return ChannelMark(pk, name, manifest.colour, manifest.letter, state)


def item_of(workspace: Workspace, item_id: UUID, *, deleted: bool = False) -> Item:
    """Return an item; raises Foreign where this workspace has none by that id."""
    found = (
        Item.objects.select_related("campaign", "owner")
        .filter(workspace=workspace, pk=item_id, deleted_at__isnull=not deleted)
        .first()
    )
    if found is None:
        raise Foreign(str(item_id))
    return found


def items_of(workspace: Workspace, ids: Iterable[UUID]) -> list[Item]:
    """Return those of the items that are there."""
    return list(
        Item.objects.filter(workspace=workspace, pk__in=list(ids), deleted_at=None).order_by("planned_at", "pk")
    )


def people_of(workspace: Workspace) -> dict[int, Person]:
    """Return the members by id, in the order of their names."""
    members = Person.objects.filter(memberships__workspace=workspace, is_active=True).order_by("name", "pk")
    return {person.pk: person for person in members}


def campaigns_of(workspace: Workspace) -> list[Campaign]:
    """Return all campaigns, the latest first."""
    return list(Campaign.objects.filter(workspace=workspace).order_by("-starts", "pk"))


def counts_of_campaigns(workspace: Workspace) -> dict[int, int]:
    """Return how many items each campaign joins."""
    joined = Item.objects.filter(workspace=workspace, deleted_at=None, campaign__isnull=False)
    return dict(joined.values_list("campaign_id").annotate(count=Count("pk")).order_by())


def campaign_of(workspace: Workspace, campaign_id: int) -> Campaign:
    """Return a campaign; raises Foreign where this workspace has none by that id."""
    found = Campaign.objects.filter(workspace=workspace, pk=campaign_id).first()
    if found is None:
        raise Foreign(str(campaign_id))
    return found


def own_dates_between(workspace: Workspace, first: date, last: date) -> list[OwnDate]:
    """Return the own dates that touch these days."""
    return list(OwnDate.objects.filter(workspace=workspace, starts__lte=last, ends__gte=first).order_by("starts", "pk"))


def own_dates_of(workspace: Workspace) -> list[OwnDate]:
    """Return all own dates, the latest first."""
    return list(OwnDate.objects.filter(workspace=workspace).order_by("-starts", "pk"))


def own_date_of(workspace: Workspace, own_date_id: int) -> OwnDate:
    """Return an own date; raises Foreign where this workspace has none by that id."""
    found = OwnDate.objects.filter(workspace=workspace, pk=own_date_id).first()
    if found is None:
        raise Foreign(str(own_date_id))
    return found


def clashes_of(item: Item) -> list[tuple[Item, Clash[UUID]]]:
    """Return the items too close to this one on a common channel."""
    if item.planned_at is None or not item.channel_ids:
        return []
    near = _others(item).filter(planned_at__gt=item.planned_at - CLOSE, planned_at__lt=item.planned_at + CLOSE)[:20]
    others = {other.pk: other for other in near}
    found = clashes([_slot(one) for one in (item, *others.values())])
    return [
        (others[clash.second if clash.first == item.pk else clash.first], clash)
        for clash in found
        if item.pk in (clash.first, clash.second)
    ]


def repeats_of(item: Item) -> list[tuple[Item, Repeat[UUID]]]:
    """Return the items that say (nearly) the same on a common channel within a month."""
    if item.planned_at is None or not item.channel_ids or not item.text.strip():
        return []
    apart = Abs(Extract(F("planned_at") - Value(item.planned_at), "epoch"))
    near = (
        _others(item)
        .exclude(text="")
        .filter(planned_at__gte=item.planned_at - MEMORY, planned_at__lte=item.planned_at + MEMORY)
        .order_by(apart)[:MOST_COMPARED]
    )
    others = {other.pk: other for other in near}
    return [(others[one.second], one) for one in repeats(_slot(item), [_slot(other) for other in others.values()])][:5]


def busy_at(workspace: Workspace, item: Item, moments: Sequence[datetime]) -> list[bool]:
    """Say for each moment whether the item would come too close to another one there."""
    sql = """
        SELECT EXISTS (
            SELECT 1 FROM planning_item o WHERE o.workspace_id = %(workspace)s AND o.deleted_at IS NULL AND o.id <> %(id)s
            AND o.planned_at > m.at - %(close)s AND o.planned_at < m.at + %(close)s AND o.channel_ids && %(channels)s::bigint[])
        FROM unnest(%(moments)s::timestamptz[]) WITH ORDINALITY AS m(at, number) ORDER BY m.number
    """
    told = {"workspace": workspace.pk, "id": item.pk, "close": CLOSE, "channels": item.channel_ids}
    return [bool(found) for (found,) in fetch(sql, {**told, "moments": list(moments)})]


def history_of(item: Item, *, most: int = 30) -> list[AuditEntry]:
    """Return what happened to an item, the latest first."""
    entries = AuditEntry.objects.filter(workspace_id=item.workspace_id, subject_type=LABEL, subject_id=str(item.pk))
    return list(entries.select_related("person").order_by("-at", "-pk")[:most])


def _others(item: Item) -> QuerySet[Item]:
    return Item.objects.filter(
        workspace_id=item.workspace_id, deleted_at=None, channel_ids__overlap=item.channel_ids
    ).exclude(pk=item.pk)


def _slot(item: Item) -> Slot[UUID]:
    if item.planned_at is None:
        raise ValueError("only what has a time can collide")
    return Slot(item.pk, item.planned_at, frozenset(item.channel_ids), item.text)
