"""Escalate a conversation or a situation, take it over, let it climb where nobody answers, and close it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.community.core import escalation as ladder
from leitstand.community.models import Conversation, Escalation, EscalationEntry, Level
from leitstand.community.notices import LADDER_CALLS
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.notices import notify


def rung_of(level: Level) -> ladder.Rung:
    """Return a level in the words of the core."""
    return ladder.Rung(
        level.number, level.minutes, level.opens, level.closes, level.weekdays_only, dict(level.triggers or {})
    )


@transaction.atomic
def escalate(
    actor: Actor,
    *,
    title: str,
    reason: str,
    level: int,
    now: datetime,
    conversation: Conversation | None = None,
) -> Escalation:
    """Tell the people of a level, or of the next one up whose people are there; raises Invalid at the field."""
    actor.require(Permission.ANSWER)
    if conversation is not None:
        actor.own(conversation)
    title = " ".join(title.split())
    if not title:
        raise Invalid({"title": _("Say in a few words what it is about.")})
    levels = list(Level.objects.filter(workspace=actor.workspace))
    local = now.astimezone(ZoneInfo(actor.workspace.time_zone))
    rung = ladder.first_from([rung_of(each) for each in levels], level, local)
    if rung is None:
        raise Invalid({"level": _("There is no such level. Lay down the ladder first.")})
    made = Escalation.objects.create(
        workspace=actor.workspace,
        conversation=conversation,
        title=title[:160],
        reason=reason.strip(),
        level=rung.number,
        opened_by=actor.person,
        opened_at=now,
    )
    _note(actor, made, "opened", now)
    _call(actor, made, levels, now)
    audit.record(actor, "community.escalate", made, now=now, details={"level": rung.number})
    return made


@transaction.atomic
def take_escalation(actor: Actor, escalation: Escalation, *, now: datetime) -> Escalation:
    """Acknowledge it: it climbs no further. The first one counts."""
    actor.require(Permission.ANSWER)
    found = _held(actor, escalation)
    if found.closed_at is not None:
        raise Impossible(_("It is closed already."), code="closed")
    if found.taken_at is not None:
        raise Impossible(_("Somebody has taken it already."), code="taken")
    found.taken_at, found.taken_by, found.due_at = now, actor.person, None
    found.save(update_fields=["taken_at", "taken_by", "due_at"])
    _note(actor, found, "taken", now)
    audit.record(actor, "community.take_escalation", found, now=now)
    return found


@transaction.atomic
def close_escalation(actor: Actor, escalation: Escalation, *, outcome: str, now: datetime) -> Escalation:
    """Close it with how it ended."""
    actor.require(Permission.ANSWER)
    found = _held(actor, escalation)
    if not outcome.strip():
        raise Invalid({"outcome": _("Say how it ended; others learn from it.")})
    if found.closed_at is not None:
        raise Impossible(_("It is closed already."), code="closed")
    found.closed_at, found.outcome, found.due_at = now, outcome.strip(), None
    found.save(update_fields=["closed_at", "outcome", "due_at"])
    _note(actor, found, "closed", now)
    audit.record(actor, "community.close_escalation", found, now=now)
    return found


def climb_due(*, now: datetime) -> int:
    """Call the next level wherever nobody has acknowledged in time; return how many climbed."""
    due = Escalation.objects.filter(due_at__lte=now).values_list("pk", flat=True)
    return sum(_climb(pk, now) for pk in list(due))


@transaction.atomic
def _climb(pk: int, now: datetime) -> int:
    rows = Escalation.objects.select_for_update(of=("self",), skip_locked=True).select_related("workspace")
    found = rows.filter(pk=pk, due_at__lte=now).first()
    if found is None:
        return 0
    actor = Actor.house(found.workspace)
    levels = list(Level.objects.filter(workspace=found.workspace))
    local = now.astimezone(ZoneInfo(found.workspace.time_zone))
    rung = ladder.first_from([rung_of(each) for each in levels], found.level + 1, local)
    if rung is None:
        Escalation.objects.filter(pk=pk).update(due_at=None)
        return 0
    found.level = rung.number
    _note(actor, found, "climbed", now)
    _call(actor, found, levels, now)
    audit.record(actor, "community.climb", found, now=now, details={"level": rung.number})
    return 1


def _call(actor: Actor, found: Escalation, levels: list[Level], now: datetime) -> None:
    level = next(each for each in levels if each.number == found.level)
    found.due_at = ladder.due([rung_of(each) for each in levels], rung_of(level), now)
    found.save(update_fields=["level", "due_at"])
    notify(
        LADDER_CALLS,
        workspace=actor.workspace,
        now=now,
        people=list(level.people.all()),
        params={"level": level.name, "number": str(found.pk)},
        path=reverse("community_escalation", args=[actor.workspace.slug, found.pk]),
        about=f"escalation:{found.pk}:{found.level}",
    )


def _held(actor: Actor, escalation: Escalation) -> Escalation:
    actor.own(escalation)
    return Escalation.objects.select_for_update(of=("self",)).get(pk=escalation.pk)


def _note(actor: Actor, found: Escalation, what: str, now: datetime) -> None:
    EscalationEntry.objects.create(
        workspace=actor.workspace, escalation=found, at=now, what=what, level=found.level, person=actor.person
    )
