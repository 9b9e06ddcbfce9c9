"""Approve exactly what was looked at."""

from contextlib import suppress
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.house.events import announce
from leitstand.kernel.post import PostPlan
from leitstand.publishing import approvals
from leitstand.publishing.actions.schedule import schedule
from leitstand.publishing.actions.submit import must_be_steered, must_be_tracked, must_fit
from leitstand.publishing.agreements import must_be_agreed
from leitstand.publishing.events import Approved
from leitstand.publishing.informing import tell_approved
from leitstand.publishing.launching import must_be_launched
from leitstand.publishing.lawful import legal_day, must_be_lawful, told_of
from leitstand.publishing.legal_check import check_of, must_be_answered
from leitstand.publishing.models import Approval, Publication
from leitstand.publishing.stage import keep_in_step
from leitstand.publishing.tone import must_say_why


def approve(actor: Actor, publication: Publication, *, looked_at: str, now: datetime, comment: str = "") -> Approval:
    """Allow exactly the content whose digest is `looked_at` to go out; with a time in the future it is scheduled at once.

    Raises Stale where the text was changed since, Impossible under four eyes for whoever wrote it or asked for it, and
    while the item's campaign waits for its launch, or where the account is a person's own.
    What the law says at this moment is kept with the answer.
    Without four eyes an own approval is kept as such, with the workspace's reason of that day.
    """
    actor.require(Permission.APPROVE)
    actor.own(publication)
    if actor.person is None:
        raise PermissionDenied("the house itself approves nothing")
    with transaction.atomic():
        locked = approvals.locked(publication)
        request = approvals.asked(locked, looked_at)
        verdict = approvals.verdict(actor, locked, request, looked_at=looked_at)
        if verdict.obstacle is not None:
            raise approvals.refuse(verdict.obstacle)
        # The account may have become a person's own since it was asked for.
        must_be_steered(locked)
        must_fit(locked)
        must_be_tracked(locked)
        must_say_why(locked.item)
        must_be_launched(locked.item)
        must_be_agreed(locked.item, now.date())
        due_at = locked.item.planned_at or locked.due_at
        on = legal_day(max(due_at, now) if due_at else now)
        told = told_of(locked.item, [PostPlan.from_json(locked.content)])
        known = check_of(locked, must_be_lawful(locked, on=on, told=told), told, on=on)
        must_be_answered(locked, known)
        request.decision, request.decided_by, request.decided_at = "approved", actor.person, now
        request.comment, request.is_self = comment.strip(), verdict.is_self
        request.self_reason = actor.workspace.self_approval_reason if verdict.is_self else ""
        request.judgement = known
        request.save()
        locked.approved_digest, locked.updated_at = locked.content_digest, now
        locked.save(update_fields=["approved_digest", "updated_at"])
        keep_in_step(locked.item_id, now=now)
        audit.record(
            actor,
            "publishing.approve",
            locked,
            now=now,
            details={"channel": locked.channel_id, "version": locked.version, "is_self": verdict.is_self},
        )
        request.publication = locked
        announce(Approved(actor, request))
        tell_approved(actor, request, now=now)
        if due_at is not None and due_at > now and actor.may(Permission.SCHEDULE):
            # The approval holds even where the queue is closed (a channel that needs a new sign-in or is gone).
            with suppress(Impossible), transaction.atomic():
                schedule(actor, locked, due_at=due_at, now=now)
    return request
