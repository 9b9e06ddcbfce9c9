"""What this room does when something happens in the house; each is one line."""

from leitstand.channels.actions.ask_for_removal import ask_for_removal
from leitstand.house import clock
from leitstand.house.events import subscribe
from leitstand.house.happened import PersonLeft


def listen() -> None:
    """Subscribe to what this room must know."""
    subscribe(PersonLeft, left)


def left(event: PersonLeft) -> None:
    """Somebody has left: have their rights taken away."""
    ask_for_removal(event.actor, event.person, now=clock.now())
