"""What the inbox knows of contacts: who wrote a text, which part it tells, and all conversations with somebody."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from leitstand.community.models import Conversation, Incoming
from leitstand.community.queries.inbox import Wish, conversations
from leitstand.contacts.core.roles import ContactRole, suggested
from leitstand.contacts.models import Contact
from leitstand.contacts.queries import contact_on
from leitstand.house.actor import Actor


@dataclass(frozen=True, slots=True)
class Told:
    """A part, and by which kind of thing it was shown."""

    role: ContactRole
    kind: str


def author_of(incoming: Incoming | None) -> Contact | None:
    """Return the contact who wrote it; None where nobody is known."""
    if incoming is None or not incoming.author_key:
        return None
    return contact_on(incoming.channel.workspace, network=incoming.channel.network, key=incoming.author_key)


def role_told_by(incoming: Incoming, now: str) -> Told | None:
    """Return the part that all that the author wrote on this channel tells, where it is more active than `now`."""
    kinds = Incoming.objects.filter(channel_id=incoming.channel_id, author_key=incoming.author_key).order_by()
    told = [(kind, suggested([kind], now)) for kind in kinds.values_list("kind", flat=True).distinct()]
    found = [Told(role, kind) for kind, role in told if role is not None]
    return max(found, key=lambda one: (list(ContactRole).index(one.role), one.kind), default=None)


def conversations_with(actor: Actor, contact: Contact) -> QuerySet[Conversation]:
    """Return all conversations in which somebody known as this contact wrote, the latest first."""
    wrote = Q(pk__in=[])
    for network, key in contact.profiles.values_list("network", "key"):
        wrote |= Q(channel__network=network, author_key=key)
    found = conversations(actor, Wish(state=""))
    return found.filter(Exists(Incoming.objects.filter(wrote, conversation=OuterRef("pk"))))
