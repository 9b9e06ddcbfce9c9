"""Be seen at a conversation by colleagues, and keep what one has begun to write."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from leitstand.community.models import Case, Conversation, Draft, Presence
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid, Stale

# A page tells every few seconds that it is open; after this nobody is there any more.
SEEN: Final = timedelta(seconds=30)
TYPES: Final = timedelta(seconds=12)
MOST_TEXT: Final = 20000

UNRECORDED: Final = (
    "Who has a page open and what they are typing is no act: it is gone within the hour, or when it is sent."
)


@transaction.atomic
def be_there(actor: Actor, conversation: Conversation, *, types: bool, now: datetime) -> None:
    """Note that somebody has it open, and whether they write; the time counts as work on the case, for nobody by name."""
    actor.require(Permission.ANSWER)
    actor.own(conversation)
    person = actor.person
    if person is None:
        return
    known = Presence.objects.select_for_update().filter(conversation=conversation, person=person).first()
    if known is None:
        Presence.objects.create(
            workspace=actor.workspace,
            conversation=conversation,
            person=person,
            at=now,
            typed_at=now if types else None,
        )
        return
    since = now - known.at
    if timedelta() < since <= SEEN and conversation.case_id is not None:
        seconds = round(since.total_seconds())
        Case.objects.filter(pk=conversation.case_id).update(handled_seconds=F("handled_seconds") + seconds)
    known.at = now
    known.typed_at = now if types else known.typed_at
    known.save(update_fields=["at", "typed_at"])


@transaction.atomic
def keep_draft(actor: Actor, conversation: Conversation, text: str, *, version: int, now: datetime) -> Draft | None:
    """Keep what somebody has typed so far; an empty text lets it go. Raises Stale where another window was later."""
    actor.require(Permission.ANSWER)
    actor.own(conversation)
    if len(text) > MOST_TEXT:
        raise Invalid({"text": _("At most %(count)d characters, please.") % {"count": MOST_TEXT}})
    person = actor.person
    if person is None:
        return None
    rows = Draft.objects.select_for_update().filter(conversation=conversation, person=person)
    draft = rows.first()
    if draft is not None and draft.version != version:
        raise Stale(_("You have written on in another window. Load the page again to see it."))
    text = text.replace("\x00", "")
    if draft is None:
        if not text.strip():
            return None
        return Draft.objects.create(
            workspace=actor.workspace, conversation=conversation, person=person, text=text, at=now
        )
    draft.text, draft.version, draft.at = text, draft.version + 1, now
    draft.save(update_fields=["text", "version", "at"])
    return draft


def drop_draft(actor: Actor, conversation: Conversation) -> None:
    """Let a draft go: it was sent."""
    Draft.objects.filter(conversation=conversation, person=actor.person).delete()


def let_go_of_presence(*, now: datetime) -> int:
    """Forget who was where: after an hour that is nobody's business."""
    gone, _by_model = Presence.objects.filter(at__lt=now - timedelta(hours=1)).delete()
    return gone
