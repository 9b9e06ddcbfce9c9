"""From what the rooms announce or hold to what a rule is set off by; and the newest of each kind, for a trial."""

from django.urls import reverse

from leitstand.channels.models import Channel
from leitstand.community.models import Conversation
from leitstand.house.models import Workspace
from leitstand.overview.core.automation import Happening, Trigger
from leitstand.planning.models import Item
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Approval, Publication

_TROUBLE = (State.REFUSED.value, State.HELD.value)


def of_publication(trigger: Trigger, publication: Publication) -> Happening:
    """Describe what happened to a post on a channel."""
    item = publication.item
    what = f"{item.title} ({publication.channel})"
    return Happening(trigger, what, _to("planning_item", item.workspace, item.pk), f"{trigger}:{publication.pk}")


def of_item(item: Item) -> Happening:
    """Describe a post that was planned."""
    path = _to("planning_item", item.workspace, item.pk)
    return Happening(Trigger.PLANNED, item.title, path, f"planned:{item.pk}")


def of_conversation(conversation: Conversation) -> Happening:
    """Describe that somebody wrote; whoever it was and what they said stays in the inbox."""
    path = _to("community_conversation", conversation.workspace, conversation.pk)
    return Happening(Trigger.CAME_IN, str(conversation.channel), path, f"came_in:{conversation.pk}")


def of_channel(channel: Channel) -> Happening:
    """Describe a channel that needs a person."""
    path = _to("channels_channel", channel.workspace, channel.pk)
    return Happening(Trigger.SIGN_IN, str(channel), path, f"sign_in:{channel.pk}")


def newest(workspace: Workspace, trigger: Trigger) -> Happening | None:
    """Return the newest thing of a kind there is, to try a rule with; None where nothing of it has happened yet."""
    sent = Publication.objects.filter(workspace=workspace).select_related("item", "channel")
    if trigger is Trigger.PUBLISHED:
        one = sent.filter(state=State.PUBLISHED.value).order_by("-published_at").first()
        return of_publication(trigger, one) if one else None
    if trigger is Trigger.TROUBLE:
        one = sent.filter(state__in=_TROUBLE).order_by("-due_at").first()
        return of_publication(trigger, one) if one else None
    if trigger is Trigger.SUBMITTED:
        asked = (
            Approval.objects.filter(workspace=workspace)
            .select_related("publication__item", "publication__channel")
            .order_by("-requested_at")
            .first()
        )
        return of_publication(trigger, asked.publication) if asked else None
    if trigger is Trigger.PLANNED:
        item = Item.objects.filter(workspace=workspace, deleted_at=None).order_by("-created_at").first()
        return of_item(item) if item else None
    if trigger is Trigger.CAME_IN:
        talk = Conversation.objects.filter(workspace=workspace).select_related("channel").order_by("-last_at").first()
        return of_conversation(talk) if talk else None
    channel = Channel.objects.filter(workspace=workspace).order_by("-pk").first()
    return of_channel(channel) if channel else None


def _to(name: str, workspace: Workspace, *more: object) -> str:
    return reverse(name, args=[workspace.slug, *more])
