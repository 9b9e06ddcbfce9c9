"""Put a conversation away until a moment; it comes back by itself, or as soon as they write."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.community.models import Conversation
from leitstand.community.notices import WOKE
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.notices import notify

LONGEST: Final = timedelta(days=365)


@transaction.atomic
def snooze(actor: Actor, conversation: Conversation, until: datetime, *, now: datetime) -> Conversation:
    """Hide it from what waits until a moment. The response clock runs on: whoever waits does not know of it."""
    actor.require(Permission.ANSWER)
    actor.own(conversation)
    if until <= now:
        raise Invalid({"until": _("Please choose a moment still to come.")})
    if until - now > LONGEST:
        raise Invalid({"until": _("At most a year, please.")})
    rows = Conversation.objects.filter(pk=conversation.pk, state="open")
    if not rows.update(snoozed_until=until, snoozed_by=actor.person):
        raise Impossible(_("Only what waits for an answer can be put off."), code="not_open")
    conversation.snoozed_until, conversation.snoozed_by = until, actor.person
    audit.record(actor, "community.snooze", conversation, now=now, details={"until": until.isoformat()})
    return conversation


@transaction.atomic
def wake_up(actor: Actor, conversation: Conversation, *, now: datetime) -> Conversation:
    """Bring it back at once."""
    actor.require(Permission.ANSWER)
    actor.own(conversation)
    if Conversation.objects.filter(pk=conversation.pk).exclude(snoozed_until=None).update(snoozed_until=None):
        conversation.snoozed_until = None
        audit.record(actor, "community.wake_up", conversation, now=now)
    return conversation


@transaction.atomic
def wake_due(*, now: datetime) -> int:
    """Bring back what was put off until now, and tell whoever has it."""
    rows = Conversation.objects.select_for_update(of=("self",), skip_locked=True).filter(snoozed_until__lte=now)
    due = list(rows.select_related("workspace", "channel", "assigned_to", "snoozed_by"))
    for conversation in due:
        Conversation.objects.filter(pk=conversation.pk).update(snoozed_until=None)
        audit.record(Actor.house(conversation.workspace), "community.wake_up", conversation, now=now)
        person = conversation.assigned_to or conversation.snoozed_by
        notify(
            WOKE,
            workspace=conversation.workspace,
            people=[person] if person is not None and person.is_active else None,
            params={"channel": str(conversation.channel)},
            path=reverse("community_conversation", args=[conversation.workspace.slug, conversation.pk]),
            about=f"woke:{conversation.pk}",
            now=now,
        )
    return len(due)
