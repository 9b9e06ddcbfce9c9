"""Read the sources whose turn it is: feeds, and searches on networks. One network's failure stops no other."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from leitstand.channels.asking import Question, Told, ask_all
from leitstand.channels.models import Channel
from leitstand.connector_kit.contract import Connector, Gathered
from leitstand.connector_kit.errors import NetworkError, RateLimited, SignInExpired
from leitstand.house.actor import Actor
from leitstand.house.models import Workspace
from leitstand.kernel.interaction import Interaction
from leitstand.listening.actions.plan_sources import plan_sources
from leitstand.listening.actions.take_in import MOST_WAITING, Full, take_in, waiting
from leitstand.listening.core.items import of_interaction
from leitstand.listening.models import Source
from leitstand.listening.worker import WORK, wake

AT_ONCE: Final = 100
EVERY: Final = timedelta(minutes=15)
OVERLAP: Final = timedelta(hours=1)
FIRST_LOOK_BACK: Final = timedelta(days=7)
_BACK_OFF: Final = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 30, 60, 240))

Answers = Mapping[int, Gathered | tuple[Interaction, ...] | NetworkError]


def plan_all_sources(*, now: datetime) -> None:
    """See to it that in every workspace what is connected is read."""
    for workspace in Workspace.objects.filter(pk__in=Channel.objects.values("workspace_id")):
        plan_sources(Actor.house(workspace), now=now)


def fetch_sources(*, now: datetime) -> int:
    """Read what is due and return how many items are new. While too much waits to be worked off, nothing is read."""
    if waiting() >= MOST_WAITING:
        wake(WORK)
        return 0
    due = Source.objects.filter(next_at__lte=now, channel__isnull=False).exclude(channel__state="disconnected")
    by_channel: dict[Channel, list[Source]] = {}
    for source in due.select_related("channel__workspace").order_by("next_at")[:AT_ONCE]:
        if source.channel is not None and _claim(source, now):
            by_channel.setdefault(source.channel, []).append(source)
    told = ask_all({channel: _question(mine, now) for channel, mine in by_channel.items()}, now=now)
    new = sum(
        _keep(source, _answer(told[channel], source), now) for channel, mine in by_channel.items() for source in mine
    )
    if new:
        wake(WORK)
    return new


def _claim(source: Source, now: datetime) -> bool:
    later = now + _BACK_OFF[min(source.tries, len(_BACK_OFF) - 1)]
    return Source.objects.filter(pk=source.pk, next_at=source.next_at).update(next_at=later) == 1


def _question(sources: Sequence[Source], now: datetime) -> Question[Answers]:
    async def read(connector: Connector) -> Answers:
        found: dict[int, Gathered | tuple[Interaction, ...] | NetworkError] = {}
        for source in sources:
            since = now - FIRST_LOOK_BACK if source.read_until is None else source.read_until - OVERLAP
            try:
                if source.kind == "feed" and connector.read_source is not None:
                    found[source.pk] = await connector.read_source(since=since, carried=source.carried)
                elif source.kind == "search" and connector.search is not None:
                    found[source.pk] = await connector.search(source.phrase, since=since)
            except SignInExpired:
                raise  # renewed by whoever asks, and all is asked again
            except RateLimited as error:
                found |= {one.pk: error for one in sources if one.pk not in found}
                break
            except NetworkError as error:
                found[source.pk] = error
        return found

    return read


def _answer(told: Told, source: Source) -> Gathered | tuple[Interaction, ...] | NetworkError | None:
    if told.error is not None:
        return told.error
    return told.answer.get(source.pk) if isinstance(told.answer, dict) else None


def _keep(source: Source, answer: Gathered | tuple[Interaction, ...] | NetworkError | None, now: datetime) -> int:
    row = Source.objects.filter(pk=source.pk)
    if answer is None:  # the network has lost the ability
        row.update(next_at=None)
        return 0
    if isinstance(answer, NetworkError):
        tries = source.tries + 1
        wished = answer.retry_at if isinstance(answer, RateLimited) else None
        again = now + _BACK_OFF[min(tries, len(_BACK_OFF)) - 1]
        problem = (answer.reason or type(answer).__name__)[:200]
        row.update(tries=tries, problem=problem, next_at=max(wished or now, again))
        return 0
    posts = answer.posts if isinstance(answer, Gathered) else answer
    workspace = source.channel.workspace if source.channel else source.workspace
    try:
        taken = take_in(
            Actor.house(workspace), source, [of_interaction(one, network=source.network) for one in posts], now=now
        )
    except Full:  # what was carried is not kept either: the same is told again later
        return 0
    carried = {"carried": dict(answer.carried)} if isinstance(answer, Gathered) else {}
    wished = answer.not_before if isinstance(answer, Gathered) else None
    row.update(tries=0, problem="", last_at=now, read_until=now, next_at=max(wished or now, now + EVERY), **carried)
    return taken.new
