"""Published posts for the tests of this room."""

from datetime import datetime

from leitstand.channels.models import Channel
from leitstand.house.models import Workspace
from leitstand.kernel.post import Part, PostPlan
from leitstand.planning.models import Item
from leitstand.publishing.models import Publication


def make_channel(workspace: Workspace, now: datetime, **fields: object) -> Channel:
    """Make a connected channel."""
    number = Channel.objects.count() + 1
    return Channel.objects.create(
        workspace=workspace,
        network=fields.pop("network", "rehearsal"),
        external_id=f"id-{number}",
        handle=f"kanal{number}",
        name=fields.pop("name", f"Kanal {number}"),
        method="password",
        connected_at=now,
        **fields,
    )


def make_published(
    channel: Channel, published_at: datetime, *, title: str = "Ein Beitrag", url: str = ""
) -> Publication:
    """Make a post that is out."""
    item = Item.objects.create(
        workspace=channel.workspace,
        title=title,
        planned_at=published_at,
        stage="published",
        channel_ids=[channel.pk],
        created_at=published_at,
        updated_at=published_at,
    )
    return Publication.objects.create(
        workspace=channel.workspace,
        item=item,
        channel=channel,
        state="published",
        content=PostPlan(channel=str(channel.pk), parts=(Part("Guten Morgen"),)).to_json(),
        due_at=published_at,
        published_at=published_at,
        proof="answered",
        external_id=f"post-{item.pk}",
        external_url=url,
        created_at=published_at,
        updated_at=published_at,
    )
