"""Reads of what the team achieves: cases as they are counted, tones and whether they were answered, volumes, an outlook."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from leitstand.channels.models import Channel
from leitstand.community.core.answers import Sent
from leitstand.community.core.forecast import Outlook, Staff, outlook
from leitstand.community.core.inquiries import book
from leitstand.community.core.service import CaseFacts, Figures, Tonality, by_tone, difference, figures, handling
from leitstand.community.desk import rules_of, week_of
from leitstand.community.models import Answer, Case, HandlingFigure, Incoming
from leitstand.house.models import Workspace
from leitstand.house.spans import Span

AHEAD = 7
_BACK = 84


@dataclass(frozen=True, slots=True)
class Way:
    """How long a case takes on one way; `by` is how much quicker than what it is compared with, in percent."""

    name: str
    minutes: Decimal | None
    cases: int | None
    source: str = ""
    channel: Channel | None = None
    bot_share: Decimal | None = None
    by: Decimal | None = None


def cases_in(workspace: Workspace, span: Span, *, now: datetime) -> list[CaseFacts]:
    """Return the cases opened in a span; whoever has waited too long and is still waiting counts as late."""
    begin, end = span.moments(workspace)
    rows = Case.objects.filter(workspace=workspace, counts=True, opened_at__gte=begin, opened_at__lt=end)
    return [_facts(row, now) for row in rows]


def _facts(row: Case, now: datetime) -> CaseFacts:
    in_time = row.first_in_time
    if in_time is None and row.first_answer_at is None and row.due_at is not None and row.due_at <= now:
        in_time = False
    return CaseFacts(
        row.channel_id,
        row.inquiry,
        row.first_minutes,
        row.settled_minutes,
        in_time,
        row.settled_at is not None,
        row.came_back_at is not None,
        row.answers_by_rules,
        row.answers_by_people,
        row.rating,
        row.handled_seconds,
    )


def channels_with(cases: Sequence[CaseFacts]) -> list[tuple[Channel, Figures]]:
    """Return the figures of each channel that has any, most cases first."""
    counts = Counter(case.channel for case in cases)
    channels = Channel.objects.in_bulk(list(counts))
    return [
        (channels[number], figures([case for case in cases if case.channel == number]))
        for number, _count in counts.most_common()
    ]


def stages_by_channel(workspace: Workspace, span: Span) -> list[tuple[Channel, Mapping[str, int], int]]:
    """Return how many interactions of each channel stand on each step of the way from following to service."""
    begin, end = span.moments(workspace)
    rows = (
        Incoming.objects.filter(workspace=workspace, at__gte=begin, at__lt=end, conversation__is_spam=False)
        .values_list("channel_id", "stage")
        .annotate(count=Count("pk"))
        .order_by()
    )
    found: dict[int, dict[str, int]] = {}
    for channel, stage, count in rows:
        found.setdefault(channel, {})[stage] = count
    channels = Channel.objects.in_bulk(list(found))
    told = [(channels[number], counts, sum(counts.values())) for number, counts in found.items()]
    return sorted(told, key=lambda row: (-row[2], row[0].pk))


def with_answered(rows: QuerySet[Incoming]) -> QuerySet[Incoming]:
    """Say of each thing whether it was answered: it, or what the same person wrote later in the conversation."""
    sent = Answer.objects.filter(state=Sent.SENT.value, conversation=OuterRef("conversation"))
    later = Q(to=OuterRef("pk")) | (
        Q(to__author_key=OuterRef("author_key")) & ~Q(to__author_key="") & Q(to__at__gte=OuterRef("at"))
    )
    return rows.annotate(is_answered=Exists(sent.filter(later)))


def _received(workspace: Workspace, span: Span) -> QuerySet[Incoming]:
    begin, end = span.moments(workspace)
    return Incoming.objects.filter(workspace=workspace, at__gte=begin, at__lt=end, conversation__is_spam=False).exclude(
        visibility="removed"
    )


def tonalities(workspace: Workspace, span: Span) -> tuple[Tonality, ...]:
    """Return how much of what came in with each tone was answered."""
    rows = with_answered(_received(workspace, span)).values("tone", "is_answered")  # type: ignore[misc]  # annotated
    return by_tone((row["tone"], row["is_answered"]) for row in rows)


def unanswered_positives(workspace: Workspace, span: Span, *, most: int = 20) -> list[Incoming]:
    """Return friendly words nobody has answered: those who read along see that too."""
    positive = _received(workspace, span).filter(tone="positive")
    rows = with_answered(positive).filter(is_answered=False)  # type: ignore[misc]  # annotated
    return list(rows.select_related("channel", "conversation").order_by("-at")[:most])


def daily(workspace: Workspace, today: date) -> Mapping[date, int]:
    """Return how many cases were opened on each of the past days."""
    zone = ZoneInfo(workspace.time_zone)
    begin = datetime.combine(today - timedelta(days=_BACK + today.weekday()), time(), zone)
    opened = Case.objects.filter(workspace=workspace, counts=True, opened_at__gte=begin).values_list(
        "opened_at", flat=True
    )
    return Counter(moment.astimezone(zone).date() for moment in opened)


def minutes_per_case(workspace: Workspace, *, now: datetime) -> tuple[Decimal | None, str]:
    """Return how long a case takes and where that is from: "measured", "told", or "" where nobody knows."""
    since = now - timedelta(days=_BACK)
    worked = Case.objects.filter(workspace=workspace, counts=True, opened_at__gte=since, handled_seconds__gt=0)
    seconds = list(worked.values_list("channel_id", "handled_seconds"))
    if len(seconds) >= 10:  # so that one long afternoon does not plan the week
        return handling([CaseFacts(channel, handled_seconds=told) for channel, told in seconds]), "measured"
    told = rules_of(workspace).minutes_per_case
    return (Decimal(told), "told") if told is not None else (None, "")


def staff_of(workspace: Workspace) -> Staff:
    """Return who is there to answer: people at once, on each weekday as long as the service hours."""
    rules = rules_of(workspace)
    hours = {
        day: Decimal((closes.hour - opens.hour) * 60 + closes.minute - opens.minute) / 60
        for day, (opens, closes) in week_of(workspace, rules).hours.items()
    }
    return Staff(rules.people_at_once, hours, Decimal(rules.productive_percent) / 100)


def outlook_of(workspace: Workspace, *, now: datetime) -> Outlook:
    """Look a week ahead; a public holiday has no hours, and what comes in then waits."""
    today = now.astimezone(ZoneInfo(workspace.time_zone)).date()
    minutes, _source = minutes_per_case(workspace, now=now)
    told = outlook(daily(workspace, today), today, staff=staff_of(workspace), minutes_per_case=minutes, ahead=AHEAD)
    week = week_of(workspace)
    if not week.hours:
        return told
    days = tuple(one if week.span(one.day) is not None else replace(one, there=Decimal()) for one in told.days)
    return Outlook(days, told.by_week, told.weeks)


def ways_of(workspace: Workspace, span: Span, cases: Sequence[CaseFacts], *, than: Decimal | None) -> list[Way]:
    """Return how long a case takes on each channel, and on ways that were typed in; compared with `than`."""
    found = []
    for channel, told in channels_with(cases):
        minutes = told.handling_minutes
        found.append(
            Way(
                str(channel),
                minutes,
                told.cases,
                channel=channel,
                bot_share=told.bot_share,
                by=difference(than, minutes),
            )
        )
    typed = HandlingFigure.objects.filter(workspace=workspace, first__lte=span.last).order_by("-last", "pk")
    found += [Way(one.name, one.minutes, one.cases, one.source, by=difference(than, one.minutes)) for one in typed[:50]]
    return found


def volumes_by_kind(workspace: Workspace, span: Span) -> Mapping[str, Mapping[str, int]]:
    """Return for each kind how many cases were opened, settled, late; "" is what nobody has placed."""
    begin, end = span.moments(workspace)
    rows = (
        Case.objects.filter(workspace=workspace, counts=True, opened_at__gte=begin, opened_at__lt=end)
        .values("inquiry")
        .annotate(
            cases=Count("pk"),
            settled=Count("pk", filter=Q(settled_at__isnull=False)),
            late=Count("pk", filter=Q(first_in_time=False) | Q(missed_at__isnull=False, first_answer_at=None)),
            by_people=Count("pk", filter=Q(inquiry_by_person=True)),
        )
        .order_by()
    )
    empty = {"cases": 0, "settled": 0, "late": 0, "by_people": 0}
    found = {name: dict(empty) for name in (*book().kinds, "")}
    for row in rows:
        name = row["inquiry"]
        found[name if name in found else ""] = {what: row[what] for what in ("cases", "settled", "late", "by_people")}
    return found


def answers_apart(workspace: Workspace, span: Span) -> tuple[int, int]:
    """Return how many answers went out by people and by rules."""
    begin, end = span.moments(workspace)
    told = Answer.objects.filter(
        workspace=workspace, state=Sent.SENT.value, sent_at__gte=begin, sent_at__lt=end
    ).aggregate(people=Count("pk", filter=Q(is_automatic=False)), rules=Count("pk", filter=Q(is_automatic=True)))
    return told["people"], told["rules"]
