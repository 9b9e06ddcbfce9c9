"""Leave colleagues a note at a conversation; whom it names with an @ is told."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.community.core.replies import mentioned
from leitstand.community.models import Conversation, Note
from leitstand.community.notices import NAMED
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.members import people_with
from leitstand.house.notices import notify

MOST_TEXT: Final = 4000
MOST: Final = 200


@transaction.atomic
def write_note(actor: Actor, conversation: Conversation, text: str, *, now: datetime) -> Note:
    """Keep a note; only the team reads it. Raises Invalid at the text."""
    actor.require(Permission.ANSWER)
    actor.own(conversation)
    text = text.replace("\x00", "").strip()
    if not text:
        raise Invalid({"text": _("Write something first.")})
    if len(text) > MOST_TEXT:
        raise Invalid({"text": _("At most %(count)d characters, please.") % {"count": MOST_TEXT}})
    if Note.objects.filter(conversation=conversation).count() >= MOST:
        raise Impossible(_("At most %(count)d notes, please.") % {"count": MOST}, code="full")
    note = Note.objects.create(workspace=actor.workspace, conversation=conversation, text=text, by=actor.person, at=now)
    audit.record(actor, "community.write_note", conversation, now=now)
    _tell(actor, note, now)
    return note


def _tell(actor: Actor, note: Note, now: datetime) -> None:
    """Tell those whom it names; only who may answer sees what stands there."""
    people = {person.pk: person for person in people_with(actor.workspace, Permission.ANSWER)}
    named = mentioned(note.text, {number: person.name for number, person in people.items()})
    if not named:
        return
    notify(
        NAMED,
        workspace=actor.workspace,
        people=[people[number] for number in sorted(named)],
        params={"person": actor.name, "channel": str(note.conversation.channel)},
        path=f"{reverse('community_conversation', args=[actor.workspace.slug, note.conversation_id])}#n-{note.pk}",
        about=f"note:{note.pk}",
        but=actor.person,
        now=now,
    )


@transaction.atomic
def drop_note(actor: Actor, note: Note, *, now: datetime) -> None:
    """Take a note away: one's own, or anybody's for those who manage people."""
    actor.require(Permission.ANSWER)
    actor.own(note)
    if note.by_id is None or actor.person is None or note.by_id != actor.person.pk:
        actor.require(Permission.MANAGE_PEOPLE)
    audit.record(actor, "community.drop_note", note.conversation, now=now)
    note.delete()
