"""Forget who brought an idea: by hand, and by itself a year after the idea was decided."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.planning.models import Idea

# Our own starting value: thanks go out after 7 and 30 days, questions about a post come within a year.
KEPT: Final = timedelta(days=365)
EMPTY: Final = {"contributor": "", "department": "", "email": "", "reply_hash": ""}


@transaction.atomic
def forget_contributor(actor: Actor, idea: Idea, *, now: datetime) -> None:
    """Take name, department and address out of an idea; the idea stays."""
    actor.require(Permission.PLAN)
    actor.own(idea)
    audit.record(actor, "planning.forget_contributor", idea, now=now)
    Idea.objects.filter(pk=idea.pk).update(**EMPTY, person=None)


def forget_old_contributors(*, now: datetime) -> int:
    """Forget every contributor from outside whose idea was decided long ago; return how many."""
    old: Iterable[Idea] = Idea.objects.filter(decided_at__lt=now - KEPT).exclude(contributor="", email="")
    count = 0
    for idea in old:
        forget_contributor(Actor.house(idea.workspace), idea, now=now)
        count += 1
    return count
