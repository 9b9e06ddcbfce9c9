"""Reads about formats: how often each was used, and what was said about the one behind a post."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count

from leitstand.house.models import Workspace
from leitstand.planning.core.post_formats import Month, by_month
from leitstand.planning.models import FormatUse, Item
from leitstand.planning.post_formats import format_of, said


def formats_by_month(workspace: Workspace, start: datetime, end: datetime) -> tuple[tuple[str, ...], list[Month]]:
    """Return how often each format is planned or was used, by the workspace's own months."""
    zone = ZoneInfo(workspace.time_zone)
    rows = (
        Item.objects.filter(workspace=workspace, deleted_at=None, planned_at__gte=start, planned_at__lt=end)
        .exclude(post_format="")
        .order_by("planned_at")
        .values_list("planned_at", "post_format")
    )
    return by_month((f"{at.astimezone(zone):%Y-%m}", name) for at, name in rows if at is not None)


def uses_of(workspace: Workspace) -> dict[str, int]:
    """Return how many posts began from each format or name it."""
    counted = (
        Item.objects.filter(workspace=workspace, deleted_at=None)
        .exclude(post_format="")
        .values_list("post_format")
        .annotate(posts=Count("pk"))
        .order_by()
    )
    return {str(name): int(posts) for name, posts in counted}


@dataclass(frozen=True, slots=True)
class Beside:
    """A format as it stands beside the text of a post."""

    id: str
    name: str
    purpose: str
    questions: Sequence[str]
    example: str
    adaptation: str


def format_beside(item: Item) -> Beside | None:
    """Return the format of a post with what was said when it began, None where it has none."""
    chosen = format_of(item.workspace, item.post_format) if item.post_format else None
    if chosen is None:
        return None
    use = FormatUse.objects.filter(item=item).first()
    return Beside(
        chosen.id,
        said(chosen.name),
        said(chosen.purpose),
        [said(question) for question in chosen.questions],
        said(chosen.example),
        use.adaptation if use else "",
    )
