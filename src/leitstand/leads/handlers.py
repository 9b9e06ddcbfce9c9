"""What this room does when something happens below it; each is one line."""

from leitstand.compliance.events import ConsentConfirmed
from leitstand.house.events import subscribe
from leitstand.leads.actions.hand_out import hand_out_soon


def listen() -> None:
    """Subscribe to what this room must know."""
    subscribe(ConsentConfirmed, confirmed)


def confirmed(event: ConsentConfirmed) -> None:
    """Somebody confirmed their consent: they are a lead, and get what they asked for."""
    hand_out_soon(event.actor, event.consent, now=event.now)
