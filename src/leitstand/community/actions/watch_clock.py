"""Look at the clocks: warn before somebody waits too long, say when they do, tell the next person after that."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from leitstand.community.clockwork import settle
from leitstand.community.core.inquiries import book
from leitstand.community.desk import Desk, desk_of
from leitstand.community.models import Answer, Case
from leitstand.community.notices import ESCALATED, MISSED, RESOLVE_MISSED, SOON_DUE
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.members import people_with
from leitstand.house.models import Person, Workspace
from leitstand.house.notices import NoticeKind, notify

AT_ONCE: Final = 2000
_VERBS: Final = {"missed_at": "community.clock_missed", "escalated_at": "community.clock_escalated"}


def watch_clock(*, now: datetime) -> int:
    """Go through what is due in all workspaces; each thing is told once. Returns how many were told."""
    return (
        _told("warned_at", _waiting().filter(warn_at__lte=now, due_at__gt=now, warned_at=None), SOON_DUE, now)
        + _told("missed_at", _waiting().filter(due_at__lte=now, missed_at=None), MISSED, now)
        + _told("escalated_at", _waiting().filter(escalate_at__lte=now, escalated_at=None), ESCALATED, now)
        + _told(
            "resolve_missed_at",
            Case.objects.filter(settled_at=None, resolve_due_at__lte=now, resolve_missed_at=None),
            RESOLVE_MISSED,
            now,
        )
    )


def _waiting() -> QuerySet[Case]:
    return Case.objects.filter(settled_at=None, conversation__state="open", conversation__is_spam=False)


@transaction.atomic
def _told(mark: str, due: QuerySet[Case], kind: NoticeKind, now: datetime) -> int:
    """Mark what is due, and tell those it concerns: one notice for each person, however many conversations it is about."""
    rows = due.select_for_update(of=("self",), skip_locked=True).select_related(
        "workspace", "channel", "conversation__assigned_to"
    )
    cases = list(rows.order_by("due_at", "pk")[:AT_ONCE])
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(**{mark: now})
    by_workspace: dict[Workspace, list[Case]] = defaultdict(list)
    for case in cases:
        by_workspace[case.workspace].append(case)
    for workspace, theirs in by_workspace.items():
        desk = desk_of(workspace)
        for people, mine in _by_people(desk, theirs, next_person=kind is ESCALATED):
            _say(workspace, kind, people, mine, now)
        if mark in _VERBS:
            house = Actor.house(workspace)
            for case in theirs:
                audit.record(house, _VERBS[mark], case.conversation, now=now)
    return len(cases)


def _by_people(
    desk: Desk, cases: Iterable[Case], *, next_person: bool
) -> Iterable[tuple[Sequence[Person] | None, list[Case]]]:
    """Put cases to whom they concern: None are all who answer."""
    groups: dict[int | None, list[Case]] = defaultdict(list)
    known: dict[int, Person] = {}
    above: list[Person] | None = None
    for case in cases:
        lane = desk.lane(case.inquiry)
        person = lane.then if next_person else case.conversation.assigned_to or lane.owner
        if person is not None and person.is_active:
            known[person.pk] = person
            groups[person.pk].append(case)
        else:
            groups[None].append(case)
    for number, mine in groups.items():
        if number is not None:
            yield [known[number]], mine
        elif next_person:
            above = above if above is not None else list(people_with(desk.workspace, Permission.APPROVE))
            yield above, mine
        else:
            yield None, mine


def _say(
    workspace: Workspace, kind: NoticeKind, people: Sequence[Person] | None, cases: list[Case], now: datetime
) -> None:
    inbox = reverse("community_inbox", args=[workspace.slug])
    one = cases[0]
    path = reverse("community_conversation", args=[workspace.slug, one.conversation_id]) if len(cases) == 1 else inbox
    notify(
        kind,
        workspace=workspace,
        people=people,
        params={"count": len(cases), "channel": ", ".join(sorted({str(case.channel) for case in cases})[:3])},
        path=path,
        about=f"clock:{one.pk}" if len(cases) == 1 else "clock",
        now=now,
    )


@transaction.atomic
def settle_quiet(*, now: datetime) -> int:
    """Settle what was answered and where nothing more was said for days, as of our last word."""
    pause = timedelta(days=book().reopen_days)
    rows = Case.objects.select_for_update(of=("self",), skip_locked=True).filter(
        settled_at=None, conversation__state="answered", conversation__last_at__lt=now - pause
    )
    desks: dict[int, Desk] = {}
    count = 0
    for case in rows.select_related("workspace", "conversation")[:AT_ONCE]:
        sent = Answer.objects.filter(conversation=case.conversation_id, state="sent").order_by("-sent_at")
        last = sent.values_list("sent_at", flat=True).first()
        if last is None or last >= now - pause:
            continue
        if case.workspace_id not in desks:
            desks[case.workspace_id] = desk_of(case.workspace)
        settle(desks[case.workspace_id], case, at=last, by="silence")
        count += 1
    return count
