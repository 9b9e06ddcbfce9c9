"""The stage itself: what every request shares, and the gate through which each request comes."""

import asyncio
import hashlib
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from aiohttp import web

from leitstand.connectors.rehearsal.stage.counts import Counts
from leitstand.connectors.rehearsal.stage.faults import Fault, Faults, Room, Rule, Scope
from leitstand.connectors.rehearsal.stage.vault import Vault
from leitstand.connectors.rehearsal.stage.world import Session, World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
OPEN_PATHS: Final = ("/faults", "/counts", "/style.css", "/favicon.ico")
API_PREFIX: Final = "/api/"

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(slots=True)
class Stage:
    """Everything a request needs. `clock` tells seconds since 1970; `video_seconds` is how long a video is worked on."""

    world: World
    vault: Vault
    password: str
    admin_key: str
    faults: Faults = field(default_factory=Faults)
    counts: Counts = field(default_factory=Counts)
    clock: Callable[[], float] = time.time
    video_seconds: float = 1.0


STAGE: Final = web.AppKey("stage", Stage)
SESSION: Final = web.RequestKey("session", Session)
FORGET_KEYS: Final = web.RequestKey("forget_keys", bool)
DEFAULT_PASSWORD: Final = "vorhang-auf"  # noqa: S105 - it stands on the stage's own page; nothing real is behind it


class Problem(Exception):
    """The network says no: `code` for programs, `reason` for people."""

    def __init__(self, status: int, code: str, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.code = code
        self.reason = reason


class Cut(Exception):
    """The connection ends without an answer."""


def answer(data: object, status: int = 200) -> web.Response:
    """Return data as a JSON answer."""
    return web.Response(body=_encode(data).encode(), status=status, content_type="application/json")


def origin_of(request: web.Request) -> str:
    """Return the address under which the visitor reached the stage."""
    return f"{request.scheme}://{request.host}"


def iso(moment: float) -> str:
    """Write a moment as the network writes it."""
    return datetime.fromtimestamp(moment, tz=UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment_from(told: object) -> float:
    """Read a moment; raises Problem where it is none."""
    try:
        moment = datetime.fromisoformat(str(told))
    except ValueError:
        raise Problem(422, "bad_moment", f"{told} is no date and time.") from None
    if moment.tzinfo is None:
        raise Problem(422, "bad_moment", f"{told} has no time zone.")
    return moment.timestamp()


def token_mark(token: str) -> str:
    """Return what is kept of a token: enough to know it again, not to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def session_of(request: web.Request) -> Session | None:
    """Return who sends a request; None where nobody is signed in."""
    told = request.headers.get("Authorization", "")
    if not told.startswith("Bearer "):
        return None
    stage = request.app[STAGE]
    session = stage.world.sessions.get(token_mark(told[7:]))
    if session is None or (session.until and session.until <= stage.clock()):
        return None
    return session


@web.middleware
async def gate(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Count a request, let the faults strike, and turn problems into answers."""
    stage = request.app[STAGE]
    stage.counts.requests += 1
    if request.path in OPEN_PATHS:
        return await _answered(request, handler)
    is_api = request.path.startswith(API_PREFIX)
    session = session_of(request) if is_api else None
    if session:
        request[SESSION] = session
    handle = session.handle if session else ""
    scopes = _scopes(request)
    if Scope.CREATE in scopes:
        stage.counts.received(handle, request.headers.get("Idempotency-Key", ""))
    if not stage.faults:
        return await _answered(request, handler)
    try:
        return await _troubled(request, handler, scopes, handle)
    except Cut:
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)


def _scopes(request: web.Request) -> tuple[Scope, ...]:
    path = request.path
    if request.method == "POST" and (
        path == "/api/posts" or (path.startswith("/api/posts/") and path.endswith("/comments"))
    ):
        return (Scope.CREATE,)
    if path.startswith("/api/media"):
        return (Scope.MEDIA,)
    return ()


async def _troubled(
    request: web.Request, handler: Handler, scopes: tuple[Scope, ...], handle: str
) -> web.StreamResponse:
    stage = request.app[STAGE]
    is_api = request.path.startswith(API_PREFIX)
    struck = {rule.kind: rule for rule in stage.faults.strike(scopes, handle)}
    if Fault.DEAD in struck:
        stage.counts.requests_lost += 1
        raise Cut
    if Fault.SLOW in struck:
        await asyncio.sleep(struck[Fault.SLOW].ms / 1000)
    left: Room | None = None
    if is_api:
        passes, left = stage.faults.room(scopes, handle, stage.clock())
        if not passes and left is not None:
            stage.counts.rate_limited += 1
            return _with_room(_problem(Problem(429, "rate_limited", "Too many requests.")), left, retry=True)
    if Fault.LOSE_BEFORE in struck:
        stage.counts.requests_lost += 1
        raise Cut
    refusal = _refusal(struck) if is_api or Fault.BROKEN in struck else None
    if refusal:
        _count(stage.counts, refusal)
        return _with_room(_problem(refusal), left)
    request[FORGET_KEYS] = Fault.FORGET_KEYS in struck
    given = await _answered(request, handler)
    late = struck.get(Fault.ACCEPT_THEN_TIME_OUT)
    if late and given.status < 400:
        stage.counts.answers_lost += 1
        await asyncio.sleep(late.ms / 1000)
        raise Cut
    return _with_room(given, left)


def _refusal(struck: dict[Fault, Rule]) -> Problem | None:
    if Fault.BROKEN in struck:
        return Problem(500, "broken", "Something went wrong here.")
    if Fault.EXPIRED in struck:
        return Problem(401, "signed_out", "This sign-in has ended.")
    if Fault.MEDIA_REFUSED in struck:
        return Problem(415, "media_refused", struck[Fault.MEDIA_REFUSED].reason or "This file is not wanted here.")
    if Fault.REFUSE in struck:
        return Problem(422, "refused", struck[Fault.REFUSE].reason or "This post is not wanted here.")
    return None


def _count(counts: Counts, problem: Problem) -> None:
    if problem.status == 401:
        counts.expired += 1
    elif problem.status < 500:
        counts.refused += 1


def _with_room(given: web.StreamResponse, left: Room | None, *, retry: bool = False) -> web.StreamResponse:
    if left is not None:
        seconds = str(max(1, round(left.seconds + 0.5)))
        given.headers["RateLimit-Limit"] = str(left.limit)
        given.headers["RateLimit-Remaining"] = str(left.remaining)
        given.headers["RateLimit-Reset"] = seconds
        if retry:
            given.headers["Retry-After"] = seconds
    return given


async def _answered(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except Problem as problem:
        if not request.path.startswith(API_PREFIX):
            raise
        return _problem(problem)


def _problem(problem: Problem) -> web.Response:
    return answer({"error": problem.code, "reason": problem.reason}, problem.status)
