"""Reads of this room; overviews read one Standing per post, never all readings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import connection
from django.db.models import Count, F, Q, QuerySet, Sum

from leitstand.channels.models import Channel
from leitstand.compliance.queries import unsteered, unsteered_channels
from leitstand.house.models import Workspace
from leitstand.kernel.reading import Metric, Origin
from leitstand.measurement.core.figures import Told
from leitstand.measurement.core.habits import Post
from leitstand.measurement.models import Reading, Standing
from leitstand.planning.models import Item
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Approval, Publication


@dataclass(frozen=True, slots=True)
class Span:
    """What all posts of a time have together. None: no post of it tells the figure."""

    posts: int
    told: int
    interactions: Decimal | None
    impressions: Decimal | None
    impressions_told: int
    clicks: Decimal | None
    oldest: datetime | None

    @property
    def rate_posts(self) -> int:
        """How many posts the interaction rate rests on."""
        return self.impressions_told


def published_posts(workspace: Workspace) -> QuerySet[Publication]:
    """Return the posts a report may speak of: out, not deleted or withdrawn, and on no account that is a person's own.

    Every report, list and export of this room begins here or at `reported`; people's own accounts are nobody's report
    (guide 4.5).
    """
    found = Publication.objects.filter(workspace=workspace, state=State.PUBLISHED.value)
    return found.exclude(item__in=_deleted_items(workspace)).exclude(channel__in=unsteered_channels())


def _deleted_items(workspace: Workspace) -> QuerySet[Item]:
    return Item.objects.filter(workspace=workspace, deleted_at__isnull=False)


# What is left out is little: to take it away is cheaper than to look up, for each of thousands, that it may stay.
def _deleted(workspace: Workspace) -> QuerySet[Publication]:
    return Publication.objects.filter(workspace=workspace, item__in=_deleted_items(workspace))


def _withdrawn(workspace: Workspace) -> QuerySet[Publication]:
    return Publication.objects.filter(workspace=workspace, state=State.WITHDRAWN.value)


def reported(workspace: Workspace) -> QuerySet[Standing]:
    """Return where the figures of those posts stand."""
    found = Standing.objects.filter(workspace=workspace).exclude(channel__in=unsteered_channels())
    return found.exclude(publication__in=_withdrawn(workspace)).exclude(publication__in=_deleted(workspace))


def page_readings(workspace: Workspace) -> QuerySet[Reading]:
    """Return the figures of whole channels, without those that are a person's own."""
    return Reading.objects.filter(workspace=workspace, publication=None).exclude(channel__in=unsteered_channels())


def span(workspace: Workspace, start: datetime, end: datetime, *, channel: Channel | None = None) -> Span:
    """Add up the standings of what was published from start up to (not including) end."""
    standings = reported(workspace).filter(published_at__gte=start, published_at__lt=end)
    published = published_posts(workspace).filter(published_at__gte=start, published_at__lt=end)
    if channel is not None:
        standings = standings.filter(channel=channel)
        published = published.filter(channel=channel)
    totals = standings.aggregate(
        told=Count("interactions"),
        interactions_sum=Sum("interactions"),
        impressions_sum=Sum("impressions"),
        impressions_told=Count("impressions"),
        clicks_sum=Sum("clicks"),
    )
    oldest = standings.filter(taken_at__isnull=False).order_by("taken_at").values_list("taken_at", flat=True).first()
    return Span(
        posts=published.count(),
        told=totals["told"],
        interactions=_decimal(totals["interactions_sum"]),
        impressions=_decimal(totals["impressions_sum"]),
        impressions_told=totals["impressions_told"],
        clicks=_decimal(totals["clicks_sum"]),
        oldest=oldest,
    )


def rate_of_told(
    workspace: Workspace, start: datetime, end: datetime, *, channel: Channel | None = None
) -> tuple[Decimal, Decimal] | None:
    """Return interactions and impressions of those posts that tell both; None where none does."""
    standings = reported(workspace).filter(
        published_at__gte=start, published_at__lt=end, impressions__gt=0, interactions__isnull=False
    )
    if channel is not None:
        standings = standings.filter(channel=channel)
    totals = standings.aggregate(interactions_sum=Sum("interactions"), impressions_sum=Sum("impressions"))
    if totals["impressions_sum"] is None:
        return None
    return Decimal(totals["interactions_sum"]), Decimal(totals["impressions_sum"])


