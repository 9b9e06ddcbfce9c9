"""Reads of hours wanted against hours there, and of each account's rhythm."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from leitstand.house.models import Workspace
from leitstand.planning.core.load import Load, load
from leitstand.planning.core.rhythm import WINDOW, Beat, Rhythm, judge
from leitstand.planning.core.stages import Stage
from leitstand.planning.models import Item
from leitstand.strategy.core.stakeholders import Relevance, relevance
from leitstand.strategy.models import Account, Stakeholder
from leitstand.strategy.queries.capacity import content_hours, hours_of_formats

AHEAD = timedelta(days=14)
MONTH = timedelta(days=30)
OUT = (Stage.PUBLISHED.value, Stage.MEASURED.value)


def loads(workspace: Workspace, spans: Sequence[tuple[datetime, datetime, int]]) -> list[Load]:
    """Return what each span (start, end, days) wants against what there is; one read where nobody has entered hours."""
    there = content_hours(workspace)
    if not there or not spans:
        return [Load(0.0, None) for _span in spans]
    hours_of = hours_of_formats(workspace)
    found = (
        Item.objects.filter(
            workspace=workspace,
            deleted_at=None,
            planned_at__gte=min(start for start, _end, _days in spans),
            planned_at__lt=max(end for _start, end, _days in spans),
        )
        .exclude(stage=Stage.IDEA.value)
        .values_list("kind", "planned_at")
        .annotate(number=Count("pk"))
        .order_by()
    )
    counts: list[dict[str, int]] = [defaultdict(int) for _span in spans]
    for kind, moment, number in found:
        for place, (start, end, _days) in enumerate(spans):
            if moment is not None and start <= moment < end:
                counts[place][kind] += number
    return [
        load(counted, hours_of=hours_of, hours_a_week=there, days=days)
        for counted, (_start, _end, days) in zip(counts, spans, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class AccountRhythm:
    """An account with its rhythm, and how many posts are planned for the next two weeks."""

    account: Account
    rhythm: Rhythm
    ahead: int


def rhythms(workspace: Workspace, now: datetime) -> list[AccountRhythm]:
    """Return the rhythm of every active account; two reads."""
    accounts = list(Account.objects.filter(workspace=workspace, state="active").select_related("channel", "owner"))
    channels = [account.channel_id for account in accounts if account.channel_id]
    outs: dict[int, list[datetime]] = defaultdict(list)
    ahead: dict[int, int] = defaultdict(int)
    if channels:
        items = Item.objects.filter(
            workspace=workspace,
            deleted_at=None,
            planned_at__gte=now - WINDOW,
            planned_at__lt=now + AHEAD,
            channel_ids__overlap=channels,
        ).exclude(stage=Stage.IDEA.value)
        for moment, stage, numbers in items.values_list("planned_at", "stage", "channel_ids"):
            for number in numbers:
                if stage in OUT and moment is not None:
                    outs[number].append(moment)
                elif moment is not None and moment >= now:
                    ahead[number] += 1
    return [
        AccountRhythm(
            account,
            judge(
                sum(account.posts_a_week.values()),
                outs.get(account.channel_id or 0, ()),
                now=now,
                since=_since(account),
            ),
            ahead.get(account.channel_id or 0, 0),
        )
        for account in accounts
    ]


def silent(workspace: Workspace, now: datetime) -> list[Account]:
    """Return the active accounts that have fallen silent."""
    return [one.account for one in rhythms(workspace, now) if one.rhythm.beat is Beat.SILENT]


def _since(account: Account) -> datetime | None:
    if account.channel is None or account.channel.state == "disconnected":
        return None
    return account.channel.connected_at


@dataclass(frozen=True, slots=True)
class StakeholderRow:
    """A group with a stake, and what the plan has for it."""

    stakeholder: Stakeholder
    relevance: Relevance


def relevance_of(workspace: Workspace, now: datetime) -> list[StakeholderRow]:
    """Return whom the last and the next thirty days speak to, the neglected first; two reads."""
    found = list(Stakeholder.objects.filter(workspace=workspace).select_related("target_group"))
    groups = [one.target_group_id for one in found if one.target_group_id]
    out: dict[int, int] = defaultdict(int)
    ahead: dict[int, int] = defaultdict(int)
    if groups:
        items = Item.objects.filter(
            workspace=workspace,
            deleted_at=None,
            target_group__in=groups,
            planned_at__gte=now - MONTH,
            planned_at__lt=now + MONTH,
        ).exclude(stage=Stage.IDEA.value)
        counted = items.values("target_group").annotate(
            out=Count("pk", filter=Q(planned_at__lte=now, stage__in=OUT)),
            ahead=Count("pk", filter=Q(planned_at__gt=now)),
        )
        for row in counted:
            out[row["target_group"]], ahead[row["target_group"]] = row["out"], row["ahead"]
    rows = [
        StakeholderRow(
            one,
            relevance(
                one.influence,
                one.interest,
                out=out.get(one.target_group_id or 0, 0),
                ahead=ahead.get(one.target_group_id or 0, 0),
            ),
        )
        for one in found
    ]
    return sorted(rows, key=lambda row: not row.relevance.is_neglected)
