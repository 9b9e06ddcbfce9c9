"""Say that something of the plan across all channels is done, or that it is not."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.planning.models import Milestone


@transaction.atomic
def tick_milestone(actor: Actor, milestone: Milestone, *, is_done: bool, now: datetime) -> Milestone:
    """Tick a milestone or take the tick back; twice is once."""
    actor.require(Permission.PLAN)
    project = milestone.line.project
    actor.own(project)
    if (milestone.done_at is not None) is not is_done:
        milestone.done_at = now if is_done else None
        milestone.save(update_fields=["done_at"])
        audit.record(
            actor, "planning.tick_milestone", project, now=now, details={"what": milestone.text, "done": is_done}
        )
    return milestone
