"""Reads of the content mix: what went out or is planned, with its reasons."""

from dataclasses import dataclass
from datetime import datetime

from leitstand.house.models import Workspace
from leitstand.planning.models import Item
from leitstand.strategy.queries.audiences import pillars_of

OUT = ("published", "measured")


@dataclass(frozen=True, slots=True)
class MixRow:
    """What one item says about itself, as far as the mix needs it."""

    category: str
    pillar_id: int | None
    post_format: str
    kind: str
    delivery: str
    channel_ids: tuple[int, ...]


def categories_out(workspace: Workspace, *, until: datetime, channel: int | None = None) -> list[str]:
    """Return the categories of the last ten posts that went out by a moment, the newest first."""
    items = Item.objects.filter(workspace=workspace, deleted_at=None, stage__in=OUT, planned_at__lte=until)
    if channel is not None:
        items = items.filter(channel_ids__contains=[channel])
    return list(items.order_by("-planned_at").values_list("category", flat=True)[:10])


def rows_between(workspace: Workspace, start: datetime, end: datetime) -> list[MixRow]:
    """Return what is planned or out in a span, in order of time."""
    fields = ("category", "pillar_id", "post_format", "kind", "delivery", "channel_ids")
    found = (
        Item.objects.filter(workspace=workspace, deleted_at=None, planned_at__gte=start, planned_at__lt=end)
        .exclude(stage="idea")
        .order_by("planned_at")
        .values_list(*fields)
    )
    return [
        MixRow(category, pillar, post_format, kind, delivery, tuple(channels))
        for category, pillar, post_format, kind, delivery, channels in found
    ]


def wished_shares(workspace: Workspace) -> dict[str, int | None]:
    """Return the pillars' names with their wished shares."""
    return {pillar.name: pillar.share for pillar in pillars_of(workspace)}


def fillers_of(workspace: Workspace) -> list[Item]:
    """Return the gap fillers that are ready, the longest waiting first."""
    return list(
        Item.objects.filter(workspace=workspace, deleted_at=None, is_filler=True, planned_at=None)
        .exclude(stage__in=OUT)
        .order_by("created_at")
    )