def by_week(workspace: Workspace, start: datetime, end: datetime, zone: str) -> list[dict[str, object]]:
    """Return, for each week and channel, how many posts went out and what came of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT date_trunc('week', s.published_at AT TIME ZONE %s)::date AS week, s.channel_id,
                   count(*), sum(s.interactions), sum(s.impressions)
            FROM measurement_standing s
            WHERE s.workspace_id = %s AND s.published_at >= %s AND s.published_at < %s
              AND s.channel_id <> ALL(%s)
              AND s.publication_id NOT IN (
                SELECT p.id FROM publishing_publication p JOIN planning_item i ON i.id = p.item_id
                WHERE i.workspace_id = %s AND i.deleted_at IS NOT NULL)
              AND s.publication_id NOT IN (
                SELECT id FROM publishing_publication WHERE workspace_id = %s AND state = %s)
            GROUP BY 1, 2 ORDER BY 1, 2
            """,
            [
                zone,
                workspace.pk,
                start,
                end,
                list(unsteered(workspace.pk)),
                workspace.pk,
                workspace.pk,
                State.WITHDRAWN.value,
            ],
        )
        return [
            {"week": week, "channel": channel, "posts": posts, "interactions": interactions, "impressions": impressions}
            for week, channel, posts, interactions, impressions in cursor.fetchall()
        ]


def best(
    workspace: Workspace, start: datetime, end: datetime, *, channel: Channel | None = None, count: int = 10
) -> QuerySet[Standing]:
    """Return the posts with most interactions."""
    found = reported(workspace).filter(published_at__gte=start, published_at__lt=end, interactions__isnull=False)
    if channel is not None:
        found = found.filter(channel=channel)
    order = (F("interactions").desc(), "-published_at")
    # Chosen first, joined then: otherwise the database carries every text of the period through the sorting.
    chosen = list(found.order_by(*order).values_list("pk", flat=True)[:count])
    posts = Standing.objects.filter(pk__in=chosen).select_related("publication__item", "publication__channel")
    return posts.order_by(*order)


def unmeasured(workspace: Workspace, now: datetime) -> QuerySet[Publication]:
    """Return what is out for a day or longer and has no figures: the list that has to become empty (guide 2.2)."""
    return (
        published_posts(workspace)
        .filter(measured_at=None, published_at__lte=now - timedelta(hours=24))
        .select_related("item", "channel")
        .order_by("-published_at")
    )


def answered_posts(workspace: Workspace) -> list[Post]:
    """Return the published posts with impressions whose lists were answered when they were approved."""
    checks = dict(
        Approval.objects.filter(workspace=workspace, decision="approved")
        .exclude(checks={})
        .order_by("decided_at")
        .values_list("publication_id", "checks")
    )
    standings = reported(workspace).filter(publication__in=list(checks))
    return [
        Post(
            channel,
            interactions / impressions,
            {f"{name}.{question}": met for name, told in checks[publication].items() for question, met in told.items()},
        )
        for publication, channel, interactions, impressions in standings.values_list(
            "publication_id", "channel_id", "interactions", "impressions"
        )
        if interactions is not None and impressions
    ]


def course(publication: Publication) -> list[Reading]:
    """Return every reading of a post, oldest first."""
    return list(publication.readings.order_by("taken_at", "id"))


def told_of(publication: Publication) -> list[tuple[Metric, Told]]:
    """Return the readings as the core wants them."""
    return [
        (Metric(reading.metric), Told(reading.value, reading.taken_at, Origin(reading.origin)))
        for reading in course(publication)
    ]


def followers(channels: Sequence[Channel], since: datetime) -> dict[int, list[tuple[datetime, Decimal]]]:
    """Return the course of followers for each channel."""
    found: dict[int, list[tuple[datetime, Decimal]]] = {channel.pk: [] for channel in channels}
    own = unsteered(channels[0].workspace_id) if channels else frozenset()
    rows = (
        Reading.objects.filter(
            channel__in=[channel for channel in channels if channel.pk not in own],
            publication=None,
            metric=Metric.FOLLOWERS.value,
            value__isnull=False,
            taken_at__gte=since,
        )
        .order_by("taken_at")
        .values_list("channel_id", "taken_at", "value")
    )
    for channel_id, taken_at, value in rows:
        if value is not None:
            found[channel_id].append((taken_at, value))
    return found


def due(now: datetime, count: int) -> list[Publication]:
    """Return posts to be measured now, oldest demand first, over all workspaces."""
    return list(
        Publication.objects.filter(measuring__next_at__lte=now, state=State.PUBLISHED.value)
        .exclude(Q(external_id="") | Q(channel__state="disconnected") | Q(channel__in=unsteered_channels()))
        .select_related("channel", "workspace", "measuring", "item")
        .order_by("measuring__next_at")[:count]
    )


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)
