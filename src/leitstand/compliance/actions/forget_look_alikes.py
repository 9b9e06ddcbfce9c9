"""Forget that somebody outside looked like one of our names, when the company forgets them."""

from datetime import datetime

from leitstand.compliance.models import LookAlike
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission


def forget_look_alikes(actor: Actor, *, network: str, handles: set[str], now: datetime) -> int:
    """Delete what is listed of them without an incident; return how many."""
    actor.require(Permission.ANSWER)
    rows = LookAlike.objects.filter(
        workspace=actor.workspace, network=network, handle__in=handles - {""}, incident=None
    )
    count: int = rows.delete()[0]
    if count:
        audit.record(actor, "compliance.forget_look_alikes", actor.workspace, now=now, details={"count": count})
    return count
