"""Practise with little money: the cap of a month, and what was learnt."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.advertising.keeping import errors_of, put, refuse
from leitstand.advertising.models import PaidCampaign, PracticeBudget, PracticeLesson
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.zones import day_in


@transaction.atomic
def keep_cap(actor: Actor, cap: Decimal, *, now: datetime) -> PracticeBudget:
    """Say how much a month of practising may cost. Raises Invalid."""
    actor.require(Permission.PLAN)
    found = PracticeBudget(workspace=actor.workspace, cap=cap)
    refuse(errors_of(found))
    PracticeBudget.objects.update_or_create(workspace=actor.workspace, defaults={"cap": cap})
    audit.record(actor, "advertising.keep_cap", found, now=now)
    return found


@transaction.atomic
def note_lesson(
    actor: Actor,
    *,
    learned: str,
    day: date,
    now: datetime,
    spent: Decimal | None = None,
    paid: PaidCampaign | None = None,
) -> PracticeLesson:
    """Note what was learnt, and what it cost where no report tells it. Raises Invalid at the field."""
    actor.require(Permission.WRITE)
    actor.own(*(one for one in (paid,) if one is not None))
    found = PracticeLesson(workspace=actor.workspace, paid=paid, by=actor.person, added_at=now)
    put(found, {"learned": learned, "day": day, "spent": spent})
    errors = errors_of(found)
    if day > day_in(actor.workspace, now):
        errors["day"] = _("This day is still to come.")
    if paid is not None and spent is not None and paid.figures.filter(first__lte=day, last__gte=day).exists():
        errors["spent"] = _("A report tells of this day already; the sum would count twice.")
    refuse(errors)
    found.save()
    audit.record(actor, "advertising.note_lesson", found, now=now)
    return found


@transaction.atomic
def drop_lesson(actor: Actor, lesson: PracticeLesson, *, now: datetime) -> None:
    """Take a lesson out."""
    actor.require(Permission.WRITE)
    actor.own(lesson)
    audit.record(actor, "advertising.drop_lesson", lesson, now=now)
    lesson.delete()
