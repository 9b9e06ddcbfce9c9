"""Where goals stand: joins the goals of the strategy room with readings, with a fixed number of reads however many goals there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Sum
from django.db.models.functions import TruncDate

from leitstand.house.models import Workspace
from leitstand.kernel.reading import Metric
from leitstand.measurement.core.goal_figures import NOTHING, DayFigure, GoalFigure, added, by_hand, newest
from leitstand.measurement.models import Standing
from leitstand.measurement.queries import page_readings, reported
from leitstand.strategy.models import Goal
from leitstand.strategy.queries.goals import is_by_hand, metric_of, values_of

PAGE_METRICS: Final = {"followers": Metric.FOLLOWERS.value, "profile_visits": Metric.PROFILE_VISITS.value}
POST_METRICS: Final = ("reach", "impressions", "interactions", "likes", "comments", "shares", "clicks")


@dataclass(frozen=True, slots=True)
class BestPost:
    """The post with the highest figure of a metric in the time of a goal."""

    standing: Standing
    value: int


def figures_of(workspace: Workspace, goals: Sequence[Goal], *, today: date) -> Mapping[int, GoalFigure]:
    """Return where each goal stands today; at most three reads."""
    metrics = {goal.pk: metric_of(goal) for goal in goals}
    counted = {pk: metric.counted if metric else "" for pk, metric in metrics.items()}
    hand = values_of([goal for goal in goals if is_by_hand(goal)])
    pages = _pages(workspace) if {"last", "days"} & set(counted.values()) else []
    posted = [goal.starts_on for goal in goals if counted[goal.pk] == "posts"]
    posts = _posts(workspace, min(posted)) if posted else []
    found: dict[int, GoalFigure] = {}
    for goal in goals:
        end = min(today, goal.due_on) if goal.due_on else today
        if goal.pk in hand:
            found[goal.pk] = by_hand([DayFigure(one.on, 0, one.value) for one in hand[goal.pk]])
        elif counted[goal.pk] == "last":
            wanted = PAGE_METRICS[goal.metric]
            found[goal.pk] = newest(_of(pages, goal, wanted), end)
        elif counted[goal.pk] == "days":
            wanted = PAGE_METRICS[goal.metric]
            found[goal.pk] = added(_of(pages, goal, wanted), goal.starts_on, end, origin="page")
        elif counted[goal.pk] == "posts":
            found[goal.pk] = added(_of(posts, goal, goal.metric), goal.starts_on, end, origin="posts")
        else:
            found[goal.pk] = NOTHING
    return found


def best_post(goal: Goal, *, today: date) -> BestPost | None:
    """Return the best post of a goal that adds up posts."""
    metric = metric_of(goal)
    if metric is None or metric.counted != "posts":
        return None
    zone = ZoneInfo(goal.workspace.time_zone)
    end = min(today, goal.due_on) if goal.due_on else today
    found = (
        reported(goal.workspace)
        .filter(
            published_at__gte=datetime.combine(goal.starts_on, time(), zone),
            published_at__lte=datetime.combine(end, time.max, zone),
            **{f"{goal.metric}__isnull": False},
        )
        .select_related("publication__item", "publication__channel")
        .order_by(f"-{goal.metric}", "-published_at")
    )
    if goal.channel_id:
        found = found.filter(channel=goal.channel_id)
    best = found.first()
    return BestPost(best, getattr(best, goal.metric)) if best else None


Row = tuple[str, DayFigure]


def _of(rows: Sequence[Row], goal: Goal, metric: str) -> list[DayFigure]:
    return [day for name, day in rows if name == metric and (goal.channel_id is None or day.channel == goal.channel_id)]


def _pages(workspace: Workspace) -> list[Row]:
    zone = ZoneInfo(workspace.time_zone)
    rows = (
        page_readings(workspace)
        .filter(metric__in=PAGE_METRICS.values(), value__isnull=False)
        .order_by("taken_at", "pk")
        .values_list("metric", "channel_id", "taken_at", "value")
    )
    days: dict[tuple[str, int, date], Decimal] = {}
    for metric, channel, taken_at, value in rows:  # the last one of a day counts
        if value is not None:
            days[metric, channel, taken_at.astimezone(zone).date()] = value
    return [(metric, DayFigure(day, channel, value)) for (metric, channel, day), value in days.items()]


def _posts(workspace: Workspace, since: date) -> list[Row]:
    zone = ZoneInfo(workspace.time_zone)
    rows = (
        reported(workspace)
        .filter(published_at__gte=datetime.combine(since, time(), zone))
        .annotate(day=TruncDate("published_at", tzinfo=zone))
        .values_list("day", "channel_id")
        .annotate(**{f"{name}_sum": Sum(name) for name in POST_METRICS})
        .order_by("day", "channel_id")
    )
    return [
        (name, DayFigure(day, channel, Decimal(total)))
        for day, channel, *totals in rows
        for name, total in zip(POST_METRICS, totals, strict=True)
        if total is not None
    ]
