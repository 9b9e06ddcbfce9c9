"""Reads of what the team achieves: cases as they are counted, tones and whether they were answered, volumes, an outlook."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Aggregate, Count, Exists, FloatField, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from leitstand.channels.models import Channel
from leitstand.community.core.answers import Sent
from leitstand.community.core.forecast import Outlook, Staff, outlook
from leitstand.community.core.inquiries import book
from leitstand.community.core.service import Figures, Tally, Tonality, by_tone, difference, figures, handling
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


class Middle(Aggregate):
    """The middle value; of two middle ones what lies between."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def figures_in(workspace: Workspace, span: Span, *, now: datetime) -> Figures:
    """Return the figures of the cases opened in a span; whoever has waited too long and still waits counts as late."""
    return _figures(_cases(workspace, span).aggregate(**_tally(now)))


def figures_by_channel(workspace: Workspace, span: Span, *, now: datetime) -> list[tuple[Channel, Figures]]:
    """Return the figures of each channel that has any, most cases first."""
    rows = _cases(workspace, span).order_by().values("channel_id").annotate(**_tally(now))
    told = {
        number: dict(zip(_tally(now), row, strict=True))
        for number, *row in rows.values_list("channel_id", *_tally(now))
    }
    channels = Channel.objects.in_bulk(list(told))
    found = [(channels[number], _figures(row)) for number, row in told.items()]
    return sorted(found, key=lambda row: (-row[1].cases, row[0].pk))


def _cases(workspace: Workspace, span: Span) -> QuerySet[Case]:
    begin, end = span.moments(workspace)
    return Case.objects.filter(workspace=workspace, counts=True, opened_at__gte=begin, opened_at__lt=end)


def _figures(row: Mapping[str, Any]) -> Figures:
    # A sum of nothing is nothing, not zero.
    return figures(Tally(**{name: (value or 0) if name in _SUMS else value for name, value in row.items()}))


_SUMS: Final = {"stars", "by_people", "by_rules", "seconds"}


def _tally(now: datetime) -> dict[str, Aggregate]:
    """Return what is counted of cases, by the names of Tally; the database does it, however many they are."""
    late = Q(first_in_time=None, first_answer_at=None, due_at__lte=now)
    answered = Q(answers_by_rules__gt=0) | Q(answers_by_people__gt=0)
    return {
        "cases": Count("pk"),
        "first_minutes": Middle("first_minutes"),
        "resolve_minutes": Middle("settled_minutes"),
        "judged": Count("pk", filter=Q(first_in_time__isnull=False) | late),
        "in_time": Count("pk", filter=Q(first_in_time=True)),
        "closed": Count("pk", filter=Q(settled_at__isnull=False) | Q(came_back_at__isnull=False)),
        "came_back": Count("pk", filter=Q(came_back_at__isnull=False)),
        "ratings": Count("rating"),
        "stars": Sum("rating"),
        "by_people": Sum("answers_by_people"),
        "by_rules": Sum("answers_by_rules"),
        "told": Count("pk", filter=answered),
        "bots": Count("pk", filter=Q(answers_by_rules__gt=0)),
        "worked": Count("pk", filter=Q(handled_seconds__gt=0)),
        "seconds": Sum("handled_seconds"),
    }


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
    sent = Answer.objects.filter(state=Sent.SENT.value)
    # Two questions, for the first is answered from an index and settles most.
    directly = Exists(sent.filter(to=OuterRef("pk")))
    theirs = sent.filter(conversation=OuterRef("conversation"), to__author_key=OuterRef("author_key"))
    later = Exists(theirs.exclude(to__author_key="").filter(to__at__gte=OuterRef("at")))
    return rows.annotate(is_answered=directly | later)


def _received(workspace: Workspace, span: Span) -> QuerySet[Incoming]:
    begin, end = span.moments(workspace)
    return Incoming.objects.filter(workspace=workspace, at__gte=begin, at__lt=end, conversation__is_spam=False).exclude(
        visibility="removed"
    )


def tonalities(workspace: Workspace, span: Span) -> tuple[Tonality, ...]:
    """Return how much of what came in with each tone was answered."""
    rows = with_answered(_received(workspace, span)).values("tone").order_by()
    told = rows.annotate(received=Count("pk"), answered=Count("pk", filter=Q(is_answered=True)))
    return by_tone(told.values_list("tone", "received", "answered"))


def unanswered_positives(workspace: Workspace, span: Span, *, most: int = 20) -> list[Incoming]:
    """Return friendly words nobody has answered: those who read along see that too."""
    positive = _received(workspace, span).filter(tone="positive")
    rows = with_answered(positive).filter(is_answered=False)  # type: ignore[misc]  # annotated
    return list(rows.select_related("channel", "conversation").order_by("-at")[:most])


def daily(workspace: Workspace, today: date) -> Mapping[date, int]:
    """Return how many cases were opened on each of the past days."""
    zone = ZoneInfo(workspace.time_zone)
    begin = datetime.combine(today - timedelta(days=_BACK + today.weekday()), time(), zone)
    opened = Case.objects.filter(workspace=workspace, counts=True, opened_at__gte=begin)
    days = opened.annotate(day=TruncDate("opened_at", tzinfo=zone)).values("day").annotate(cases=Count("pk")).order_by()
    return dict(days.values_list("day", "cases"))


def minutes_per_case(workspace: Workspace, *, now: datetime) -> tuple[Decimal | None, str]:
    """Return how long a case takes and where that is from: "measured", "told", or "" where nobody knows."""
    since = now - timedelta(days=_BACK)
    worked = Case.objects.filter(workspace=workspace, counts=True, opened_at__gte=since, handled_seconds__gt=0)
    counted = worked.aggregate(cases=Count("pk"), seconds=Sum("handled_seconds"))
    if counted["cases"] >= 10:  # so that one long afternoon does not plan the week
        return handling(counted["seconds"], counted["cases"]), "measured"
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


def ways_of(workspace: Workspace, span: Span, *, than: Decimal | None, now: datetime) -> list[Way]:
    """Return how long a case takes on each channel, and on ways that were typed in; compared with `than`."""
    found = []
    for channel, told in figures_by_channel(workspace, span, now=now):
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
