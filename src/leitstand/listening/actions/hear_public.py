"""Take along what the inbox was told in public, so that it counts among what is said; private messages never."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from leitstand.channels.models import Channel
from leitstand.house.actor import Actor
from leitstand.kernel.interaction import Interaction
from leitstand.listening.actions.plan_sources import inbox_source
from leitstand.listening.actions.take_in import Full, take_in
from leitstand.listening.core.items import of_interaction
from leitstand.listening.models import Search
from leitstand.listening.worker import wake


def hear_public(actor: Actor, channel: Channel, said: Sequence[Interaction], *, now: datetime) -> None:
    """Take in what was said; where too much waits the inbox does not suffer from it."""
    if not Search.objects.filter(workspace=actor.workspace).exists():
        return
    public = [of_interaction(one, network=channel.network) for one in said if one.kind != "message"]
    house = Actor.house(actor.workspace, via=actor.via)
    with suppress(Full):
        if take_in(house, inbox_source(channel), public, now=now).new:
            wake()
