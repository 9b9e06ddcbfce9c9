"""What this room announces."""

from dataclasses import dataclass

from leitstand.contacts.models import Contact
from leitstand.house.events import Event


@dataclass(frozen=True, slots=True)
class ContactForgotten(Event):
    """A contact is about to be deleted, with all that is known of them."""

    contact: Contact
