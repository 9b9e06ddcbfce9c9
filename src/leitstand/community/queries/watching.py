"""Reads of conversations by post, and of new contacts by community."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet

from leitstand.channels.models import Channel
from leitstand.community.core.watching import Numbers, State, Under, state_of
from leitstand.community.models import Conversation, Incoming, PostWatch
from leitstand.house.models import Workspace
from leitstand.publishing.models import Publication

MOST = 200


@dataclass(frozen=True, slots=True)
class Thread:
    """A post with how its conversation stands."""

    publication: Publication
    under: Under
    state: State
    conversations: int


def _with_talk(found: QuerySet[Publication]) -> QuerySet[Publication]:
    return found.select_related("item", "channel", "watch").annotate(
        talks=Count("conversations", distinct=True),
        waiting=Count("conversations", filter=Q(conversations__state="open"), distinct=True),
        last_word=Max("conversations__last_at"),
    )


def _thread(publication: Publication, now: datetime, told: Numbers) -> Thread:
    watch: PostWatch | None = getattr(publication, "watch", None)
    under = Under(
        published_at=publication.published_at or publication.created_at,
        waiting=publication.waiting,  # type: ignore[attr-defined]  # annotated
        last_at=publication.last_word,  # type: ignore[attr-defined]  # annotated
        asked_at=watch.asked_at if watch else None,
        watch_until=watch.watch_until if watch else None,
        outcome=watch.outcome if watch else "",
    )
    return Thread(publication, under, state_of(under, now, told), publication.talks)  # type: ignore[attr-defined]


def threads_of(workspace: Workspace, now: datetime, told: Numbers) -> list[Thread]:
    """Return the posts that are watched, about which somebody waits, or whose outcome is open; closed ones come last."""
    recent = now - timedelta(days=3 * told.watch_days)
    found = Publication.objects.filter(workspace=workspace, state="published", published_at__isnull=False).filter(
        Q(published_at__gte=recent) | Q(watch__watch_until__gte=recent) | Q(conversations__state="open")
    )
    keys = list(found.order_by("-published_at").values_list("pk", flat=True).distinct()[:MOST])
    rows = [_thread(one, now, told) for one in _with_talk(Publication.objects.filter(pk__in=keys))]
    # A post nobody answered needs no verdict once its watch is over.
    kept = [row for row in rows if row.conversations or row.state in ("quiet", "running")]
    order = {"waiting": 0, "quiet": 1, "decide": 2, "running": 3, "closed": 4}
    return sorted(kept, key=lambda row: (order[row.state], -(row.under.last_at or row.under.published_at).timestamp()))


def thread_of(publication: Publication, now: datetime, told: Numbers) -> Thread:
    """Return how the conversation under one post stands."""
    return _thread(_with_talk(Publication.objects.filter(pk=publication.pk)).get(), now, told)


def conversations_under(publication: Publication) -> QuerySet[Conversation]:
    """Return the conversations under a post, the latest first."""
    return publication.conversations.select_related("assigned_to").order_by("-last_at")


def new_contacts(workspace: Workspace, since: datetime) -> Mapping[int, int]:
    """Return for each channel how many people wrote to us there for the first time since a moment."""
    firsts = (
        Incoming.objects.filter(workspace=workspace)
        .exclude(author_key="")
        .values("channel_id", "author_key")
        .annotate(first=Min("at"))
        .filter(first__gte=since)
        .values_list("channel_id", flat=True)
    )
    found: dict[int, int] = {}
    for channel in firsts:
        found[channel] = found.get(channel, 0) + 1
    return found


def contacts_by_channel(workspace: Workspace, since: datetime) -> Sequence[tuple[Channel, int]]:
    """Return the channels with their new contacts, most first; channels without any are left out."""
    counts = new_contacts(workspace, since)
    channels = Channel.objects.filter(pk__in=counts)
    return sorted(((channel, counts[channel.pk]) for channel in channels), key=lambda row: -row[1])
