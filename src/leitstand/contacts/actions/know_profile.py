"""Recognise a contact on a network, or stop doing so."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.contacts.actions.note_heard import note_heard
from leitstand.contacts.models import Contact, ContactProfile
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible


@transaction.atomic
def know_profile(actor: Actor, contact: Contact, *, network: str, key: str, now: datetime) -> ContactProfile:
    """Say that the network's `key` is this contact; a profile that is somebody else's already is refused."""
    actor.require(Permission.ANSWER)
    actor.own(contact)
    if not network or not key or len(key) > 200:
        raise Impossible(_("The network does not say who this is."), code="nobody")
    profile, made = ContactProfile.objects.get_or_create(
        workspace=actor.workspace, network=network, key=key, defaults={"contact": contact}
    )
    if profile.contact_id != contact.pk:
        raise Impossible(_("This profile belongs to another contact already."), code="taken")
    if made:
        note_heard(actor.workspace, [contact.pk], at=now)
        audit.record(actor, "contacts.know_profile", contact, now=now, details={"network": network})
    return profile
