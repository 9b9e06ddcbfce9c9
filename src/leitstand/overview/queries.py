"""What lies on the desk: a handful of reads, none of which grows with the number of posts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Sum, When
from django.db.models.functions import TruncDate

from leitstand.channels.models import Channel
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.models import Workspace
from leitstand.measurement.queries import reported, unmeasured
from leitstand.overview.core.next_step import GAP_DAYS, Desk
from leitstand.planning.core.stages import Stage
from leitstand.planning.models import AgencyBrief, CampaignPlan, Idea, Item
from leitstand.planning.queries.load import loads, silent
from leitstand.planning.queries.mix import fillers_of
from leitstand.planning.queries.supply import campaigns_without_stock, stock_of
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Approval, Publication, StopSwitch
from leitstand.strategy.queries.goals import waiting_for_target
from leitstand.strategy.queries.start import next_for

SHOWN = 8
NOT_WRITTEN = (Stage.IDEA.value, Stage.PLANNED.value)
NOT_SUBMITTED = (Stage.WRITTEN.value,)
OUT = (Stage.PUBLISHED.value, Stage.MEASURED.value)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a workspace as two moments in UTC."""

    date: date
    start: datetime
    end: datetime


def day_of(workspace: Workspace, now: datetime, *, ahead: int = 0) -> Day:
    """Return today (or the day `ahead` days on) in the workspace's time zone; it may have 23 or 25 hours."""
    zone = ZoneInfo(workspace.time_zone)
    today = now.astimezone(zone).date() + timedelta(days=ahead)
    begin = datetime.combine(today, time(), zone)
    end = datetime.combine(today + timedelta(days=1), time(), zone)
    utc = ZoneInfo("UTC")
    return Day(today, begin.astimezone(utc), end.astimezone(utc))


def going_out(workspace: Workspace, day: Day) -> QuerySet[Item]:
    """Return what is to be said today: what is still to come first, then what is out, each in order of time."""
    return (
        Item.objects.filter(workspace=workspace, deleted_at=None, planned_at__gte=day.start, planned_at__lt=day.end)
        .annotate(is_out=Case(When(stage__in=OUT, then=True), default=False))
        .select_related("owner")
        .order_by("is_out", "planned_at", "pk")
    )


def waiting_for(actor: Actor) -> QuerySet[Approval]:
    """Return the requests for approval this person may answer: with four eyes, not those they made themselves."""
    if not actor.may(Permission.APPROVE):
        return Approval.objects.none()
    found = Approval.objects.filter(
        workspace=actor.workspace, decision="", revoked_at=None, publication__item__deleted_at=None
    )
    if actor.workspace.four_eyes and actor.person is not None:
        found = found.exclude(requested_by=actor.person)
    return found.select_related("publication__item", "publication__channel", "requested_by").order_by(
        "publication__due_at", "requested_at"
    )


def to_mend(actor: Actor) -> QuerySet[Item]:
    """Return the person's own items that an approver sent back last and that were not given to approval again."""
    if actor.person is None:
        return Item.objects.none()
    # From the few answers to their posts, not from all drafts to their answers.
    later = Approval.objects.filter(
        Q(requested_at__gt=OuterRef("requested_at")) | Q(requested_at=OuterRef("requested_at"), pk__gt=OuterRef("pk")),
        publication=OuterRef("publication"),
    )
    sent_back = Approval.objects.filter(
        ~Exists(later),
        workspace=actor.workspace,
        decision="changes",
        publication__state=State.DRAFT.value,
        publication__submitted_digest="",
    )
    return Item.objects.filter(
        Q(owner=actor.person) | Q(created_by=actor.person),
        pk__in=sent_back.values("publication__item"),
        workspace=actor.workspace,
        deleted_at=None,
    ).order_by("planned_at", "pk")


def to_decide(workspace: Workspace) -> QuerySet[Publication]:
    """Return what only a person can settle: unclear, held back, refused."""
    states = [State.UNKNOWN.value, State.HELD.value, State.REFUSED.value]
    return (
        Publication.objects.filter(workspace=workspace, state__in=states)
        .select_related("item", "channel")
        .order_by("due_at", "pk")
    )


def campaigns_to_decide(workspace: Workspace, today: date) -> list[CampaignPlan]:
    """Return the campaigns whose alarm sounds: not fed, silent, unkind voices or rivals."""
    found = CampaignPlan.objects.filter(
        workspace=workspace, launched_at__isnull=False, campaign__ends__gte=today
    ).exclude(alarms={})
    return list(found.select_related("campaign").order_by("campaign__ends", "pk")[:SHOWN])


