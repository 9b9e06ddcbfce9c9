"""What this room does when something happens below it; each is one line."""

from leitstand.house import clock
from leitstand.house.events import subscribe
from leitstand.measurement.actions.plan_measuring import plan_measuring
from leitstand.publishing.sending_events import PublicationPublished


def listen() -> None:
    """Subscribe to what this room must know."""
    subscribe(PublicationPublished, published)


def published(event: PublicationPublished) -> None:
    """A post is out: plan when it is measured."""
    plan_measuring(event.actor, event.publication, now=clock.now())
