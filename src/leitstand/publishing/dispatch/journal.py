"""The journal: what is written down before and after every step, for all channels together in shared commits.

Whatever is waiting when the journal looks is written in one transaction: results first, then what is about to be taken.
So fifty publications in flight share a commit, and the result of one and the beginning of the next on the same channel
too; still nothing is sent before its own beginning is committed. Where PostgreSQL goes away, results are kept and
written as soon as it is back; everything else is given back as Gone, and nothing is sent.
"""

import asyncio
import contextlib
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, Self, TypeVar
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from leitstand.kernel.clock import Clock
from leitstand.publishing.core.protocol import Outcome, Tried
from leitstand.publishing.core.states import State
from leitstand.publishing.dispatch import statements
from leitstand.publishing.dispatch.rows import Begin, Result, Row, Settle, WhyNot

log = logging.getLogger(__name__)

Connection = psycopg.AsyncConnection[Any]
T = TypeVar("T")
_BOUNDS_TRANSACTIONS: Final = 170_000
_MOST: Final = 500


class Gone(Exception):
    """PostgreSQL is away, or the journal is closed: it is not certain that this was written. Send nothing."""


class Journal:
    """One connection and one loop that writes for every lane of a worker. Used as `async with`."""

    def __init__(self, conninfo: str, *, me: str, lease: float, batch: int, clock: Clock) -> None:
        self.me = me
        self._conninfo = conninfo
        self._lease = lease
        self._batch = batch
        self._clock = clock
        self._results: deque[tuple[Result | Settle, asyncio.Future[None]]] = deque()
        self._other: deque[tuple[Callable[[Connection], Awaitable[Any]], asyncio.Future[Any]]] = deque()
        self._claims: dict[int, asyncio.Future[list[Row]]] = {}
        self._begins: deque[tuple[Begin, asyncio.Future[int | None]]] = deque()
        self._something = asyncio.Event()
        self._connection: Connection | None = None
        self._loop: asyncio.Task[None] | None = None
        self._closing = False
        self.told = asyncio.Event()  # something was written that the house must be told

    async def __aenter__(self) -> Self:
        self._loop = asyncio.create_task(self._run(), name="journal")
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing = True
        self._something.set()
        if self._loop:
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._loop, timeout=5)
        if self._connection:
            await self._connection.close()

    # ── what lanes ask for ───────────────────────────────────────────────

    def write(self, entry: Result | Settle) -> asyncio.Future[None]:
        """Have a result written; it is kept until it is. Need not be awaited: what is written later is committed later."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._results.append((entry, future))
        self._something.set()
        return future

    async def begin(self, begin: Begin) -> int | None:
        """Write down that a step is about to be taken and return the attempt's id; None: it may not be taken any more."""
        future: asyncio.Future[int | None] = asyncio.get_running_loop().create_future()
        self._begins.append((begin, future))
        self._something.set()
        return await future

    async def claim(self, channel: int) -> list[Row]:
        """Claim what is due on a channel whose lane is ours, the earliest first."""
        future: asyncio.Future[list[Row]] = asyncio.get_running_loop().create_future()
        self._claims[channel] = future
        self._something.set()
        return await future

    async def do(self, work: Callable[[Connection], Awaitable[T]]) -> T:
        """Have something else done on the journal's connection, after the results that are waiting."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._other.append((work, future))
        self._something.set()
        return await future

    async def execute(self, statement: str, **values: object) -> int:
        """Run one statement and return how many rows it changed."""

        async def work(connection: Connection) -> psycopg.AsyncCursor[Any]:
            return await connection.execute(statement, self._with(values))

        return (await self.do(work)).rowcount  # known only once the whole group has been answered

    def send(self, statement: str, **values: object) -> None:
        """Have a statement run without waiting for it; it is dropped where PostgreSQL is away."""
        filled = self._with(values)

        async def work(connection: Connection) -> None:
            await connection.execute(statement, filled)

        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._other.append((work, future))
        self._something.set()

    async def rows(self, statement: str, **values: object) -> list[tuple[Any, ...]]:
        """Run one statement and return its rows."""

        async def work(connection: Connection) -> list[tuple[Any, ...]]:
            return await (await connection.execute(statement, self._with(values))).fetchall()

        return await self.do(work)

    async def take_over(self, channel: int) -> list[Row]:
        """Take over what was on its way on a lane that is ours now."""

        async def work(connection: Connection) -> list[Row]:
            cursor = connection.cursor(row_factory=dict_row)
            await cursor.execute(statements.TAKE_OVER, self._with({"channels": [channel]}))
            return await self._rows_of(connection, cursor)

        return await self.do(work)

    async def why_not(self, publication: UUID) -> WhyNot:
        """Tell why a step could not begin."""
        found = await self.rows(statements.WHY_NOT, id=publication)
        if not found:
            return WhyNot(None, is_mine=False, is_stopped=False)
        state, is_mine, is_stopped, is_unseconded = found[0]
        return WhyNot(State(state), bool(is_mine), bool(is_stopped), bool(is_unseconded))

    # ── the loop ─────────────────────────────────────────────────────────

    async def _run(self) -> None:
        while True:
            await self._something.wait()
            self._something.clear()
            try:
                while self._results or self._other or self._claims or self._begins:
                    await self._connect()
                    await self._write_group()
            except (psycopg.OperationalError, psycopg.InterfaceError, OSError) as error:
                if self._connection is not None:
                    log.warning("PostgreSQL is away (%s); results are kept until it is back", type(error).__name__)
                await self._lose_connection()
                if self._closing:
                    return
                await asyncio.sleep(0.25)
                self._something.set()
                continue
            if self._closing:
                return

    async def _connect(self) -> None:
        if self._connection is None or self._connection.closed:
            fresh = await asyncio.wait_for(
                psycopg.AsyncConnection.connect(
                    self._conninfo, autocommit=True, connect_timeout=5, application_name="leitstand-sender"
                ),
                timeout=10,
            )
            await fresh.execute("SET lock_timeout = '3s'")
            # A worker that freezes between a change and its commit must not keep its locks from the one that takes over.
            # In a pipeline the server does not call that idle, so from 17 on the whole transaction is bounded as well.
            await fresh.execute("SET idle_in_transaction_session_timeout = '10s'")
            if fresh.info.server_version >= _BOUNDS_TRANSACTIONS:
                await fresh.execute("SET transaction_timeout = '10s'")
            self._connection = fresh

    async def _lose_connection(self) -> None:
        if self._connection:
            with contextlib.suppress(psycopg.Error, OSError):
                await self._connection.close()
        self._connection = None
        gone: list[asyncio.Future[Any]] = [future for _, future in self._other]
        gone += [future for _, future in self._begins]
        gone += list(self._claims.values())
        self._other.clear()
        self._begins.clear()
        self._claims.clear()
        for future in gone:
            _fail(future, Gone())

    async def _write_group(self) -> None:
        connection = self._connection
        assert connection is not None  # noqa: S101 - _connect has just made it
        results = [self._results.popleft() for _ in range(min(_MOST, len(self._results)))]
        other = [self._other.popleft() for _ in range(len(self._other))]
        claims, self._claims = self._claims, {}
        begins = [self._begins.popleft() for _ in range(min(_MOST, len(self._begins)))]
        futures: list[asyncio.Future[Any]] = [future for _, future in other]
        futures += [*claims.values(), *(future for _, future in begins)]
        try:
            # A pipeline: the whole group goes over in one breath. The block ends when the commit is answered.
            async with connection.pipeline(), connection.transaction():
                await self._write_results(connection, [entry for entry, _ in results])
                done = [await work(connection) for work, _ in other]
                claiming = await self._claiming(connection, list(claims)) if claims else None
                beginning = await self._beginning(connection, [begin for begin, _ in begins]) if begins else None
            claimed = await self._rows_of(connection, claiming) if claiming else []
            begun = dict(await beginning.fetchall()) if beginning else {}
        except (psycopg.OperationalError, psycopg.InterfaceError, OSError) as error:
            self._results.extendleft(reversed(results))
            for future in futures:
                _fail(future, Gone())
            if isinstance(error, psycopg.errors.LockNotAvailable) and not connection.closed:
                return
            raise
        except Exception as error:
            log.exception("The journal could not be written as a group")
            for future in futures:
                _fail(future, error)
            await self._one_by_one(connection, results)
            return
        for _, future in results:
            _give(future, None)
        if any(isinstance(entry, Settle) and entry.untold for entry, _ in results):
            self.told.set()
        for (_, future), value in zip(other, done, strict=True):
            _give(future, value)
        for channel, future in claims.items():
            mine = [row for row in claimed if row.channel_id == channel]
            _give(future, sorted(mine, key=lambda row: (row.due_at, row.id)))
        for begin, future in begins:
            _give(future, begun.get(begin.publication))

    async def _one_by_one(
        self, connection: Connection, results: Sequence[tuple[Result | Settle, asyncio.Future[None]]]
    ) -> None:
        """Write results alone, so that one that the table refuses does not keep the others."""
        for entry, future in results:
            try:
                async with connection.transaction():
                    await self._write_results(connection, [entry])
            except (psycopg.OperationalError, psycopg.InterfaceError):
                self._results.append((entry, future))
            except psycopg.Error as error:
                log.exception("A result could not be written")
                _fail(future, error)
            else:
                _give(future, None)

    async def _write_results(self, connection: Connection, entries: Sequence[Result | Settle]) -> None:
        # What is known later of the same attempt or publication takes the place of what was known before.
        results = list({entry.attempt: entry for entry in entries if isinstance(entry, Result)}.values())
        if results:
            await connection.execute(
                statements.RESULT,
                {
                    "ids": [each.attempt for each in results],
                    "outcomes": [each.outcome.value for each in results],
                    "answers": [each.answer for each in results],
                    "carried": [json.dumps(dict(each.carried)) for each in results],
                    "ended": [each.ended_at for each in results],
                },
            )
        latest: dict[UUID, Settle] = {}
        for entry in entries:
            if isinstance(entry, Settle):
                before = latest.get(entry.publication)
                latest[entry.publication] = replace(entry, untold=True) if before and before.untold else entry
        settled = list(latest.values())
        if settled:
            await connection.execute(
                statements.SETTLE,
                self._with(
                    {
                        "ids": [each.publication for each in settled],
                        "states": [each.state.value for each in settled],
                        "reasons": [each.reason for each in settled],
                        "texts": [each.reason_text for each in settled],
                        "try_at": [each.try_at for each in settled],
                        "tries": [each.tries for each in settled],
                        "external": [each.external_id for each in settled],
                        "urls": [each.external_url for each in settled],
                        "carried": [json.dumps(dict(each.carried)) for each in settled],
                        "proofs": [each.proof for each in settled],
                        "published": [each.published_at for each in settled],
                        "untold": [each.untold for each in settled],
                        "at": [each.at for each in settled],
                    }
                ),
            )

    async def _beginning(self, connection: Connection, begins: Sequence[Begin]) -> psycopg.AsyncCursor[Any]:
        return await connection.execute(
            statements.BEGIN,
            self._with(
                {
                    "ids": [each.publication for each in begins],
                    "digests": [each.digest for each in begins],
                    "steps": [each.step for each in begins],
                    "positions": [each.position for each in begins],
                    "keys": [each.key for each in begins],
                    "first": [each.first_at for each in begins],
                }
            ),
        )

    async def _claiming(self, connection: Connection, channels: Sequence[int]) -> "psycopg.AsyncCursor[dict[str, Any]]":
        cursor = connection.cursor(row_factory=dict_row)
        return await cursor.execute(statements.CLAIM, self._with({"channels": list(channels)}))

    async def _rows_of(self, connection: Connection, cursor: "psycopg.AsyncCursor[dict[str, Any]]") -> list[Row]:
        """Read claimed publications with everything that was ever tried for them."""
        rows = {found["id"]: Row(**{**found, "state": State(found["state"])}) for found in await cursor.fetchall()}
        if rows:
            tried = await connection.execute(statements.ATTEMPTS, {"ids": list(rows)})
            for publication, number, step, key, first_at, outcome, carried in await tried.fetchall():
                rows[publication].tried.append(Tried(number, step, key, first_at, Outcome(outcome), carried))
        return sorted(rows.values(), key=lambda row: (row.due_at, row.id))

    def _with(self, values: Mapping[str, object]) -> dict[str, object]:
        return {"me": self.me, "now": self._now(), "lease": self._lease, "batch": self._batch, **values}

    def _now(self) -> datetime:
        return self._clock.now()


def _give(future: "asyncio.Future[T]", value: T) -> None:
    if not future.done():
        future.set_result(value)


def _fail(future: "asyncio.Future[Any]", error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
        future.exception()  # whoever waits is told; if nobody does, that is no news
