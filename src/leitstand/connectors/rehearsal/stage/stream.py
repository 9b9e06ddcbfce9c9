"""Listen: what is said on the stage is told while it is said, as server-sent events."""

import asyncio
import json
from typing import Final

from aiohttp import web

from leitstand.connectors.rehearsal.stage.api import signed_in
from leitstand.connectors.rehearsal.stage.shown import heard_json
from leitstand.connectors.rehearsal.stage.stage import STAGE, Problem, origin_of
from leitstand.connectors.rehearsal.stage.world import Comment, Post

SILENCE_SECONDS: Final = 15.0
OPEN: Final = web.AppKey("streams", set["asyncio.Queue[Post | Comment | None]"])


async def stream(request: web.Request) -> web.StreamResponse:
    """Tell every post and comment from now on; with `after` those with a later id first."""
    stage = request.app[STAGE]
    signed_in(request)
    after = request.query.get("after", "")
    if after and not after.isdigit():
        raise Problem(422, "bad_value", "after must be the id of a message.")
    queue: asyncio.Queue[Post | Comment | None] = asyncio.Queue()
    request.app[OPEN].add(queue)
    stage.world.listeners.add(queue.put_nowait)
    told = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    try:
        await told.prepare(request)
        await told.write(b":\n\n")
        for said in stage.world.said_after(int(after)) if after else []:
            await _write(told, request, said)
        while (said_now := await _next(told, queue)) is not None:
            await _write(told, request, said_now)
    except ConnectionError:
        pass  # whoever listened has left
    finally:
        stage.world.listeners.discard(queue.put_nowait)
        request.app[OPEN].discard(queue)
    return told


async def _next(told: web.StreamResponse, queue: "asyncio.Queue[Post | Comment | None]") -> Post | Comment | None:
    while True:
        try:
            async with asyncio.timeout(SILENCE_SECONDS):
                return await queue.get()
        except TimeoutError:
            await told.write(b":\n\n")  # both sides know that the other is there


async def _write(told: web.StreamResponse, request: web.Request, said: Post | Comment) -> None:
    data = json.dumps(heard_json(request.app[STAGE], said, origin_of(request)), ensure_ascii=False)
    await told.write(f"event: said\ndata: {data}\n\n".encode())


async def end_streams(app: web.Application) -> None:
    """End every stream, so that nobody waits for them when the stage ends."""
    for queue in app[OPEN]:
        queue.put_nowait(None)


def routes() -> list[web.RouteDef]:
    """Return where one listens."""
    return [web.get("/api/stream", stream)]
