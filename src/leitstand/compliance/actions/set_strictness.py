"""Have open questions of law stop posts, or only warn."""

from datetime import datetime

from django.db import transaction

from leitstand.compliance.models import Strictness
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission


@transaction.atomic
def set_strictness(actor: Actor, *, stops: bool, now: datetime) -> None:
    """Keep how the workspace takes open questions; what waits in the queue is asked again when it is due."""
    actor.require(Permission.MANAGE_WORKSPACE)
    Strictness.objects.update_or_create(workspace=actor.workspace, defaults={"open_questions_stop": stops})
    audit.record(actor, "compliance.set_strictness", actor.workspace, now=now, details={"stops": stops})
