"""Send a publication back to its author with what should be different."""

from datetime import datetime

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.events import announce
from leitstand.publishing import approvals
from leitstand.publishing.events import ChangesAsked
from leitstand.publishing.informing import tell_changes_asked
from leitstand.publishing.models import Approval, Publication
from leitstand.publishing.stage import keep_in_step


def ask_changes(actor: Actor, publication: Publication, *, looked_at: str, comment: str, now: datetime) -> Approval:
    """Answer the open request with "changes" and a reason; raises Stale where the text was changed since it was looked at."""
    actor.require(Permission.APPROVE)
    actor.own(publication)
    if not comment.strip():
        raise approvals.needs_comment()
    with transaction.atomic():
        locked = approvals.locked(publication)
        request = approvals.asked(locked, looked_at)
        request.decision, request.decided_by, request.decided_at = "changes", actor.person, now
        request.comment = comment.strip()
        request.save()
        locked.submitted_digest, locked.updated_at = "", now
        locked.save(update_fields=["submitted_digest", "updated_at"])
        keep_in_step(locked.item_id, now=now)
        audit.record(actor, "publishing.ask_changes", locked, now=now, details={"channel": locked.channel_id})
        request.publication = locked
        announce(ChangesAsked(actor, request))
        tell_changes_asked(actor, request, now=now)
    return request
