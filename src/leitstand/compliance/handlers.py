"""What this room does when something happens below it; each is one line."""

from leitstand.compliance.actions.compare_twins import find_twins
from leitstand.compliance.actions.forget_outsiders import forget_contact_here
from leitstand.compliance.actions.see_person import carry_people
from leitstand.contacts.events import ContactForgotten
from leitstand.house import clock
from leitstand.house.events import subscribe
from leitstand.library.events import AssetReplaced, LooksKnown


def listen() -> None:
    """Subscribe to what this room must know."""
    subscribe(ContactForgotten, forgotten)
    subscribe(LooksKnown, compare)
    subscribe(AssetReplaced, carry)


def forgotten(event: ContactForgotten) -> None:
    """Somebody outside is forgotten: what they agreed to ends."""
    forget_contact_here(event.actor, event.contact, now=clock.now())


def compare(event: LooksKnown) -> None:
    """A file was looked at: the older ones it looks like are noted."""
    find_twins(event.actor, event.asset, now=event.now)


def carry(event: AssetReplaced) -> None:
    """A file takes the place of another: it shows the same people."""
    carry_people(event.actor, event.old, event.new, now=event.now)
