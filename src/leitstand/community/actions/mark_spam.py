"""Say that a conversation is spam, or that it is not."""

from datetime import datetime

from django.db import transaction

from leitstand.community.clockwork import case_of, stop, waits_again
from leitstand.community.desk import desk_of
from leitstand.community.models import Conversation
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission


@transaction.atomic
def mark_spam(actor: Actor, conversation: Conversation, *, spam: bool, now: datetime) -> Conversation:
    """Put it away for good: what comes in there waits for nobody, and no figure counts it. Or bring it back."""
    actor.require(Permission.ANSWER)
    actor.own(conversation)
    conversation = (
        Conversation.objects.select_for_update(of=("self",)).select_related("case", "channel").get(pk=conversation.pk)
    )
    if conversation.is_spam == spam:
        return conversation
    desk = desk_of(actor.workspace)
    case = case_of(desk, conversation, now)
    conversation.is_spam = spam
    conversation.snoozed_until = None
    if spam:
        conversation.state, conversation.waiting_since = "done", None
        case.counts, case.resolve_due_at = False, None
        case.settled_at, case.settled_by = case.settled_at or now, case.settled_by or "person"
        stop(case)
        case.save()
    else:
        conversation.state, conversation.waiting_since = "open", now
        waits_again(desk, case, now=now)
    conversation.save(update_fields=["is_spam", "state", "waiting_since", "snoozed_until"])
    audit.record(actor, "community.mark_spam" if spam else "community.no_spam", conversation, now=now)
    return conversation
