"""Reads of searches and their sources."""

from datetime import datetime

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Coalesce

from leitstand.house.models import Workspace
from leitstand.listening.models import DayFigures, Search, Source


def searches_of(workspace: Workspace, *, purpose: str = "", with_paused: bool = True) -> QuerySet[Search]:
    """Return the searches of a workspace by name, all or those of one purpose."""
    found = Search.objects.filter(workspace=workspace).select_related("look_back")
    if purpose:
        found = found.filter(purpose=purpose)
    return found if with_paused else found.filter(paused_at=None)


def mentions_by_search(workspace: Workspace, since: datetime) -> dict[int, int]:
    """Return how many mentions each search has had since a day."""
    rows = DayFigures.objects.filter(workspace=workspace, day__gte=since.date()).values("search")
    return {row["search"]: row["all"] for row in rows.annotate(all=Coalesce(Sum("mentions"), 0))}


def sources_of(workspace: Workspace) -> QuerySet[Source]:
    """Return what is read, with the channel behind it and what is listened to live."""
    return Source.objects.filter(workspace=workspace).select_related("channel", "stream")


def sources_by_kind(workspace: Workspace) -> dict[str, int]:
    """Return how many sources there are of each kind."""
    return dict(Source.objects.filter(workspace=workspace).values_list("kind").annotate(count=Count("pk")))
