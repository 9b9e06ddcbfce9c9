"""Let no earlier judgement count: the rules have changed, and everything in the queue is judged anew before it goes out."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Publication

_QUEUED = (State.PLANNED.value, State.WAITING.value, State.CLAIMED.value)


@transaction.atomic
def forget_judgements(actor: Actor, *, now: datetime) -> int:
    """Forget the judgements of a workspace's queue; return how many. What is claimed already is asked again by the sender."""
    count = (
        Publication.objects.filter(workspace=actor.workspace, state__in=_QUEUED).exclude(judged="").update(judged="")
    )
    if count:
        audit.record(actor, "publishing.forget_judgements", None, now=now, details={"count": count})
    return count
