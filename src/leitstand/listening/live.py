"""Listen live: what `leitstand worker` runs beside the sending. Streams are held by leases; any number of workers share them.

The loop reads; everything that touches the database or matches texts happens in one thread beside it. Between both waits
a bounded number of posts: while the thread is busy, the network is not read further.
"""

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final, TypeVar

from django.db import InterfaceError, OperationalError, close_old_connections, connections

from leitstand.channels.secrets import Unreadable
from leitstand.channels.sessions import Session, open_session
from leitstand.connector_kit.contract import Connector, Heard
from leitstand.connector_kit.errors import NetworkError, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.registry import UnknownNetwork
from leitstand.kernel.clock import Clock
from leitstand.kernel.interaction import Interaction
from leitstand.listening.actions.hold_stream import (
    Held,
    Lost,
    claim_streams,
    keep_heard,
    let_all_go,
    let_go,
    note_live,
    renew,
)
from leitstand.listening.actions.take_in import Full
from leitstand.listening.core.items import plain
from leitstand.listening.matchers import Searches, searches_of

log = logging.getLogger(__name__)

T = TypeVar("T")
Open = Callable[[Held], AbstractAsyncContextManager[Connector]]
_BREATH: Final = 50


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a worker looks for streams nobody holds and renews its leases, in seconds, and how much may wait."""

    look: float = 3.0
    renew: float = 5.0
    most: int = 20
    waiting: int = 1_000
    batch: int = 500
    farewell: float = 5.0


class Edge:
    """What a stream tells, on its way in: only what a search could want goes on. Lives in the thread."""

    def __init__(self, held: Held, now: datetime, every: timedelta) -> None:
        self._held, self._every = held, every
        self._cursor = held.cursor
        self._at: datetime | None = None
        self._read = 0
        self._kept_at = self._looked_at = now
        self._searches: Searches | None = None

    def hear(self, batch: Sequence[Heard], now: datetime) -> int:
        """Take a batch in: keep what fits, and every few seconds how far the stream has come. Return how many are new."""
        posts = [post for heard in batch for post in heard.posts]
        for heard in batch:
            self._cursor, self._at = heard.cursor or self._cursor, heard.at or self._at
        self._read += len(posts)
        if now - self._looked_at >= self._every or self._searches is None or not batch:
            self._look(now)
        wanted = self._wanted(posts)
        if not wanted and now - self._kept_at < self._every and batch:
            return 0
        new = keep_heard(self._held, wanted, cursor=self._cursor, at=self._at, read=self._read, now=now)
        self._read, self._kept_at = 0, now
        return new

    def _look(self, now: datetime) -> None:
        renew(self._held, now=now)
        self._searches, self._looked_at = searches_of(self._held.channel.workspace_id), now

    def _wanted(self, posts: Sequence[Interaction]) -> list[Interaction]:
        if self._searches is None or not posts:
            return []
        hits = self._searches.matcher.match_all([plain(post.text) for post in posts])
        return [post for post, found in zip(posts, hits, strict=True) if found]


class Live:
    """Looks for streams that nobody holds, and listens to them until `ending` is set."""

    def __init__(self, clock: Clock, *, pace: Pace | None = None, name: str = "", opened: Open | None = None) -> None:
        self.clock = clock
        self.pace = pace or Pace()
        self.name = name or f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.ending = asyncio.Event()
        self._open = opened or _session
        self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live")
        self._tasks: dict[int, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Listen until the end; then every stream is given up, so that another worker takes it at once."""
        try:
            while not self.ending.is_set():
                await self._look()
                await _wait(self.ending, self.pace.look)
        finally:
            for task in self._tasks.values():
                task.cancel()
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)
            await self._farewell()

    async def _look(self) -> None:
        room = self.pace.most - len(self._tasks)
        if room <= 0:
            return
        now = self.clock.now()
        try:
            claimed = await self._in_thread(lambda: claim_streams(self.name, now=now, most=room))
        except (OperationalError, InterfaceError) as error:
            log.warning("Streams wait for the database: %s", error)
            return
        for held in claimed:
            if before := self._tasks.pop(held.id, None):  # its lease ran out while it was at something
                before.cancel()
            task = self._tasks[held.id] = asyncio.create_task(self._hold(held))
            task.add_done_callback(partial(self._forget, held.id))

    def _forget(self, number: int, done: "asyncio.Task[None]") -> None:
        if self._tasks.get(number) is done:
            del self._tasks[number]

    async def _hold(self, held: Held) -> None:
        error: NetworkError | None = None
        is_full = False
        try:
            session = await self._in_thread(lambda: self._open(held))
            async with session as connector:
                await self._listen(held, connector)
        except Lost:
            pass
        except Full:
            is_full = True
        except NetworkError as told:
            error = told
        except Unreadable:
            error = SignInExpired("The key that opens this connection is gone")
        except UnknownNetwork:
            error = Refused("The network is not installed")
        except (OperationalError, InterfaceError) as lost:
            log.warning("A stream lost the database: %s", lost)
        except Exception as fault:
            log.exception("Listening to %s failed", held.source.network)
            error = Unreachable(type(fault).__name__)
        now = self.clock.now()
        try:
            await self._in_thread(lambda: let_go(held, now=now, error=error, is_full=is_full))
        except (OperationalError, InterfaceError):
            return  # the lease runs out by itself

    async def _listen(self, held: Held, connector: Connector) -> None:
        if connector.stream is None:
            raise Refused("The network does not stream")
        queue: asyncio.Queue[Heard | Exception] = asyncio.Queue(self.pace.waiting)
        edge = Edge(held, self.clock.now(), timedelta(seconds=self.pace.renew))
        reader = asyncio.create_task(_read(connector, held, queue))
        try:
            is_live = False
            while True:
                batch, ended = await self._batch(queue)
                now = self.clock.now()
                if batch and not is_live:
                    await self._in_thread(partial(note_live, held, now=now))
                    is_live = True
                await self._in_thread(partial(edge.hear, batch, now))
                if ended is not None:
                    raise ended
        finally:
            reader.cancel()
            await asyncio.gather(reader, return_exceptions=True)

    async def _batch(self, queue: "asyncio.Queue[Heard | Exception]") -> tuple[list[Heard], Exception | None]:
        """Return what waits, at least one; nothing where nothing came until the lease is to be renewed."""
        try:
            async with asyncio.timeout(self.pace.renew):
                one = await queue.get()
        except TimeoutError:
            return [], None
        batch: list[Heard] = []
        while isinstance(one, Heard):
            batch.append(one)
            if queue.empty() or len(batch) >= self.pace.batch:
                return batch, None
            one = queue.get_nowait()
        return batch, one

    async def _in_thread(self, work: Callable[[], T]) -> T:
        def clean() -> T:
            close_old_connections()
            return work()

        return await asyncio.get_running_loop().run_in_executor(self._threads, clean)

    async def _farewell(self) -> None:
        def leave() -> None:
            try:
                let_all_go(self.name)
            except (OperationalError, InterfaceError) as error:
                log.warning("Streams were not given up; their leases run out: %s", error)
            finally:
                connections.close_all()

        loop = asyncio.get_running_loop()
        await asyncio.wait([loop.run_in_executor(self._threads, leave)], timeout=self.pace.farewell)
        self._threads.shutdown(wait=False)


async def _read(connector: Connector, held: Held, queue: "asyncio.Queue[Heard | Exception]") -> None:
    """Read the network into the queue, which holds it up when it is full."""
    if connector.stream is None:
        return
    try:
        told = connector.stream(phrases=held.phrases, cursor=held.cursor, address=held.address, attempt=held.tries)
        count = 0
        async with aclosing(told):
            async for heard in told:
                await queue.put(heard)
                count += 1
                if count % _BREATH == 0:  # a network that catches up leaves the loop to others now and then
                    await asyncio.sleep(0)
        await queue.put(Unreachable("The stream ended"))
    except Exception as error:  # noqa: BLE001 - whoever listens raises it again, after what was heard before
        await queue.put(error)


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return


def _session(held: Held) -> Session:
    return open_session(held.channel, streams_at=held.address)
