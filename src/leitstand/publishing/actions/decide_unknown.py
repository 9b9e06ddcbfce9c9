"""Decide what an unclear publication is: a person has looked at the network."""

from datetime import datetime
from typing import Literal

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.house.events import announce
from leitstand.publishing.actions.hand_over import hand_over
from leitstand.publishing.actions.schedule import schedule
from leitstand.publishing.actions.withdraw import withdraw
from leitstand.publishing.core.protocol import Outcome
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Attempt, Publication
from leitstand.publishing.sending import change, checked_link, deny_lost_attempts, hold, too_late
from leitstand.publishing.sending_events import PublicationPublished
from leitstand.publishing.stage import keep_in_step

Decision = Literal["there", "again", "by_hand", "drop"]


@transaction.atomic
def decide_unknown(
    actor: Actor, publication: Publication, decision: Decision, *, now: datetime, link: str = ""
) -> Publication:
    """ "there": it is public, at `link` if known. Not there: send it "again", post it "by_hand", or "drop" it."""
    actor.require(Permission.DECIDE_SENDING)
    publication = hold(actor, publication)
    if publication.state != State.UNKNOWN:
        raise Impossible(too_late(State(publication.state)), code=publication.state)
    audit.record(actor, "publishing.decide_unknown", publication, now=now, details={"decision": decision})
    if decision == "there":
        return _is_there(actor, publication, link=link, now=now)
    if decision == "again":
        deny_lost_attempts(publication, now=now)
        return schedule(actor, publication, due_at=now, now=now)
    if decision == "by_hand":
        return hand_over(actor, publication, now=now)
    return withdraw(actor, publication, now=now)


def _is_there(actor: Actor, publication: Publication, *, link: str, now: datetime) -> Publication:
    lost = Attempt.objects.filter(
        publication=publication, outcome__in=[Outcome.OPEN.value, Outcome.LOST.value, Outcome.ABSENT.value]
    )
    first = lost.order_by("id").values_list("started_at", flat=True).first()
    lost.update(outcome=Outcome.FOUND.value, ended_at=now)
    change(
        publication,
        State.PUBLISHED,
        now=now,
        external_url=checked_link(link) if link.strip() else publication.external_url,
        proof="confirmed",
        published_at=first or now,
    )
    keep_in_step(publication.item_id, now=now)
    announce(PublicationPublished(actor, publication))
    return publication
