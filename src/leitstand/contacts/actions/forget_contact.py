"""Forget somebody outside for good."""

from datetime import datetime

from django.db import transaction

from leitstand.contacts.events import ContactForgotten
from leitstand.contacts.models import Contact, ContactProfile
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.events import announce


@transaction.atomic
def forget_contact(actor: Actor, contact: Contact, *, now: datetime) -> None:
    """Delete a contact with profiles and history of parts; that it was done stays in the trail, not about whom."""
    actor.require(Permission.ANSWER)
    actor.own(contact)
    audit.record(actor, "contacts.forget_contact", contact, now=now)
    announce(ContactForgotten(actor, contact))
    contact.delete()


@transaction.atomic
def forget_profile(actor: Actor, *, network: str, key: str, now: datetime) -> None:
    """Forget a profile; a contact known by nothing else (no other profile, no e-mail) is forgotten with it."""
    actor.require(Permission.ANSWER)
    profile = (
        ContactProfile.objects.select_related("contact")
        .filter(workspace=actor.workspace, network=network, key=key)
        .first()
    )
    if profile is None:
        return
    contact = profile.contact
    profile.delete()
    if not contact.email and not contact.profiles.exists():
        forget_contact(actor, contact, now=now)
