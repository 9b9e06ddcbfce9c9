"""Keep whoever wrote to us as a contact, or recognise a contact in them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.community.models import Incoming
from leitstand.community.queries.contacts import role_told_by
from leitstand.community.words import KINDS
from leitstand.contacts.actions.change_role import change_role
from leitstand.contacts.actions.keep_contact import ContactFields, keep_contact
from leitstand.contacts.actions.know_profile import know_profile
from leitstand.contacts.models import Contact
from leitstand.contacts.queries import contact_on
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible


@transaction.atomic
def know_author(
    actor: Actor, incoming: Incoming, *, now: datetime, contact: Contact | None = None, name: str = ""
) -> Contact:
    """Recognise `contact` in the author, or enter a new one by `name`; what they did in public tells their part.

    Raises Impossible where the network does not say who it is, or where somebody else is known by the profile already.
    """
    actor.require(Permission.ANSWER)
    actor.own(incoming)
    network = incoming.channel.network
    if not incoming.author_key or not incoming.may_return:
        raise Impossible(_("The network does not say who this is."), code="nobody")
    if contact is None and contact_on(actor.workspace, network=network, key=incoming.author_key):
        raise Impossible(_("This person is a contact already."), code="known")
    known = contact or keep_contact(
        actor, ContactFields(name=name, organisation="", email="", note=""), now=now, source="inbox"
    )
    know_profile(actor, known, network=network, key=incoming.author_key, now=now)
    note_part(actor, incoming, known, now=now)
    return known


def note_part(actor: Actor, incoming: Incoming, contact: Contact, *, now: datetime) -> bool:
    """Note the part that what the author did tells, where it is a more active one; return whether it was."""
    told = role_told_by(incoming, contact.role)
    if told is None:
        return False
    reason = _("%(kind)s on %(channel)s") % {"kind": KINDS[told.kind], "channel": str(incoming.channel)}
    return change_role(actor, contact, told.role, reason=reason[:300], now=now) is not None
