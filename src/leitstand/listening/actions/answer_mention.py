"""Answer a mention: in the inbox, where its gates stand; or by hand where the network lets no program answer."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.listening.actions.note_answered import reached
from leitstand.listening.answering import channel_for, spoken
from leitstand.listening.models import MadeOf, Mention
from leitstand.listening.seams import sister

MOST_NOTE: Final = 1000


@transaction.atomic
def open_for_answer(actor: Actor, mention: Mention, *, now: datetime) -> UUID:
    """Open a conversation for it, or find the one that is there; return its key. Raises Impossible where it must be by hand."""
    actor.require(Permission.ANSWER)
    actor.own(mention)
    channel, inbox = channel_for(mention), sister()
    if channel is None or inbox is None:
        raise Impossible(
            _("This network lets no program answer. Answer where it was said, and note it."), code="by_hand"
        )
    key = inbox.open(actor, spoken(mention, channel), now)
    _made, is_new = MadeOf.objects.get_or_create(
        workspace=actor.workspace,
        mention=mention.pk,
        what="answer",
        elsewhere=key,
        defaults={"at": mention.at, "by": actor.person, "made_at": now},
    )
    if is_new:
        audit.record(actor, "listening.open_for_answer", mention, now=now)
    return key


@transaction.atomic
def answered_by_hand(actor: Actor, mention: Mention, note: str, *, now: datetime) -> MadeOf:
    """Note that somebody answered where it was said, and what. Raises Invalid at the note."""
    actor.require(Permission.ANSWER)
    actor.own(mention)
    note = note.strip()
    if not note:
        raise Invalid({"note": _("Say in a few words what was answered.")})
    if len(note) > MOST_NOTE:
        raise Invalid({"note": _("At most %(count)d characters, please.") % {"count": MOST_NOTE}})
    made = MadeOf.objects.create(
        workspace=actor.workspace,
        mention=mention.pk,
        at=mention.at,
        what="by_hand",
        note=note,
        by=actor.person,
        made_at=now,
    )
    reached(actor.workspace, [(mention.pk, mention.at)], now=now)
    audit.record(actor, "listening.answered_by_hand", mention, now=now)
    return made