def days_without_plan(workspace: Workspace, now: datetime, *, look_ahead: int = 10) -> int:
    """Count the working days (Monday to Friday) from tomorrow on until the next planned post, at most `look_ahead`."""
    zone = ZoneInfo(workspace.time_zone)
    tomorrow = day_of(workspace, now, ahead=1)
    upcoming = (
        Item.objects.filter(workspace=workspace, deleted_at=None, planned_at__gte=tomorrow.start)
        .order_by("planned_at")
        .values_list("planned_at", flat=True)
        .first()
    )
    last = upcoming.astimezone(zone).date() if upcoming else tomorrow.date + timedelta(days=look_ahead)
    days = min((last - tomorrow.date).days, look_ahead)
    return sum(1 for ahead in range(days) if (tomorrow.date + timedelta(days=ahead)).weekday() < 5)


def interactions_by_day(workspace: Workspace, now: datetime, *, days: int = 7) -> list[float | None]:
    """Return what the posts of each of the last days brought, oldest first; None where no post of the day told anything."""
    first, last = day_of(workspace, now, ahead=1 - days), day_of(workspace, now)
    rows = (
        reported(workspace)
        .filter(published_at__gte=first.start, published_at__lt=last.end)
        .annotate(day=TruncDate("published_at", tzinfo=ZoneInfo(workspace.time_zone)))
        .values_list("day")
        .annotate(total=Sum("interactions"))
        .order_by("day")
    )
    told = {day: total for day, total in rows if total is not None}
    course = (told.get(first.date + timedelta(days=ahead)) for ahead in range(days))
    return [None if total is None else float(total) for total in course]


def hours_missing(workspace: Workspace, now: datetime) -> float:
    """Return how many hours the posts of the next seven days want beyond what the team has; 0 where nobody knows."""
    (wanted,) = loads(workspace, [(now, now + timedelta(days=7), 7)])
    return wanted.missing


def open_briefs(workspace: Workspace) -> int:
    """Count the briefs that agencies still wait for."""
    return AgencyBrief.objects.filter(workspace=workspace, sent_at=None).count()


def desk_of(actor: Actor, now: datetime, channels: Iterable[Channel]) -> Desk:
    """Gather what the next step is chosen from; `channels` are all of the workspace."""
    workspace = actor.workspace
    today = day_of(workspace, now)
    way = next_for(workspace) if actor.may(Permission.PLAN) else None
    soon = now + timedelta(days=3)
    items = Item.objects.filter(workspace=workspace, deleted_at=None)
    states = dict.fromkeys((State.UNKNOWN.value, State.HELD.value, State.REFUSED.value), 0)
    for state in to_decide(workspace).values_list("state", flat=True)[:500]:
        states[state] += 1
    connected = [channel.state for channel in channels if channel.state != "disconnected"]
    ahead = items.filter(planned_at__gte=now, planned_at__lt=max(soon, today.end)).aggregate(
        unwritten=Count("pk", filter=Q(planned_at__lt=today.end, stage__in=NOT_WRITTEN)),
        unsubmitted=Count("pk", filter=Q(planned_at__lt=soon, stage__in=NOT_SUBMITTED)),
    )
    empty_days, may_plan = days_without_plan(workspace, now), actor.may(Permission.PLAN)
    starting = campaigns_without_stock(workspace, today.date) if may_plan else []
    return Desk(
        may_write=actor.may(Permission.WRITE),
        may_approve=actor.may(Permission.APPROVE),
        may_decide=actor.may(Permission.DECIDE_SENDING),
        may_connect=actor.may(Permission.MANAGE_CHANNELS),
        may_manage=actor.may(Permission.MANAGE_WORKSPACE),
        goals_without_target=waiting_for_target(workspace, on=today.date),
        start_kind=way.kind if way else "",
        start_id=way.id if way else "",
        may_type=actor.may(Permission.TYPE_READINGS),
        is_stopped=StopSwitch.objects.filter(workspace=workspace, ended_at=None).exists(),
        channels=len(connected),
        channels_needing_sign_in=connected.count("needs_sign_in"),
        posts_ever=int(items.exists()),
        unclear=states[State.UNKNOWN.value],
        held_or_refused=states[State.HELD.value] + states[State.REFUSED.value],
        to_approve=waiting_for(actor).count(),
        to_mend=to_mend(actor).count(),
        unwritten_today=ahead["unwritten"],
        unsubmitted_soon=ahead["unsubmitted"],
        days_without_plan=empty_days,
        without_figures=unmeasured(workspace, now).count(),
        may_plan=may_plan,
        fillers=len(fillers_of(workspace)) if empty_days >= GAP_DAYS else 0,
        stock_missing=stock_of(workspace).missing if starting else 0,
        hours_missing=ceil(hours_missing(workspace, now)) if actor.may(Permission.PLAN) else 0,
        silent_accounts=len(silent(workspace, now)) if actor.may(Permission.PLAN) else 0,
        ideas=Idea.objects.filter(workspace=workspace, state="new").count(),
    )
