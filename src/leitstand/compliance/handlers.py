"""What this room does when something happens below it; each is one line."""

from leitstand.channels.events import HandleWished
from leitstand.compliance.actions.compare_twins import find_twins
from leitstand.compliance.actions.follow_wish import follow_wish
from leitstand.compliance.actions.forget_look_alikes import forget_look_alikes_of
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
    subscribe(HandleWished, handle_wished)


def forgotten(event: ContactForgotten) -> None:
    """Somebody outside is forgotten: what they agreed to ends, and no list names their profile."""
    forget_look_alikes_of(event.actor, event.contact, now=clock.now())
    forget_contact_here(event.actor, event.contact, now=clock.now())


def compare(event: LooksKnown) -> None:
    """A file was looked at: the older ones it looks like are noted."""
    find_twins(event.actor, event.asset, now=event.now)


def carry(event: AssetReplaced) -> None:
    """A file takes the place of another: it shows the same people."""
    carry_people(event.actor, event.old, event.new, now=event.now)


def handle_wished(event: HandleWished) -> None:
    """A name is wanted before an account is opened: the register of names knows it too."""
    told = {"platform": event.check.platform, "handle": event.check.handle}
    follow_wish(event.actor, **told, is_reserved=event.is_reserved, now=clock.now())
