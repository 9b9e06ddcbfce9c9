"""What the house knows of whoever writes: earlier conversations, figures of them, and the deals with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from leitstand.community.models import Conversation, Incoming
from leitstand.community.queries.contacts import author_of
from leitstand.house.actor import Actor
from leitstand.leads.models import Opportunity

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Earlier:
    """Somebody's history: the latest other conversations, how many and since when, and the deals that may come of them."""

    conversations: Sequence[Conversation]
    count: int
    texts: int
    since: datetime | None
    opportunities: Sequence[Opportunity]


def earlier_with(actor: Actor, conversation: Conversation, person: Incoming) -> Earlier:
    """Return the history of whoever wrote, on all channels on which they are known as the same contact."""
    if not person.author_key or person.erased_at is not None:
        return Earlier((), 0, 0, None, ())
    contact = author_of(person)
    who = Q(channel__network=person.channel.network, author_key=person.author_key)
    if contact is not None:
        for network, key in contact.profiles.values_list("network", "key"):
            who |= Q(channel__network=network, author_key=key)
    wrote: QuerySet[Incoming] = Incoming.objects.filter(who, workspace=actor.workspace)
    others = Conversation.objects.filter(workspace=actor.workspace).exclude(pk=conversation.pk)
    others = others.filter(Exists(wrote.filter(conversation=OuterRef("pk"))))
    rows = list(others.select_related("channel", "case").order_by("-last_at", "pk")[: SHOWN + 1])
    deals = Opportunity.objects.filter(workspace=actor.workspace, contact=contact) if contact is not None else None
    return Earlier(
        rows[:SHOWN],
        others.count() if len(rows) > SHOWN else len(rows),
        wrote.count(),
        wrote.aggregate(since=Min("at"))["since"],
        list(deals.order_by("-added_at")[:3]) if deals is not None else (),
    )
