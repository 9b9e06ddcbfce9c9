"""Reads of the long view: plan and publication by week, posts and figures by month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import TruncMonth, TruncWeek

from leitstand.house.models import Workspace
from leitstand.measurement.queries import page_readings, reported
from leitstand.planning.core.stages import Stage
from leitstand.planning.models import Item

OUT: Final = (Stage.PUBLISHED.value, Stage.MEASURED.value)


@dataclass(frozen=True, slots=True)
class Month:
    """One month: posts that went out, what they brought, and the followers at its end. None: not told."""

    first: date
    posts: int
    interactions: int | None
    impressions: int | None
    followers: Decimal | None


def weeks_of(workspace: Workspace, since: date) -> Mapping[date, tuple[int, int]]:
    """Return for each Monday how many posts stand in the plan and how many of them are out; ideas without a date do not count."""
    zone = ZoneInfo(workspace.time_zone)
    rows = (
        Item.objects.filter(workspace=workspace, deleted_at=None, planned_at__gte=datetime.combine(since, time(), zone))
        .exclude(stage=Stage.IDEA.value)
        .annotate(week=TruncWeek("planned_at", tzinfo=zone))
        .values_list("week")
        .annotate(planned=Count("pk"), out=Count("pk", filter=Q(stage__in=OUT)))
        .order_by("week")
    )
    return {week.date(): (planned, out) for week, planned, out in rows}


def months_of(workspace: Workspace, since: date, today: date) -> list[Month]:
    """Return every month from `since` to today, empty ones as well."""
    zone = ZoneInfo(workspace.time_zone)
    begin = datetime.combine(since.replace(day=1), time(), zone)
    told = {
        month.date(): (posts, interactions, impressions)
        for month, posts, interactions, impressions in reported(workspace)
        .filter(published_at__gte=begin)
        .annotate(month=TruncMonth("published_at", tzinfo=zone))
        .values_list("month")
        .annotate(Count("pk"), Sum("interactions"), Sum("impressions"))
        .order_by("month")
    }
    followers: dict[date, Decimal] = {}
    rows = (
        page_readings(workspace)
        .filter(metric="followers", value__isnull=False, taken_at__gte=begin)
        .annotate(month=TruncMonth("taken_at", tzinfo=zone))
        .values_list("month", "channel_id")
        .annotate(Max("taken_at"))
        .values_list("month", "channel_id", "taken_at__max")
    )
    last = {(channel, taken_at): month.date() for month, channel, taken_at in rows}
    ends = (
        page_readings(workspace)
        .filter(metric="followers", taken_at__in=[at for _channel, at in last])
        .values_list("channel_id", "taken_at", "value")
    )
    for channel, taken_at, value in ends:
        month = last.get((channel, taken_at))
        if month is not None and value is not None:
            followers[month] = followers.get(month, Decimal(0)) + value
    found, first = [], begin.date()
    while first <= today:
        posts, interactions, impressions = told.get(first, (0, None, None))
        found.append(Month(first, posts, interactions, impressions, followers.get(first)))
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return found
