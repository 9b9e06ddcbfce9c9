"""How long this room keeps people outside whom nobody has heard of."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from leitstand.contacts.actions.forget_contact import forget_contact
from leitstand.contacts.models import Contact, ContactProfile
from leitstand.house.actor import Actor
from leitstand.house.models import Workspace
from leitstand.house.retention import Kept, declare

# Rooms above tell whom they still have to do with: by profile (network, the network's id), or by the contact's number.
Profiles = Callable[[Workspace, datetime], Sequence[tuple[str, str]]]
Numbers = Callable[[Workspace, datetime], Sequence[int]]
_by_profile: list[Profiles] = []
_by_number: list[Numbers] = []


def still_needed(tell: Profiles) -> Profiles:
    """Have a room tell by profile who is heard of since a moment."""
    _by_profile.append(tell)
    return tell


def still_in_use(tell: Numbers) -> Numbers:
    """Have a room tell by number which contacts it has to do with."""
    _by_number.append(tell)
    return tell


def _sweep(workspace: Workspace, before: datetime, now: datetime) -> int:
    heard = {pair for tell in _by_profile for pair in tell(workspace, before)}
    used = {number for tell in _by_number for number in tell(workspace, before)}
    heard_of = Coalesce("heard_at", "added_at")
    quiet = Contact.objects.filter(workspace=workspace).alias(heard_of=heard_of).filter(heard_of__lt=before)
    profiles = ContactProfile.objects.filter(workspace=workspace).values_list("contact_id", "network", "key")
    used |= {contact for contact, network, key in profiles if (network, key) in heard}
    house = Actor.house(workspace)
    gone = 0
    for contact in quiet.exclude(pk__in=used):
        forget_contact(house, contact, now=now)
        gone += 1
    return gone


declare(
    Kept(
        "contacts.quiet",
        _("Contacts of whom nothing is heard any more"),
        1095,
        30,
        3650,
        _(
            "Our own starting value, after the usual limitation of claims (three years, § 195 BGB). "
            "A message, a new part, an open opportunity or a consent in force keeps them."
        ),
        _sweep,
    )
)
