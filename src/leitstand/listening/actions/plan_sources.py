"""See to it that what is connected is read: every feed, and on networks with a search what the searches need."""

from datetime import datetime
from typing import Final

from django.db import transaction

from leitstand.channels.models import Channel
from leitstand.channels.queries import channels_of, sources
from leitstand.connector_kit.manifest import Ability
from leitstand.connector_kit.registry import UnknownNetwork, manifest
from leitstand.house.actor import Actor
from leitstand.house.models import Workspace
from leitstand.listening.core.query import QueryError, asked_of_networks, parse
from leitstand.listening.models import Search, Source, Stream

UNRECORDED: Final = "Follows from searches and channels, whose changes are in the trail."


@transaction.atomic
def plan_sources(actor: Actor, *, now: datetime) -> None:
    """Add what is to be read from now on, and let rest what is no longer asked for; what was found stays."""
    phrases = phrases_of(actor.workspace)
    wanted: set[int] = set()
    for channel in channels_of(actor.workspace):
        if channel.network in sources():
            wanted.add(_source(channel, "", now).pk)
        elif _can(channel, Ability.SEARCH):
            wanted.update(_source(channel, phrase, now).pk for phrase in phrases)
        if _can(channel, Ability.STREAM):
            live_source(channel)
    known = Source.objects.filter(workspace=actor.workspace, kind__in=("feed", "search"))
    known.exclude(pk__in=wanted).update(next_at=None)
    known.filter(pk__in=wanted, next_at=None).update(next_at=now)


def inbox_source(channel: Channel) -> Source:
    """Return the source that stands for what comes into a channel's inbox; it is told by event, never read."""
    return Source.objects.get_or_create(
        channel=channel,
        phrase="@",
        defaults={
            "workspace_id": channel.workspace_id,
            "kind": "inbox",
            "name": str(channel)[:120],
            "network": channel.network,
            "scope": scope_of(channel),
        },
    )[0]


def live_source(channel: Channel) -> Source:
    """Return the source that stands for what a channel's network tells while it is said; somebody switches it on."""
    source = Source.objects.get_or_create(
        channel=channel,
        phrase="~",
        defaults={
            "workspace_id": channel.workspace_id,
            "kind": "stream",
            "name": str(channel)[:120],
            "network": channel.network,
            "scope": scope_of(channel),
        },
    )[0]
    Stream.objects.get_or_create(source=source)
    return source


def scope_of(channel: Channel) -> str:
    """Return among what an id is given once: of a feed among its own, else on the network, or on its server."""
    if channel.network in sources():
        return f"channel:{channel.pk}"
    return f"{channel.network}:{channel.base_url}"[:120]


def phrases_of(workspace: Workspace) -> list[str]:
    """Return what networks are to be asked for, so that the searches of a workspace find what they look for."""
    found: dict[str, None] = {}
    for query in Search.objects.filter(workspace=workspace, paused_at=None).values_list("query", flat=True):
        try:
            found.update(dict.fromkeys(asked_of_networks(parse(query))))
        except QueryError:
            continue
    return [phrase[:200] for phrase in found]


def _source(channel: Channel, phrase: str, now: datetime) -> Source:
    return Source.objects.get_or_create(
        channel=channel,
        phrase=phrase,
        defaults={
            "workspace_id": channel.workspace_id,
            "kind": "search" if phrase else "feed",
            "name": (f"{channel}: {phrase}" if phrase else str(channel))[:120],
            "network": channel.network,
            "scope": scope_of(channel),
            "next_at": now,
        },
    )[0]


def _can(channel: Channel, ability: Ability) -> bool:
    try:
        return ability in manifest(channel.network).abilities
    except UnknownNetwork:
        return False
