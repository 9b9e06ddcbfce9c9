"""Take an approval back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.house.events import announce
from leitstand.publishing import approvals, content
from leitstand.publishing.core.states import State
from leitstand.publishing.events import ApprovalLapsed
from leitstand.publishing.informing import tell_lapsed
from leitstand.publishing.models import Publication
from leitstand.publishing.queries import TAKEN_BACK
from leitstand.publishing.stage import keep_in_step


def revoke(actor: Actor, publication: Publication, *, now: datetime) -> None:
    """Take approval, or the request for one, back; a post in the queue leaves it. Raises Impossible once it is on its way.

    Who may approve may take an approval back; the author may take the own request back.
    """
    actor.own(publication)
    with transaction.atomic():
        locked = approvals.locked(publication)
        actor.require(Permission.APPROVE if locked.approved_digest else Permission.WRITE)
        if content.is_fixed(locked):
            raise content.already_sent(locked)
        was_queued = locked.state in content.QUEUED
        lapsed = content.lapse(locked, TAKEN_BACK, was_queued=was_queued, now=now)
        if not lapsed:
            raise Impossible(
                _("%(channel)s: There is no approval to take back.") % {"channel": locked.channel}, code="not_approved"
            )
        if was_queued:
            locked.state = State.DRAFT.value
        locked.approved_digest, locked.submitted_digest, locked.updated_at = "", "", now
        locked.claimed_by, locked.try_at = "", None
        locked.save(
            update_fields=[
                "state",
                "approved_digest",
                "submitted_digest",
                "claimed_by",
                "try_at",
                "updated_at",
            ]
        )
        keep_in_step(locked.item_id, now=now)
        audit.record(actor, "publishing.revoke", locked, now=now, details={"channel": locked.channel_id})
        for each in lapsed:
            announce(ApprovalLapsed(actor, each.approval, each.was_queued))
        tell_lapsed(actor, lapsed, now=now)
