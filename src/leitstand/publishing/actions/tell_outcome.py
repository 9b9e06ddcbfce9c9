"""Tell the house what the sender did to a publication: audit trail, events, people."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import transaction
from django.urls import reverse

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.events import Event, announce
from leitstand.house.notices import NoticeKind, notify
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Publication
from leitstand.publishing.networks import network_name
from leitstand.publishing.notices import BY_HAND, HELD, REFUSED, SETTLED, UNKNOWN
from leitstand.publishing.sending_events import (
    PublicationHandedOver,
    PublicationHeld,
    PublicationPublished,
    PublicationRefused,
    PublicationUnknown,
)
from leitstand.publishing.stage import keep_in_step

_TOLD: Final[dict[State, tuple[Callable[[Actor, Publication], Event], NoticeKind | None]]] = {
    State.PUBLISHED: (PublicationPublished, None),
    State.UNKNOWN: (PublicationUnknown, UNKNOWN),
    State.REFUSED: (PublicationRefused, REFUSED),
    State.HELD: (PublicationHeld, HELD),
    State.HANDED_OVER: (PublicationHandedOver, BY_HAND),
}


@transaction.atomic
def tell_outcome(actor: Actor, publication: Publication, *, now: datetime) -> None:
    """Tell it once: the mark goes in the same transaction, so that a crash before it only means telling it then."""
    actor.own(publication)
    told = Publication.objects.filter(pk=publication.pk, untold=True, state=publication.state).update(untold=False)
    publication.untold = False
    if told != 1:
        return
    state = State(publication.state)
    audit.record(
        actor,
        f"publishing.{state.value}",
        publication,
        now=now,
        details={"channel": publication.channel_id, "proof": publication.proof, "reason": publication.reason},
    )
    keep_in_step(publication.item_id, now=now)
    if state not in _TOLD:
        return
    event, notice = _TOLD[state]
    announce(event(actor, publication))
    if state is State.PUBLISHED and publication.proof == "found" and publication.tries:
        notice = SETTLED
    if notice is not None:
        notify(
            notice,
            workspace=actor.workspace,
            now=now,
            params={
                "title": publication.item.title,
                "network": network_name(publication.channel),
                "reason": publication.reason_text[:300],
            },
            path=reverse("publishing_queue", args=[actor.workspace.slug]) + f"#p-{publication.pk}",
            about=f"publication:{publication.pk}",
        )
