"""Open a conversation for something that was found outside: nobody wrote to us, so nothing answers it by itself."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.community.actions.take_in import shelve
from leitstand.community.clockwork import stop
from leitstand.community.core.threads import ANSWERABLE
from leitstand.community.models import Incoming
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.kernel.interaction import Interaction


@dataclass(frozen=True, slots=True)
class Kept:
    """Since when the house has it, and until when text and author may be kept: being opened here prolongs nothing."""

    fetched_at: datetime
    text: datetime | None
    author: datetime | None


@transaction.atomic
def bring_in(actor: Actor, channel: Channel, said: Interaction, kept: Kept, *, now: datetime) -> Incoming:
    """Return it as it stands in the inbox; what is there already is not stored a second time.

    The case counts in no figure of service, for whoever said it waits for no answer of ours; no rule answers it.
    Raises Impossible where its author was forgotten, or it was removed.
    """
    actor.require(Permission.ANSWER)
    actor.own(channel)
    if said.kind not in ANSWERABLE or said.kind == "message":
        raise ValueError(said.kind)
    known, is_new = shelve(actor, channel, said, now=now)
    if not known.may_return:
        raise Impossible(_("It is not there any more: it was removed, or its author was forgotten."), code="gone")
    if not is_new:
        return known
    known.fetched_at, known.forget_text_at, known.forget_author_at = kept.fetched_at, kept.text, kept.author
    known.save(update_fields=["fetched_at", "forget_text_at", "forget_author_at"])
    case = known.conversation.case
    # A conversation that was there already goes on as it was.
    if case is not None and known.conversation.incoming.count() == 1:
        case.counts = False
        case.resolve_due_at = None
        stop(case)
        case.save()
    audit.record(actor, "community.bring_in", known.conversation, now=now)
    return known
