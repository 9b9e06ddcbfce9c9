"""Run the engine: find lanes with something due, walk them side by side, keep their leases, give signs of life."""

import asyncio
import contextlib
import logging
import os
import secrets
import socket
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

import psycopg
from django.db import OperationalError

from leitstand.kernel.clock import Clock
from leitstand.publishing.core.retry import Chance
from leitstand.publishing.dispatch import statements
from leitstand.publishing.dispatch.circuits import Circuits
from leitstand.publishing.dispatch.doors import Doors
from leitstand.publishing.dispatch.journal import Gone, Journal
from leitstand.publishing.dispatch.lane import Lane, Tools
from leitstand.publishing.dispatch.pace import Pace

log = logging.getLogger(__name__)

Aftermath = Callable[[], Awaitable[int]]


def worker_name() -> str:
    """Return a name that no other worker has had or will have."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


class Engine:
    """One worker's engine. `run` returns when `ending` is set and everything in hand is put down.

    `aftermath` tells the house (audit trail, events, people) what happened and returns how many it told; it is called
    after something was written and now and then, so that nothing stays untold after a crash.
    """

    def __init__(
        self,
        conninfo: str,
        *,
        doors: Doors,
        clock: Clock,
        chance: Chance,
        aftermath: Aftermath,
        pace: Pace | None = None,
        name: str = "",
    ) -> None:
        self.name = name or worker_name()
        self.sent = 0
        self.ending = asyncio.Event()
        self._conninfo = conninfo
        self._doors = doors
        self._clock = clock
        self._chance = chance
        self._aftermath = aftermath
        self._pace = pace or Pace()
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._nudge = asyncio.Event()
        self._next_due: datetime | None = None

    async def run(self) -> None:
        """Send what is due until `ending` is set."""
        pace = self._pace
        async with Journal(
            self._conninfo, me=self.name, lease=pace.lease, batch=pace.batch, clock=self._clock
        ) as journal:
            tools = Tools(
                journal=journal,
                circuits=Circuits(journal, pace.breaker, self._clock),
                doors=self._doors,
                clock=self._clock,
                chance=self._chance,
                pace=pace,
                ending=self.ending,
                not_called=set(),
                count=self._count,
            )
            beside = [
                asyncio.create_task(self._listen(), name="listen"),
                asyncio.create_task(self._keep_leases(journal), name="leases"),
                asyncio.create_task(self._keep_house(tools), name="housekeeping"),
                asyncio.create_task(self._tell(journal), name="aftermath"),
                asyncio.create_task(self._end_wakes(), name="ending"),
            ]
            try:
                await self._look_for_work(tools)
                await self._farewell(journal)
            finally:
                for task in (*beside, *self._lanes.values()):
                    task.cancel()
                await asyncio.gather(*beside, *self._lanes.values(), return_exceptions=True)
                await self._doors.close()

    def _count(self) -> None:
        self.sent += 1

    async def _look_for_work(self, tools: Tools) -> None:
        while not self.ending.is_set():
            self._nudge.clear()
            try:
                await self._start_lanes(tools)
            except Gone:
                await asyncio.sleep(0.2)
                continue
            except psycopg.Error:
                log.exception("Looking for due posts failed")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._nudge.wait(), timeout=self._pause())

    def _pause(self) -> float:
        if self._next_due is None:
            return self._pace.poll
        until = (self._next_due - self._clock.now()).total_seconds()
        return min(self._pace.poll, max(0.005, until))

    async def _start_lanes(self, tools: Tools) -> None:
        room = self._pace.lanes - len(self._lanes)
        if room <= 0:
            self._next_due = None
            return
        found = await tools.journal.rows(statements.ACQUIRE, active=list(self._lanes), room=room)
        for (channel,) in found:
            if channel in self._lanes:
                continue
            task = asyncio.create_task(Lane(channel, tools).walk(), name=f"lane {channel}")
            self._lanes[channel] = task
            task.add_done_callback(partial(self._lane_done, channel))
        (due,) = await tools.journal.rows(statements.NEXT_DUE)
        self._next_due = due[0]

    def _lane_done(self, channel: int, task: "asyncio.Task[None]") -> None:
        if len(self._lanes) >= self._pace.lanes:
            self._nudge.set()
        self._lanes.pop(channel, None)
        if not task.cancelled() and (error := task.exception()):
            log.error("Walking channel %s failed", channel, exc_info=error)

    async def _keep_leases(self, journal: Journal) -> None:
        """Renew what is ours and give a sign of life. Lanes without a walker are not renewed: somebody takes them over."""
        started = self._clock.now()
        while True:
            with contextlib.suppress(Gone, psycopg.Error):
                if self._lanes:
                    await journal.execute(statements.RENEW, active=list(self._lanes))
                await journal.execute(statements.BEAT, started=started, sent=self.sent)
            await asyncio.sleep(self._pace.renew)

    async def _keep_house(self, tools: Tools) -> None:
        while True:
            with contextlib.suppress(Gone, psycopg.Error):
                await tools.circuits.load()
                if await tools.journal.execute(statements.MISSING_LANES):
                    self._nudge.set()
                if await tools.journal.execute(statements.HOLD_LATE):
                    tools.journal.told.set()
                await tools.journal.execute(statements.FORGET_BEATS)
            await asyncio.sleep(self._pace.housekeeping)

    async def _tell(self, journal: Journal) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(journal.told.wait(), timeout=self._pace.renew)
            journal.told.clear()
            try:
                if await self._aftermath():
                    journal.told.set()  # there may be more
                    # What is due has the right of way over what is told about it.
                    await asyncio.sleep(self._pace.telling if self._lanes else 0)
            except OperationalError:
                await asyncio.sleep(self._pace.poll)  # PostgreSQL is away; the marks stay
            except Exception:
                log.exception("What happened could not be told to the house; it will be tried again")
                await asyncio.sleep(self._pace.poll)

    async def _listen(self) -> None:
        """Wake at once when somebody schedules, moves, stops or resumes; polling does the same a little later."""
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    self._conninfo, autocommit=True, connect_timeout=5, application_name="leitstand-listener"
                ) as connection:
                    await connection.execute(statements.LISTEN)
                    async for _ in connection.notifies():
                        self._nudge.set()
            except (psycopg.Error, OSError):
                await asyncio.sleep(self._pace.poll)

    async def _end_wakes(self) -> None:
        await self.ending.wait()
        self._nudge.set()

    async def _farewell(self, journal: Journal) -> None:
        if self._lanes:
            await asyncio.wait(self._lanes.values(), timeout=self._pace.farewell)
        with contextlib.suppress(Gone, psycopg.Error, TimeoutError):
            await asyncio.wait_for(journal.execute(statements.LAST_BEAT), timeout=2)
