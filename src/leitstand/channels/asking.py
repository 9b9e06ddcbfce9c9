"""Ask a channel's network something, with the sign-in renewed once where it ran out."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from leitstand.channels.actions.lock_out import lock_out
from leitstand.channels.actions.refresh_channel import refresh_channel
from leitstand.channels.models import Channel
from leitstand.channels.queries import method_of
from leitstand.channels.secrets import Unreadable
from leitstand.channels.sessions import Session, open_session
from leitstand.connector_kit.contract import Connector
from leitstand.connector_kit.errors import NetworkError, SignInExpired, Unreachable
from leitstand.connector_kit.registry import UnknownNetwork
from leitstand.house.actor import Actor

log = logging.getLogger(__name__)

T = TypeVar("T")
Question = Callable[[Connector], Awaitable[T]]
PATIENCE: Final = 90.0


@dataclass(frozen=True, slots=True)
class Told:
    """What came of asking one channel: the answer, or the error that says what to do."""

    answer: object = None
    error: NetworkError | None = None


def ask(channel: Channel, question: Question[T], *, now: datetime) -> T:
    """Return what the network answers; raises NetworkError. Where a person must sign in again the channel is paused."""
    told = ask_all({channel: question}, now=now)[channel]
    if told.error is not None:
        raise told.error
    return told.answer  # type: ignore[return-value]  # what the question gave


def ask_all(questions: Mapping[Channel, Question[T]], *, now: datetime) -> dict[Channel, Told]:
    """Ask several channels at the same time; none waits for another, and none fails with another."""
    told = _round(questions)
    expired = {channel: each.error for channel, each in told.items() if isinstance(each.error, SignInExpired)}
    renewed = {fresh: channel for channel in expired if (fresh := _renewed(channel, now)) is not None}
    again = _round({fresh: questions[channel] for fresh, channel in renewed.items()})
    for fresh, channel in renewed.items():
        told[channel] = again[fresh]
    for channel, each in told.items():
        if isinstance(each.error, SignInExpired):
            lock_out(Actor.house(channel.workspace), channel, reason=each.error.reason, now=now)
    return told


def _renewed(channel: Channel, now: datetime) -> Channel | None:
    way = method_of(channel)
    if way is None or way.refresh is None:
        return None
    try:
        return refresh_channel(channel.pk, seen=bytes(channel.secrets), now=now)
    except (NetworkError, Unreadable):
        return None


def _round(questions: Mapping[Channel, Question[T]]) -> dict[Channel, Told]:
    told: dict[Channel, Told] = {}
    sessions: dict[Channel, Session] = {}
    for channel in questions:
        try:
            sessions[channel] = open_session(channel)
        except Unreadable:
            told[channel] = Told(error=SignInExpired("The key that opens this connection is gone"))
        except UnknownNetwork:
            told[channel] = Told(error=Unreachable("The network is not installed", before_sending=True))
    if sessions:
        told |= asyncio.run(_together(sessions, questions))
    return told


async def _together(
    sessions: Mapping[Channel, Session], questions: Mapping[Channel, Question[T]]
) -> dict[Channel, Told]:
    asked = await asyncio.gather(*(_one(session, questions[channel]) for channel, session in sessions.items()))
    return dict(zip(sessions, asked, strict=True))


async def _one(session: Session, question: Question[T]) -> Told:
    try:
        async with asyncio.timeout(PATIENCE), session as connector:
            return Told(await question(connector))
    except NetworkError as error:
        return Told(error=error)
    except TimeoutError:
        return Told(error=Unreachable("timeout"))
    except Exception as error:
        # A fault of one connector is that channel's alone; whether something arrived is not known.
        log.exception("The connector of %s failed", session.network)
        return Told(error=Unreachable(type(error).__name__))
