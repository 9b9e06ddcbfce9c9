"""Write down first wins: what came of it before the figures could show it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.strategy.models import FirstWin, Goal
from leitstand.strategy.models.goal import WIN_KINDS


@transaction.atomic
def keep_win(actor: Actor, *, kind: str, text: str, on: date, goal: Goal | None, now: datetime) -> FirstWin:
    """Keep a first win; everybody who may comment has some to tell."""
    actor.require(Permission.COMMENT)
    if goal is not None:
        actor.own(goal)
    errors = {}
    if not text.strip():
        errors["text"] = _("Please say what happened.")
    if kind not in dict(WIN_KINDS):
        errors["kind"] = _("Please choose one of the answers.")
    if on > now.date():
        errors["on"] = _("This day is still to come.")
    if errors:
        raise Invalid(errors)
    win = FirstWin.objects.create(
        workspace=actor.workspace, kind=kind, text=text.strip()[:300], on=on, goal=goal, entered_by=actor.person
    )
    audit.record(actor, "strategy.keep_win", win, now=now)
    return win


@transaction.atomic
def drop_win(actor: Actor, win: FirstWin, *, now: datetime) -> None:
    """Take a first win out of the log."""
    actor.require(Permission.PLAN)
    actor.own(win)
    audit.record(actor, "strategy.drop_win", win, now=now)
    win.delete()
