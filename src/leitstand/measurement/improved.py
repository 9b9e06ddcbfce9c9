"""What came of each change in the optimisation log: the middle post before it and since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

from leitstand.house.models import Workspace
from leitstand.house.spans import Span
from leitstand.measurement.actions.keep_improvement import METRICS
from leitstand.measurement.core.figures import change
from leitstand.measurement.models.money import Improvement
from leitstand.measurement.queries import reported

FEWEST: Final = 3
"""From so many posts on each side something is said (our own threshold)."""


@dataclass(frozen=True, slots=True)
class Effect:
    """The middle post of the days before and of those since, each None without posts, and how many each rests on."""

    before: float | None
    since: float | None
    posts_before: int
    posts_since: int
    percent: Decimal | None
    is_over: bool

    @property
    def is_telling(self) -> bool:
        """Whether there are enough posts on both sides."""
        return self.posts_before >= FEWEST and self.posts_since >= FEWEST


def effects_of(workspace: Workspace, found: Sequence[Improvement], *, today: date) -> list[tuple[Improvement, Effect]]:
    """Reckon what came of each change; one read for all of them."""
    if not found:
        return []
    first = min(one.day - timedelta(days=one.days) for one in found)
    last = max(one.day + timedelta(days=one.days) for one in found)
    start, end = Span(first, last).moments(workspace)
    zone = ZoneInfo(workspace.time_zone)
    rows = [
        (at.astimezone(zone).date(), channel, campaign, dict(zip(METRICS, figures, strict=True)))
        for at, channel, campaign, *figures in reported(workspace)
        .filter(published_at__gte=start, published_at__lt=end)
        .values_list("published_at", "channel", "publication__item__campaign", *METRICS)
    ]
    return [(one, _effect(one, rows, today)) for one in found]


def _effect(
    one: Improvement, rows: Iterable[tuple[date, int, int | None, dict[str, int | None]]], today: date
) -> Effect:
    before: list[int] = []
    since: list[int] = []
    length = timedelta(days=one.days)
    for day, channel, campaign, figures in rows:
        value = figures[one.metric]
        if value is None or (one.channel_id or channel) != channel or (one.campaign_id or campaign) != campaign:
            continue
        if one.day - length <= day < one.day:
            before.append(value)
        elif one.day <= day < one.day + length:
            since.append(value)
    was, now = (float(median(told)) if told else None for told in (before, since))
    percent = None if was is None or now is None else change(Decimal(str(was)), Decimal(str(now)))
    return Effect(was, now, len(before), len(since), percent, today >= one.day + length)
