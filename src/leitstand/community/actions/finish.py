"""Say that nothing is left to do in a conversation, or that there is."""

from datetime import datetime

from django.db import transaction

from leitstand.community.clockwork import case_of, settle, waits_again
from leitstand.community.desk import desk_of
from leitstand.community.events import ConversationDone
from leitstand.community.models import Conversation
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.events import announce


@transaction.atomic
def finish(actor: Actor, conversation: Conversation, *, now: datetime) -> Conversation:
    """Put a conversation away; whoever writes there again brings it back."""
    actor.require(Permission.ANSWER)
    actor.own(conversation)
    changed = (
        Conversation.objects.filter(pk=conversation.pk)
        .exclude(state="done")
        .update(state="done", waiting_since=None, snoozed_until=None)
    )
    conversation.state, conversation.waiting_since = "done", None
    if changed:
        desk = desk_of(actor.workspace)
        case = case_of(desk, conversation, now)
        if case.settled_at is None:
            settle(desk, case, at=now, by="person")
        audit.record(actor, "community.finish", conversation, now=now)
        announce(ConversationDone(actor, conversation))
    return conversation


@transaction.atomic
def reopen(actor: Actor, conversation: Conversation, *, now: datetime) -> Conversation:
    """Have a conversation wait again, from now on."""
    actor.require(Permission.ANSWER)
    actor.own(conversation)
    changed = (
        Conversation.objects.filter(pk=conversation.pk)
        .exclude(state="open")
        .update(state="open", waiting_since=now, is_spam=False)
    )
    if changed:
        conversation.state, conversation.waiting_since = "open", now
        desk = desk_of(actor.workspace)
        waits_again(desk, case_of(desk, conversation, now), now=now)
        audit.record(actor, "community.reopen", conversation, now=now)
    return conversation
