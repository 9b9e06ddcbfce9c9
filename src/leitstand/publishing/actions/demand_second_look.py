"""Demand a second approval of everything that goes out, and end that again."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.house.members import people_with
from leitstand.publishing.models import SecondLook
from leitstand.publishing.signals import wake


@transaction.atomic
def demand_second_look(actor: Actor, *, reason: str, now: datetime) -> SecondLook:
    """From now on nothing goes out that two people have not approved; what is in the queue waits for its second one.

    Raises Impossible where fewer than two people may approve: then only the stop switch helps.
    """
    actor.require(Permission.STOP_SENDING)
    if len(list(people_with(actor.workspace, Permission.APPROVE))) < 2:
        raise Impossible(
            _("Only one person here may approve, so nobody could look a second time. Stop all sending instead."),
            code="alone",
        )
    try:
        with transaction.atomic():
            look = SecondLook.objects.create(
                workspace=actor.workspace, began_by=actor.person, began_at=now, reason=reason.strip()
            )
    except IntegrityError:
        raise Impossible(_("A second approval is already demanded."), code="demanded") from None
    audit.record(actor, "publishing.demand_second_look", look, now=now)
    wake()
    return look


@transaction.atomic
def end_second_look(actor: Actor, *, now: datetime) -> SecondLook:
    """One approval is enough again."""
    actor.require(Permission.STOP_SENDING)
    look = SecondLook.objects.select_for_update(of=("self",)).filter(workspace=actor.workspace, ended_at=None).first()
    if look is None:
        raise Impossible(_("No second approval is demanded."), code="not_demanded")
    look.ended_at, look.ended_by = now, actor.person
    look.save(update_fields=["ended_at", "ended_by"])
    audit.record(actor, "publishing.end_second_look", look, now=now)
    wake()
    return look
