"""What this room does when something happens below it; each is one line."""

from leitstand.channels.events import ChannelNeedsSignIn
from leitstand.community.events import SomethingCameIn
from leitstand.house import clock
from leitstand.house.events import subscribe
from leitstand.overview import happenings
from leitstand.overview.actions.run_rules import run_rules
from leitstand.overview.core.automation import Trigger
from leitstand.planning.events import ItemCreated
from leitstand.publishing.events import Submitted
from leitstand.publishing.sending_events import PublicationHeld, PublicationPublished, PublicationRefused


def listen() -> None:
    """Subscribe to what rules can wait for."""
    subscribe(PublicationPublished, published)
    subscribe(PublicationRefused, refused)
    subscribe(PublicationHeld, held)
    subscribe(Submitted, submitted)
    subscribe(ItemCreated, planned)
    subscribe(SomethingCameIn, came_in)
    subscribe(ChannelNeedsSignIn, needs_sign_in)


def published(event: PublicationPublished) -> None:
    """A post is out."""
    run_rules(event.actor, happenings.of_publication(Trigger.PUBLISHED, event.publication), now=clock.now())


def refused(event: PublicationRefused) -> None:
    """A network said no."""
    run_rules(event.actor, happenings.of_publication(Trigger.TROUBLE, event.publication), now=clock.now())


def held(event: PublicationHeld) -> None:
    """A post did not go out in time."""
    run_rules(event.actor, happenings.of_publication(Trigger.TROUBLE, event.publication), now=clock.now())


def submitted(event: Submitted) -> None:
    """A post waits for approval."""
    run_rules(event.actor, happenings.of_publication(Trigger.SUBMITTED, event.approval.publication), now=clock.now())


def planned(event: ItemCreated) -> None:
    """There is a new post on the plan."""
    run_rules(event.actor, happenings.of_item(event.item), now=event.now)


def came_in(event: SomethingCameIn) -> None:
    """Somebody wrote to us."""
    run_rules(event.actor, happenings.of_conversation(event.incoming.conversation), now=clock.now())


def needs_sign_in(event: ChannelNeedsSignIn) -> None:
    """A channel waits for a person."""
    run_rules(event.actor, happenings.of_channel(event.channel), now=clock.now())
