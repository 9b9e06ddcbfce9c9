"""Forget who brought an idea: by hand, and by itself a while after the idea was decided (planning.contributors)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.models import Workspace
from leitstand.planning.models import Idea

EMPTY: Final = {"contributor": "", "department": "", "email": "", "reply_hash": ""}


@transaction.atomic
def forget_contributor(actor: Actor, idea: Idea, *, now: datetime) -> None:
    """Take name, department and address out of an idea; the idea stays."""
    actor.require(Permission.PLAN)
    actor.own(idea)
    audit.record(actor, "planning.forget_contributor", idea, now=now)
    Idea.objects.filter(pk=idea.pk).update(**EMPTY, person=None)


def forget_old_contributors(workspace: Workspace, *, before: datetime, now: datetime) -> int:
    """Forget every contributor whose idea was decided before a moment; return how many."""
    old: Iterable[Idea] = Idea.objects.filter(workspace=workspace, decided_at__lt=before).exclude(
        contributor="", email=""
    )
    house = Actor.house(workspace)
    count = 0
    for idea in old:
        forget_contributor(house, idea, now=now)
        count += 1
    return count
