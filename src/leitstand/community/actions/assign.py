"""Give a conversation to somebody of the team, or to nobody."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.community.models import Conversation
from leitstand.community.notices import ASSIGNED
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.members import people_with
from leitstand.house.models import Person
from leitstand.house.notices import notify


@transaction.atomic
def assign(actor: Actor, conversation: Conversation, person: Person | None, *, now: datetime) -> Conversation:
    """Let a person have it; they must be allowed to answer, and are told unless they took it themselves."""
    actor.require(Permission.ANSWER)
    actor.own(conversation)
    if person is not None and person not in people_with(actor.workspace, Permission.ANSWER):
        raise Invalid({"person": _("This person may not answer in this workspace.")})
    changed = (
        Conversation.objects.filter(pk=conversation.pk).exclude(assigned_to=person).update(assigned_to=person)
        if person is not None
        else Conversation.objects.filter(pk=conversation.pk, assigned_to__isnull=False).update(assigned_to=None)
    )
    conversation.assigned_to = person
    if not changed:
        return conversation
    audit.record(actor, "community.assign", conversation, now=now, details={"to": str(person) if person else "–"})
    if person is not None and person != actor.person:
        notify(
            ASSIGNED,
            workspace=actor.workspace,
            people=[person],
            params={"person": actor.name, "channel": str(conversation.channel)},
            path=reverse("community_conversation", args=[actor.workspace.slug, conversation.pk]),
            about=f"assigned:{conversation.pk}",
            now=now,
        )
    return conversation
