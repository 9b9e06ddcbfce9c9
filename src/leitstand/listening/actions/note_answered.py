"""Note on a mention that its answer has really gone out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Coalesce

from leitstand.channels.models import Channel
from leitstand.house.actor import Actor
from leitstand.house.models import Workspace
from leitstand.listening.models import Chance, MadeOf, Mention

UNRECORDED: Final = "Follows from an answer, which is in the trail as such."


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered: where, the network's id, when it was said, and in which conversation."""

    channel: Channel
    external_id: str
    said_at: datetime
    conversation: UUID


def note_answered(actor: Actor, told: Answered, *, now: datetime) -> None:
    """Note it on the mention that was answered, whether the inbox was opened from it or had it by itself."""
    # By the moment it was said: the index of mentions begins with it.
    heard = Mention.objects.filter(
        workspace=actor.workspace, at=told.said_at, external_id=told.external_id, network=told.channel.network
    )
    found = set(heard.values_list("pk", "at"))
    opened = MadeOf.objects.filter(workspace=actor.workspace, what="answer", elsewhere=told.conversation)
    reached(actor.workspace, found | set(opened.values_list("mention", "at")), now=now)


def reached(workspace: Workspace, mentions: Iterable[tuple[int, datetime]], *, now: datetime) -> None:
    """Keep when somebody was answered first; a chance is contacted by it."""
    for number, at in mentions:
        Mention.objects.filter(workspace=workspace, pk=number, at=at, answered_at=None).update(answered_at=now)
        theirs = Chance.objects.filter(workspace=workspace, mention=number)
        theirs.update(contacted_at=Coalesce(F("contacted_at"), now))
        theirs.filter(state__in=["open", "handed"]).update(state="contacted")
