"""Walk one channel: look after what was left behind, then send what is due, one publication after the other."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final, Protocol

from leitstand.connector_kit.contract import Connector, Quota, Step, StepResult
from leitstand.connector_kit.errors import (
    MediaRefused,
    NetworkError,
    RateLimited,
    Refused,
    SignInExpired,
    Unreachable,
)
from leitstand.connector_kit.manifest import StepKind, StepOutline
from leitstand.kernel.clock import Clock
from leitstand.kernel.post import PostPlan
from leitstand.publishing.core.protocol import (
    Finished,
    Look,
    Outcome,
    Take,
    Tried,
    Unclear,
    carried_by,
    is_promised,
    key_for,
    next_move,
)
from leitstand.publishing.core.retry import Chance
from leitstand.publishing.core.states import State
from leitstand.publishing.dispatch import statements
from leitstand.publishing.dispatch.circuits import Circuits, server_of
from leitstand.publishing.dispatch.doors import Doors
from leitstand.publishing.dispatch.journal import Gone, Journal
from leitstand.publishing.dispatch.pace import Pace
from leitstand.publishing.dispatch.rows import Begin, Result, Row, Settle

log = logging.getLogger(__name__)

_CANNOT_OPEN: Final = timedelta(seconds=30)


class Next(Enum):
    """What follows after a publication."""

    GO_ON = auto()  # the next one of the channel
    LEAVE = auto()  # nothing more on this channel for now


class LostLane(Exception):
    """Another worker has the lane now."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What every lane of a worker shares. `not_called` holds the keys that were perhaps written down and surely not sent."""

    journal: Journal
    circuits: Circuits
    doors: Doors
    clock: Clock
    chance: Chance
    pace: Pace
    ending: asyncio.Event
    not_called: set[tuple[object, str]]
    count: "Count"


class Count(Protocol):
    """Counts what went out."""

    def __call__(self) -> None: ...


class Lane:
    """One channel while this worker has it."""

    def __init__(self, channel: int, tools: Tools) -> None:
        self.channel = channel
        self.tools = tools
        self.journal = tools.journal
        self.clock = tools.clock
        self.pace = tools.pace
        self.connector: Connector | None = None
        self.is_blocked = False
        self._refreshed = False

    async def walk(self) -> None:
        """Do all there is to do on the channel and let go of it."""
        try:
            await self._open()
            await self._look_after()
            while await self._send_batch() is Next.GO_ON:
                pass
            await self.journal.execute(statements.RELEASE, channels=[self.channel])
        except LostLane:
            log.warning("Another worker took over channel %s", self.channel)
        except Gone:
            pass  # the lane stays ours; it is walked again as soon as PostgreSQL is back
        finally:
            if self.connector is not None:
                self.tools.circuits.leave(server_of(self.connector), self.channel)

    async def _open(self) -> None:
        try:
            self.connector = await self.tools.doors.open(self.channel)
        except SignInExpired as error:
            await self.tools.doors.locked_out(self.channel, error.reason)
        except Exception:
            log.exception("Channel %s cannot be opened", self.channel)
            await self.block(self.clock.now() + _CANNOT_OPEN, "cannot_open")

    async def _look_after(self) -> None:
        rows = await self.journal.take_over(self.channel)
        await self._give_back([row for row in rows if row.state is State.CLAIMED])
        for row in rows:
            for attempt in row.tried:
                if attempt.outcome is Outcome.OPEN and (row.id, attempt.key) in self.tools.not_called:
                    self.result(row, attempt, Outcome.NOT_SENT)
        unclear = [row for row in rows if row.state is State.UNKNOWN]
        for row in rows:
            if row.state is State.SENDING:
                await Sending(self, row).run()
        for row in unclear:
            await Sending(self, row).look_again()

    async def _send_batch(self) -> Next:
        if not await self._may_send():
            return Next.LEAVE
        rows = await self.journal.claim(self.channel)
        for place, row in enumerate(rows):
            may = place == 0 or await self._may_send()
            if not may or await Sending(self, row).run() is Next.LEAVE:
                await self._give_back(rows[place:])
                return Next.LEAVE
        return Next.GO_ON if rows else Next.LEAVE

    async def _may_send(self) -> bool:
        if self.connector is None or self.is_blocked or self.tools.ending.is_set():
            return False
        return await self.tools.circuits.may_send(server_of(self.connector), self.channel)

    async def _give_back(self, rows: Sequence[Row]) -> None:
        if rows:
            await self.journal.execute(statements.GIVE_BACK, ids=[row.id for row in rows])

    async def block(self, until: datetime, reason: str, quota: Quota | None = None) -> None:
        """Keep everybody off the channel until a moment."""
        self.is_blocked = True
        await self.journal.execute(
            statements.BLOCK,
            channel=self.channel,
            until=until,
            reason=reason,
            remaining=quota.remaining if quota else None,
            resets_at=quota.resets_at if quota else None,
        )

    async def refresh(self) -> bool:
        """Renew the sign-in once; False where a person must do it."""
        if self._refreshed:
            return False
        self._refreshed = True
        try:
            self.connector = await self.tools.doors.refresh(self.channel)
        except NetworkError:
            return False
        return True

    def result(
        self, row: Row, attempt: Tried, outcome: Outcome, *, answer: str = "", result: StepResult | None = None
    ) -> None:
        """Write down what an attempt came to."""
        carried = dict(result.carried) if result else {}
        self.journal.write(Result(attempt.id, outcome, self.clock.now(), answer[:2000], carried))
        row.found_out(attempt, outcome, carried)


