"""Plan when a channel's inbox, and the answers under a post, are read."""

from datetime import datetime
from typing import Final

from leitstand.channels.models import Channel
from leitstand.community.core.schedule import next_under_post
from leitstand.community.models import InboxChannel, ReplyWatch
from leitstand.house.actor import Actor
from leitstand.publishing.models import Publication

UNRECORDED: Final[str] = "When the house reads what came in changes nothing for anybody."


def plan_reading(actor: Actor, channel: Channel, *, now: datetime) -> InboxChannel:
    """Have a channel's inbox read at the next opportunity; whatever held up the last reading is over."""
    actor.own(channel)
    inbox, is_new = InboxChannel.objects.get_or_create(
        channel=channel, defaults={"workspace_id": channel.workspace_id, "next_at": now}
    )
    if not is_new:
        InboxChannel.objects.filter(pk=inbox.pk).update(next_at=now, tries=0, problem="")
        inbox.next_at, inbox.tries, inbox.problem = now, 0, ""
    return inbox


def plan_watching(actor: Actor, publication: Publication, *, now: datetime) -> None:
    """Put a published post among those whose answers are read; once is enough, and an old one is left to the inbox."""
    actor.own(publication)
    if publication.published_at is None:
        return
    ReplyWatch.objects.get_or_create(
        publication=publication,
        defaults={
            "workspace_id": publication.workspace_id,
            "channel_id": publication.channel_id,
            "next_at": next_under_post(publication.published_at, now),
        },
    )
