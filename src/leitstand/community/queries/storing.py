"""What the worker asks: what is due, what is known, where it belongs."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Func, JSONField, Q, QuerySet, Value
from django.db.models.fields import BooleanField

from leitstand.channels.models import Channel
from leitstand.community.models import Answer, Conversation, InboxChannel, Incoming, ReplyWatch
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Publication


def inboxes_due(now: datetime, most: int) -> list[InboxChannel]:
    """Return the inboxes of connected channels whose turn it is, the longest waiting first."""
    found = (
        InboxChannel.objects.filter(next_at__lte=now, channel__state="connected")
        .select_related("channel__workspace")
        .order_by("next_at", "pk")
    )
    return list(found[:most])


def channels_without_inbox() -> QuerySet[Channel]:
    """Return connected channels whose inbox was never planned: they were connected before there was one."""
    return Channel.objects.filter(state="connected", inbox=None).select_related("workspace")


def watches_due(now: datetime, most: int) -> list[ReplyWatch]:
    """Return the posts on connected channels whose answers are to be read."""
    found = (
        ReplyWatch.objects.filter(
            next_at__lte=now, channel__state="connected", publication__state=State.PUBLISHED.value
        )
        .select_related("channel__workspace", "publication")
        .order_by("next_at", "pk")
    )
    return list(found[:most])


def known_of(channel: Channel, ids: Iterable[str]) -> dict[str, Incoming]:
    """Return what of a channel is stored already, by the network's id."""
    rows = Incoming.objects.filter(channel=channel, external_id__in=set(ids)).select_related("conversation__case")
    return {row.external_id: row for row in rows}


def conversations_above(channel: Channel, ids: Iterable[str]) -> dict[str, Conversation]:
    """Return the conversations in which things with these ids stand: what came in, and what we answered."""
    wanted = {each for each in ids if each}
    if not wanted:
        return {}
    answers = Answer.objects.filter(channel=channel, external_id__in=wanted).select_related("conversation__case")
    found = {answer.external_id: answer.conversation for answer in answers}
    return found | {name: row.conversation for name, row in known_of(channel, wanted).items()}


class _HasValue(Func):
    """Whether any value of a JSON object is this text."""

    function = "jsonb_path_exists"
    template = "%(function)s(%(expressions)s)"
    output_field = BooleanField()

    def __init__(self, field: str, text: str) -> None:
        super().__init__(
            F(field),
            Value("$.* ? (@ == $wanted)", output_field=_JsonPath()),
            Value({"wanted": text}, output_field=JSONField()),
        )


class _JsonPath(JSONField):
    """A path is written as it is, and cast."""

    def get_db_prep_value(self, value: object, connection: object, prepared: bool = False) -> object:  # noqa: FBT001, FBT002 - Django's signature
        return value

    def get_placeholder(self, value: object, compiler: object, connection: object) -> str:
        return "%s::jsonpath"


def publications_with(channel: Channel, post_ids: Iterable[str]) -> dict[str, Publication]:
    """Return our published posts by the network's ids, parts of threads included."""
    wanted = {each for each in post_ids if each}
    if not wanted:
        return {}
    ours = Publication.objects.filter(channel=channel, state=State.PUBLISHED.value)
    found = {row.external_id: row for row in ours.filter(external_id__in=wanted)}
    for post_id in wanted - found.keys():
        part = ours.alias(has=_HasValue("carried", post_id)).filter(Q(has=True)).order_by("-published_at").first()
        if part is not None:
            found[post_id] = part
    return found
