"""Reads for the three questions everybody asks first: who comes from where, which content works, when most is seen (guide 5.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import connection
from django.db.models import Sum

from leitstand.channels.models import Channel
from leitstand.compliance.queries import unsteered, unsteered_channels
from leitstand.house.models import Workspace
from leitstand.measurement.core.figures import rate
from leitstand.measurement.models import NewFollowers
from leitstand.publishing.core.states import State

# Fewer posts than this say nothing of a kind of content or of an hour; our own proposal.
FEWEST: Final = 3
HOURS: Final = 3
KEYS: Final = {"kind": "kind", "format": "post_format", "pillar": "pillar_id"}

# Every post counts by its share of what its channel usually reaches, so that a large channel does not decide alone.
_POSTS: Final = """
    WITH posts AS (
        SELECT s.channel_id, s.interactions, s.impressions, s.published_at AT TIME ZONE %(zone)s AS there,
               i.kind, i.post_format, i.pillar_id
        FROM measurement_standing s
        JOIN publishing_publication p ON p.id = s.publication_id
        JOIN planning_item i ON i.id = p.item_id
        WHERE s.workspace_id = %(workspace)s AND s.published_at >= %(start)s AND s.published_at < %(end)s
          AND s.channel_id <> ALL(%(unsteered)s) AND (%(channel)s::bigint IS NULL OR s.channel_id = %(channel)s)
          AND i.deleted_at IS NULL AND p.state <> %(withdrawn)s
    ), usual AS (
        SELECT channel_id,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY interactions) AS interactions,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY impressions) AS impressions
        FROM posts GROUP BY channel_id
    )
"""
_CONTENTS: Final = """
    SELECT p.{key}, count(*), count(p.interactions), sum(p.interactions),
           percentile_cont(0.5) WITHIN GROUP (ORDER BY p.interactions / nullif(u.interactions, 0)),
           sum(p.interactions) FILTER (WHERE p.impressions > 0),
           sum(p.impressions) FILTER (WHERE p.impressions > 0 AND p.interactions IS NOT NULL)
    FROM posts p JOIN usual u USING (channel_id) GROUP BY 1
"""
_TIMES: Final = """
    SELECT extract(isodow FROM p.there)::int, extract(hour FROM p.there)::int / %(hours)s, count(p.impressions),
           avg(p.impressions), percentile_cont(0.5) WITHIN GROUP (ORDER BY p.impressions / nullif(u.impressions, 0))
    FROM posts p JOIN usual u USING (channel_id) WHERE p.impressions IS NOT NULL GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Content:
    """One kind of content: its posts, how many tell interactions, their sum, the middle post (1.0 is usual), the rate in percent."""

    key: str
    posts: int
    told: int
    interactions: int | None
    middle: float | None
    rate: Decimal | None

    @property
    def per_post(self) -> float | None:
        """Interactions of one post that tells them."""
        return self.interactions / self.told if self.interactions is not None and self.told else None

    @property
    def is_telling(self) -> bool:
        """Whether there are enough posts to speak of it."""
        return self.told >= FEWEST and self.middle is not None


@dataclass(frozen=True, slots=True)
class Time:
    """Posts published within three hours of a weekday (1 is Monday): their impressions; 1.0 is what is usual."""

    weekday: int
    hour: int
    posts: int
    impressions: float
    middle: float | None

    @property
    def is_telling(self) -> bool:
        """Whether there are enough posts to speak of it."""
        return self.posts >= FEWEST and self.middle is not None


@dataclass(frozen=True, slots=True)
class Source:
    """New followers of a channel from one source, and the share among all that are told of this channel, in percent."""

    channel: int
    source: str
    count: int
    share: Decimal


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about: days of a workspace as moments, one channel or all."""

    workspace: Workspace
    start: datetime
    end: datetime
    channel: Channel | None = None


def contents(asked: Asked, by: str) -> list[Content]:
    """Return each kind of content, what works best first; `by` is one of KEYS. Kinds with too few posts stand last."""
    found = [
        Content(
            "" if key is None else str(key),
            posts,
            told,
            None if interactions is None else int(interactions),
            middle,
            rate(None if both is None else Decimal(both), None if seen is None else Decimal(seen)),
        )
        for key, posts, told, interactions, middle, both, seen in _read(asked, _CONTENTS.format(key=KEYS[by]))
    ]
    return sorted(found, key=lambda one: (not one.is_telling, -(one.middle or 0), -one.posts, one.key))


def times(asked: Asked) -> list[Time]:
    """Return when posts that tell impressions went out, by weekday and three hours of the workspace's own time."""
    return [
        Time(weekday, block * HOURS, posts, float(impressions), middle)
        for weekday, block, posts, impressions, middle in sorted(_read(asked, _TIMES))
    ]


def sources(asked: Asked, first: date, last: date) -> list[Source]:
    """Return where new followers came from by channel, the most first."""
    rows = NewFollowers.objects.filter(workspace=asked.workspace, day__gte=first, day__lte=last)
    rows = rows.exclude(channel__in=unsteered_channels())
    if asked.channel is not None:
        rows = rows.filter(channel=asked.channel)
    counted = list(rows.values_list("channel_id", "source").annotate(won=Sum("count")))
    whole: dict[int, int] = {}
    for channel, _source, won in counted:
        whole[channel] = whole.get(channel, 0) + won
    found = [
        Source(channel, source, won, Decimal(won * 100) / whole[channel])
        for channel, source, won in counted
        if whole[channel]
    ]
    return sorted(found, key=lambda one: (-whole[one.channel], one.channel, -one.count, one.source))


def _read(asked: Asked, statement: str) -> Sequence[tuple[Any, ...]]:
    told: dict[str, str | int | datetime | list[int] | None] = {
        "zone": asked.workspace.time_zone,
        "workspace": asked.workspace.pk,
        "start": asked.start,
        "end": asked.end,
        "unsteered": list(unsteered(asked.workspace.pk)),
        "channel": asked.channel.pk if asked.channel else None,
        "withdrawn": State.WITHDRAWN.value,
        "hours": HOURS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_POSTS + statement, told)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
