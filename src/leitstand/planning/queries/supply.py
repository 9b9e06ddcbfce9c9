"""Reads of the stock: gap fillers, empty days, and when the same was said before."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from leitstand.house.models import Workspace
from leitstand.house.zones import day_in
from leitstand.planning.core.special_days import is_workday
from leitstand.planning.core.supply import Objection, Placing, Rule, Stock, defaults, objection, placings
from leitstand.planning.models import Campaign, Item, RepeatRule, SupplyRules
from leitstand.planning.queries.mix import fillers_of


def minimum_of(workspace: Workspace) -> int:
    """Return how many gap fillers should lie ready."""
    found = SupplyRules.objects.filter(workspace=workspace).values_list("filler_minimum", flat=True).first()
    return defaults().filler_minimum if found is None else found


def stock_of(workspace: Workspace) -> Stock:
    """Return how the stock stands."""
    return Stock(len(fillers_of(workspace)), minimum_of(workspace))


def next_workdays(workspace: Workspace, now: datetime, count: int) -> list[date]:
    """Return the coming working days, today left out; the holidays of the workspace's state are none."""
    day, found = day_in(workspace, now), list[date]()
    while len(found) < count:
        day += timedelta(days=1)
        if is_workday(day, state=workspace.state):
            found.append(day)
    return found


def suggestions(workspace: Workspace, now: datetime) -> tuple[Placing[Item], ...]:
    """Return a gap filler for each of the coming working days on which nothing is planned."""
    days = next_workdays(workspace, now, defaults().look_ahead_days)
    zone = ZoneInfo(workspace.time_zone)
    start = now
    end = datetime.combine(days[-1] + timedelta(days=1), datetime.min.time(), zone)
    planned = Item.objects.filter(
        workspace=workspace, deleted_at=None, planned_at__gte=start, planned_at__lt=end
    ).values_list("planned_at", flat=True)
    return placings(fillers_of(workspace), days, {at.astimezone(zone).date() for at in planned if at is not None})


def campaigns_without_stock(workspace: Workspace, today: date) -> list[Campaign]:
    """Return the campaigns that start soon and do not find their stock ready."""
    soon = today + timedelta(days=defaults().before_campaign_days)
    starting = list(Campaign.objects.filter(workspace=workspace, starts__gt=today, starts__lte=soon).order_by("starts"))
    return starting if starting and stock_of(workspace).missing else []


def rules_of(workspace: Workspace) -> Mapping[int | None, Rule]:
    """Return the rules a workspace has laid down, by channel; None stands for all other channels."""
    rows = RepeatRule.objects.filter(workspace=workspace).values_list("channel_id", "min_days", "most_repeats")
    return {None: defaults().repeat} | {channel: Rule(days, most) for channel, days, most in rows}


def rule_for(rules: Mapping[int | None, Rule], channel: int) -> Rule:
    """Return the rule of a channel."""
    return rules.get(channel) or rules[None]


def key_of(text: str) -> str | None:
    """Return what the table reckons by itself for a kept text: the same for the same words."""
    words = re.sub(r"\s+", " ", text).lower()
    return hashlib.md5(words.encode(), usedforsecurity=False).hexdigest() if text else None


def sayings_of(item: Item) -> dict[int, list[Item]]:
    """Return, for each channel, the other items that say the same: the same words, or the same post said again."""
    root = item.reuse_of_id or item.pk
    alike = Q(reuse_of=root) | Q(pk=root)
    if item.text_key:
        alike |= Q(text_key=item.text_key)
    others = (
        Item.objects.filter(alike, workspace_id=item.workspace_id, deleted_at=None, planned_at__isnull=False)
        .exclude(pk=item.pk)
        .order_by("planned_at")
    )
    found: dict[int, list[Item]] = defaultdict(list)
    for other in others:
        for channel in other.channel_ids:
            found[channel].append(other)
    return found


@dataclass(frozen=True, slots=True)
class RepeatWarning:
    """Why an item should not go out like this on a channel, and the other time it was said."""

    channel: int
    objection: Objection
    rule: Rule
    other: Item


def repeat_warnings(item: Item, channels: Iterable[int] | None = None) -> list[RepeatWarning]:
    """Return what speaks against saying an item at its time on its channels; nothing for what has no time."""
    if item.planned_at is None:
        return []
    wanted = list(item.channel_ids if channels is None else channels)
    said = sayings_of(item)
    rules = rules_of(item.workspace) if any(channel in said for channel in wanted) else {}
    found = []
    for channel in wanted:
        if channel not in said:
            continue
        rule = rule_for(rules, channel)
        times = {one.planned_at: one for one in said[channel] if one.planned_at is not None}
        wrong = objection(rule, times, item.planned_at)
        if wrong is not None:
            found.append(RepeatWarning(channel, wrong, rule, times[wrong.nearest]))
    return found
