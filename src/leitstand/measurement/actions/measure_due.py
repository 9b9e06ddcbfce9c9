"""Ask the networks for the figures of the posts whose turn it is."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from leitstand.channels.models import Channel
from leitstand.channels.sessions import Session, open_session
from leitstand.compliance.queries import unsteered_channels
from leitstand.connector_kit.contract import Published
from leitstand.connector_kit.errors import NetworkError
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.kernel.reading import Reading as Told
from leitstand.measurement.actions.record_readings import record_readings
from leitstand.measurement.core.schedule import next_moment
from leitstand.measurement.models import Measuring, Reading
from leitstand.measurement.queries import due
from leitstand.publishing.models import Publication

AT_ONCE: Final = 200
# After a failure the same moment is tried again, not the next one of the schedule.
AGAIN_AFTER: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one channel's network told: figures by external id, or the problem."""

    figures: Mapping[str, tuple[Told, ...]]
    problem: str = ""
    cannot: bool = False


def measure_due(*, now: datetime, count: int = AT_ONCE) -> int:
    """Measure what is due over all workspaces; return how many posts got figures. One network's failure stops no other."""
    waiting = due(now, count)
    by_channel: dict[int, list[Publication]] = {}
    for publication in waiting:
        by_channel.setdefault(publication.channel_id, []).append(publication)
    sessions = {key: open_session(posts[0].channel) for key, posts in by_channel.items()}
    answers = asyncio.run(_ask_all(sessions, by_channel))
    return sum(_keep(posts, answers[key], now) for key, posts in by_channel.items())


async def _ask_all(sessions: Mapping[int, Session], posts: Mapping[int, Sequence[Publication]]) -> dict[int, Answer]:
    asked = await asyncio.gather(*(_ask(sessions[key], posts[key]) for key in sessions))
    return dict(zip(sessions, asked, strict=True))


async def _ask(session: Session, posts: Sequence[Publication]) -> Answer:
    try:
        async with session as connector:
            if connector.measure is None:
                return Answer({}, cannot=True)
            published = [Published(post.external_id, post.external_url, post.carried) for post in posts]
            return Answer(await connector.measure(published))
    except NetworkError as error:
        return Answer({}, problem=(error.reason or type(error).__name__)[:200])


def _keep(posts: Sequence[Publication], answer: Answer, now: datetime) -> int:
    kept = 0
    for post in posts:
        actor = Actor.house(post.workspace)
        told = answer.figures.get(post.external_id, ())
        if told:
            record_readings(actor, post, told, now=now)
            kept += 1
        plan = Measuring.objects.filter(publication=post)
        if answer.problem:
            plan.update(next_at=now + AGAIN_AFTER, problem=answer.problem)
            continue
        upcoming = None if answer.cannot or post.published_at is None else next_moment(post.published_at, now)
        plan.update(next_at=upcoming, last_at=now, problem="", done=post.measuring.done + 1)
    if kept:
        audit.record(
            Actor.house(posts[0].workspace), "measurement.measure", posts[0].channel, now=now, details={"posts": kept}
        )
    return kept


def measure_channels(*, now: datetime) -> int:
    """Read the figures of every connected channel itself (followers); return how many told any."""
    channels = list(
        Channel.objects.filter(state="connected").exclude(pk__in=unsteered_channels()).select_related("workspace")
    )
    sessions = {channel.pk: open_session(channel) for channel in channels}
    told = asyncio.run(_ask_channels(sessions))
    rows = [
        Reading(
            workspace=channel.workspace,
            channel=channel,
            metric=reading.metric.value,
            value=reading.value,
            taken_at=reading.taken_at,
            origin=reading.origin.value,
        )
        for channel in channels
        for reading in told[channel.pk]
        if reading.value is not None
    ]
    Reading.objects.bulk_create(rows)
    for channel in channels:
        if told[channel.pk]:
            audit.record(Actor.house(channel.workspace), "measurement.measure_channel", channel, now=now)
    return sum(1 for readings in told.values() if readings)


async def _ask_channels(sessions: Mapping[int, Session]) -> dict[int, tuple[Told, ...]]:
    async def ask(session: Session) -> tuple[Told, ...]:
        try:
            async with session as connector:
                return await connector.measure_channel() if connector.measure_channel else ()
        except NetworkError:
            return ()

    asked = await asyncio.gather(*(ask(session) for session in sessions.values()))
    return dict(zip(sessions, asked, strict=True))
