"""Begin a lead where somebody said something: the opportunity, with the conversation as its first step."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db import transaction

from leitstand.channels.models import Channel
from leitstand.contacts.models import Contact
from leitstand.house.actor import Actor
from leitstand.house.zones import day_in
from leitstand.kernel.text import first_words
from leitstand.leads.actions.keep_opportunity import OpportunityFields, keep_opportunity
from leitstand.leads.actions.log_step import log_step
from leitstand.leads.models import Opportunity

MOST_NOTE: Final = 300


@dataclass(frozen=True, slots=True)
class Talk:
    """Where it began: when, on which of our channels (None: on none), and the few words that are kept of it."""

    at: datetime
    channel: Channel | None
    note: str


def note_of(what: str, text: str) -> str:
    """Return the few words that are kept of where a lead began; `text` "" where what was said may not be kept."""
    words = " ".join(text.split())
    return (f"{what}: {first_words(words, 200)}" if words else what)[:MOST_NOTE]


@transaction.atomic
def begin_lead(
    actor: Actor, talk: Talk, *, title: str, contact: Contact | None, value: Decimal | None, now: datetime
) -> Opportunity:
    """Enter the deal that may come, owned by whoever begins it. Raises Invalid at the field."""
    told = OpportunityFields(
        title=title,
        organisation=contact.organisation if contact else "",
        contact=contact,
        campaign=None,
        owner=actor.person,
        value=value,
    )
    deal = keep_opportunity(actor, told, now=now)
    day = min(day_in(actor.workspace, talk.at), day_in(actor.workspace, now))
    log_step(actor, deal, kind="conversation", day=day, channel=talk.channel, note=talk.note, now=now)
    return deal