class Sending:
    """One publication on its way: takes step after step as core.protocol decides, and writes down what came of it."""

    def __init__(self, lane: Lane, row: Row) -> None:
        self.lane = lane
        self.row = row
        self.journal = lane.journal
        self.clock = lane.clock
        self.pace = lane.pace
        self.plan = PostPlan.from_json(row.content)
        self.steps: tuple[StepOutline, ...] = lane.connector.manifest.steps(self.plan) if lane.connector else ()
        self.keys = [key_for(str(row.id), digest=row.content_digest, step=step.name) for step in self.steps]

    @property
    def connector(self) -> Connector:
        """The connector of the lane, as it is after a renewed sign-in."""
        assert self.lane.connector is not None  # noqa: S101 - run() has made sure
        return self.lane.connector

    async def look_again(self) -> Next:
        """Ask the network once more for what is unclear, and go on from there; what was absent may have come late."""
        for attempt in self.row.tried:
            if attempt.outcome is Outcome.ABSENT:
                self.row.found_out(attempt, Outcome.LOST)
        return await self.run()

    async def run(self) -> Next:
        """Go on with the publication until it is public, has to wait, or needs a person."""
        if self.lane.connector is None:
            return self._without_connector()
        if self.row.state is State.CLAIMED and not self.row.tried and await self._is_held_by_law():
            return Next.GO_ON
        if self.connector.publish is None:
            self._settle(State.HANDED_OVER, reason="by_hand", untold=True)
            return Next.GO_ON
        while True:
            move = next_move(self.steps, self.keys, self.row.tried, promise=self.connector.keys, now=self.clock.now())
            if isinstance(move, Finished):
                self._published(was_found=move.was_found)
                return Next.GO_ON
            if isinstance(move, Unclear):
                return self._unclear(was_asked=True)
            if isinstance(move, Look):
                if await self._look(self.steps[move.position], move.attempt):
                    continue
                return self._unclear(was_asked=False)
            follows = await self._take(move)
            if follows is not None:
                return follows

    async def _is_held_by_law(self) -> bool:
        """Ask what the law says today, before the first step; what cannot be judged does not go out either."""
        try:
            against = await self.lane.tools.doors.unlawful(self.row)
        except Gone:
            raise
        except Exception:
            log.exception("Publication %s could not be judged", self.row.id)
            self._settle(State.HELD, reason="unjudged", untold=True)
            return True
        if against:
            self._settle(State.HELD, reason="law", text=against, untold=True)
        return bool(against)

    # ── looking ──────────────────────────────────────────────────────────

    async def _look(self, step: StepOutline, attempt: Tried) -> bool:
        """Ask the network for a lost attempt until it is settled; False where the network could not be asked."""
        find = self.connector.find_published
        if find is None:
            self.lane.result(self.row, attempt, Outcome.ABSENT, answer="cannot be asked")
            return True
        started = asyncio.get_running_loop().time()
        question = Step(step, self.plan, carried_by(self.row.tried), attempt.first_at)
        for offset in self.pace.looks:
            await asyncio.sleep(max(0.0, started + offset - asyncio.get_running_loop().time()))
            try:
                async with asyncio.timeout(self.pace.call):
                    found = await find(question, key=attempt.key)
            except SignInExpired:
                if not await self.lane.refresh():
                    return False
                find = self.connector.find_published or find
                continue
            except (NetworkError, TimeoutError):
                continue
            except Exception:
                log.exception("Looking for a publication failed")
                continue
            self.lane.tools.circuits.went(server_of(self.connector), well=True)
            if found is not None:
                self._keep_address(found)
                self.lane.result(self.row, attempt, Outcome.FOUND, answer=found.url, result=found)
                self._settle(self.row.state)
                return True
            promise = self.connector.keys
            if offset >= self.pace.sure_after or (
                promise is not None and is_promised(promise, attempt.first_at, self.clock.now())
            ):
                self.lane.result(self.row, attempt, Outcome.ABSENT)
                return True
        return False

    # ── taking a step ────────────────────────────────────────────────────

    async def _take(self, move: Take) -> Next | None:
        """Write a step down, take it, write what came of it; None: go on with this publication."""
        now = self.clock.now()
        if now > self.row.grace_ends:
            if self.row.state is State.UNKNOWN:
                return self._unclear(was_asked=True)
            self._settle(State.HELD, reason="late", untold=True)
            return Next.GO_ON
        if self.row.state is State.UNKNOWN and not await self._reclaim():
            return Next.GO_ON
        step = self.steps[move.position]
        begin = Begin(self.row.id, self.row.content_digest, step.name, move.position, move.key, move.first_at or now)
        try:
            number = await self.journal.begin(begin)
        except Gone:
            self.lane.tools.not_called.add((self.row.id, move.key))
            raise
        if number is None:
            return await self._not_allowed()
        self.lane.tools.not_called.discard((self.row.id, move.key))
        self.row.state = State.SENDING
        attempt = Tried(number, step.name, move.key, begin.first_at, Outcome.OPEN)
        self.row.note(attempt)
        return await self._call(step, attempt)

    async def _call(self, step: StepOutline, attempt: Tried) -> Next | None:
        publish = self.connector.publish
        assert publish is not None  # noqa: S101 - run() has made sure
        server = server_of(self.connector)
        circuits = self.lane.tools.circuits
        try:
            async with asyncio.timeout(self.pace.upload if step.kind is StepKind.UPLOAD else self.pace.call):
                result = await publish(
                    Step(step, self.plan, carried_by(self.row.tried), attempt.first_at), key=attempt.key
                )
        except Unreachable as error:
            circuits.went(server, well=False, error=error.reason)
            outcome = Outcome.NOT_SENT if error.before_sending else Outcome.LOST
            return self._no_answer(step, attempt, outcome, error.reason)
        except TimeoutError:
            circuits.went(server, well=False, error="timeout")
            return self._no_answer(step, attempt, Outcome.LOST, "timeout")
        except RateLimited as error:
            circuits.went(server, well=True)
            return await self._limited(attempt, error)
        except SignInExpired as error:
            circuits.went(server, well=True)
            return await self._expired(attempt, error)
        except Refused as error:
            circuits.went(server, well=True)
            return self._refused(attempt, error)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            log.exception("The connector failed in %s", step.name)
            return self._no_answer(step, attempt, Outcome.LOST, type(error).__name__)
        circuits.went(server, well=True)
        return await self._answered(attempt, result)

    async def _answered(self, attempt: Tried, result: StepResult) -> Next | None:
        if result.not_before is not None:
            self.lane.result(self.row, attempt, Outcome.WAITING, answer=result.not_before.isoformat(), result=result)
            return await self._wait_until(result.not_before)
        self._keep_address(result)
        self.lane.result(self.row, attempt, Outcome.DONE, answer=result.url, result=result)
        if result.external_id:
            self._settle(State.SENDING)
        if result.quota is not None and result.quota.remaining <= 0:
            await self.lane.block(result.quota.resets_at, "quota", result.quota)
        return None

    async def _wait_until(self, moment: datetime) -> Next | None:
        """Wait for the network's own work; only this channel waits."""
        span = max(0.2, (moment - self.clock.now()).total_seconds())
        try:
            await asyncio.wait_for(self.lane.tools.ending.wait(), timeout=span)
        except TimeoutError:
            return None
        self._settle(State.WAITING, reason="processing", try_at=moment)
        return Next.LEAVE

    def _no_answer(self, step: StepOutline, attempt: Tried, outcome: Outcome, reason: str) -> Next | None:
        self.lane.result(self.row, attempt, outcome, answer=reason)
        if outcome is Outcome.LOST and step.is_visible:
            return None  # look first
        self.row.tries += 1
        wait = self.pace.back_off.wait(self.row.tries, self.lane.tools.chance)
        self._settle(State.WAITING, reason="unreachable", text=reason, try_at=self.clock.now() + wait)
        return Next.LEAVE

    async def _limited(self, attempt: Tried, error: RateLimited) -> Next:
        self.row.tries += 1
        until = error.retry_at or self.clock.now() + self.pace.back_off.wait(self.row.tries, self.lane.tools.chance)
        self.lane.result(self.row, attempt, Outcome.LIMITED, answer=error.reason)
        self._settle(State.WAITING, reason="rate_limited", text=error.reason, try_at=until)
        await self.lane.block(until, "rate_limited")
        return Next.LEAVE

    async def _expired(self, attempt: Tried, error: SignInExpired) -> Next | None:
        self.lane.result(self.row, attempt, Outcome.EXPIRED, answer=error.reason)
        if await self.lane.refresh():
            return None
        self._settle(State.WAITING, reason="sign_in", text=error.reason, try_at=self.clock.now())
        await self.lane.tools.doors.locked_out(self.lane.channel, error.reason)
        return Next.LEAVE

    def _refused(self, attempt: Tried, error: Refused) -> Next:
        self.lane.result(self.row, attempt, Outcome.REFUSED, answer=error.reason)
        reason = f"media_refused:{error.which}" if isinstance(error, MediaRefused) else "refused"
        self._settle(State.REFUSED, reason=reason, text=error.reason, untold=True)
        return Next.GO_ON

    # ── where it stands ──────────────────────────────────────────────────

    async def _not_allowed(self) -> Next:
        """The step was not written down: stopped, changed by a person, or no longer ours."""
        why = await self.journal.why_not(self.row.id)
        if why.state in (State.CLAIMED, State.SENDING) and not why.is_mine:
            raise LostLane
        if why.is_stopped or why.is_unseconded:
            if self.row.state is State.SENDING:
                self._settle(State.HELD, reason="stopped" if why.is_stopped else "second", untold=True)
            return Next.LEAVE
        return Next.GO_ON

    async def _reclaim(self) -> bool:
        if not await self.journal.rows(statements.RECLAIM, ids=[self.row.id]):
            return False
        self.row.state = State.CLAIMED
        return True

    def _without_connector(self) -> Next:
        """Nobody can be asked: what may have gone out is unclear, everything else waits for a person."""
        lost = any(attempt.outcome in (Outcome.OPEN, Outcome.LOST) for attempt in self.row.tried)
        if lost or self.row.state is State.UNKNOWN:
            return self._unclear(was_asked=False)
        self._settle(State.HELD, reason="channel", untold=True)
        return Next.GO_ON

    def _unclear(self, *, was_asked: bool) -> Next:
        """Nobody knows whether it is public: people decide, and the network is asked again now and then."""
        self.row.tries += 1
        again = None
        if self.row.tries <= self.pace.look_again_times:
            again = self.clock.now() + self.pace.look_again.wait(self.row.tries, self.lane.tools.chance)
        is_news = self.row.state is not State.UNKNOWN
        reason = "not_found" if was_asked else "no_answer"
        self._settle(State.UNKNOWN, reason=reason, try_at=again, untold=is_news)
        return Next.GO_ON

    def _published(self, *, was_found: bool) -> None:
        self._settle(
            State.PUBLISHED,
            proof="found" if was_found else "answered",
            published_at=self.clock.now(),
            carried=carried_by(self.row.tried),
            untold=True,
        )
        self.lane.tools.count()

    def _keep_address(self, result: StepResult) -> None:
        """The first message that becomes visible is the post's own address."""
        self.row.external_id = self.row.external_id or result.external_id
        self.row.external_url = self.row.external_url or result.url

    def _settle(
        self,
        state: State,
        *,
        reason: str = "",
        text: str = "",
        try_at: datetime | None = None,
        proof: str = "",
        published_at: datetime | None = None,
        carried: dict[str, str] | None = None,
        untold: bool = False,
    ) -> None:
        self.journal.write(
            Settle(
                self.row.id,
                state,
                self.clock.now(),
                tries=self.row.tries,
                reason=reason,
                reason_text=text[:2000],
                try_at=try_at,
                external_id=self.row.external_id,
                external_url=self.row.external_url,
                carried=carried or {},
                proof=proof,
                published_at=published_at,
                untold=untold,
            )
        )
        self.row.state = state
