"""A small Jetstream on loopback: a real websocket server that keeps what was said and plays it from a cursor on."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from leitstand.connector_kit.sockets import Sockets

POSTS = "app.bsky.feed.post"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def microseconds(at: datetime) -> int:
    """Return a moment as the server writes it."""
    return int((at - EPOCH).total_seconds() * 1_000_000)


def commit(who: str, key: str, text: str, place: int, **changes: object) -> dict[str, Any]:
    """Return the event of a new post."""
    record = {"$type": POSTS, "createdAt": "2026-11-02T08:00:00.000Z", "langs": ["de"], "text": text}
    said = {"rev": "3l", "operation": "create", "collection": POSTS, "rkey": key, "record": record, "cid": "bafyrei"}
    return {"did": who, "time_us": place, "kind": "commit", "commit": {**said, **changes}}


@dataclass
class Jetstream:
    """What it keeps: frames with their places, whoever listens, and what was asked of it."""

    address: str = ""
    frames: list[tuple[int, str]] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    listeners: list[tuple[web.WebSocketResponse, "asyncio.Queue[str | None]"]] = field(default_factory=list)
    refuses: int = 0
    elsewhere: str = ""
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    came: "asyncio.Condition" = field(default_factory=asyncio.Condition)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Play what is kept from the cursor on, then what is said."""
        self.asked.append(dict(request.query))
        if self.refuses:
            return web.Response(status=self.refuses, headers={"Location": self.elsewhere} if self.elsewhere else None)
        socket, queue = web.WebSocketResponse(), asyncio.Queue[str | None]()
        for place, frame in self.frames:
            if "cursor" in request.query and place >= int(request.query["cursor"]):
                queue.put_nowait(frame)
        await socket.prepare(request)
        self.listeners.append((socket, queue))
        async with self.came:
            self.came.notify_all()
        leaving = asyncio.create_task(_until_left(socket, queue))
        try:
            while (frame := await queue.get()) is not None:
                await socket.send_str(frame)
        except ConnectionError:
            pass
        finally:
            leaving.cancel()
            self.listeners = [one for one in self.listeners if one[1] is not queue]
        await socket.close()
        return socket

    async def listened_to(self, times: int = 1) -> None:
        """Wait until somebody has come so many times."""
        async with asyncio.timeout(10), self.came:
            await self.came.wait_for(lambda: len(self.asked) >= times and bool(self.listeners))

    def say(self, text: str, at: datetime, who: str = "did:plc:ben", **changes: object) -> str:
        """Let somebody say something; return the address of the post."""
        key = f"3l{next(self.numbers):011d}"
        self.frame(json.dumps(commit(who, key, text, microseconds(at), **changes)), microseconds(at))
        return f"at://{who}/{POSTS}/{key}"

    def frame(self, text: str, place: int = 0) -> None:
        """Send a frame as it is; with a place it is kept."""
        if place:
            self.frames.append((place, text))
        for _socket, queue in self.listeners:
            queue.put_nowait(text)

    def end(self) -> None:
        """Close every connection when what waits is sent."""
        for _socket, queue in self.listeners:
            queue.put_nowait(None)

    def cut(self) -> None:
        """Break every connection off, in the middle of whatever it is."""
        for socket, _queue in self.listeners:
            assert socket._req
            transport = socket._req.transport
            assert transport
            transport.abort()  # type: ignore[attr-defined]
        self.end()

    def sockets(self, url: str) -> AbstractAsyncContextManager[AsyncIterator[str]]:
        """Open a websocket to here, whatever host is meant."""
        parts = urlsplit(url)
        return Sockets(allow_private=True)(f"{self.address}{parts.path}?{parts.query}")


async def _until_left(socket: web.WebSocketResponse, queue: "asyncio.Queue[str | None]") -> None:
    async for _message in socket:
        pass
    queue.put_nowait(None)


@asynccontextmanager
async def open_jetstream() -> AsyncIterator[Jetstream]:
    """Let it listen on a free port."""
    told = Jetstream()
    app = web.Application()
    app.router.add_get("/subscribe", told.serve)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        told.address = f"ws://127.0.0.1:{runner.addresses[0][1]}"
        yield told
    finally:
        told.end()
        await runner.cleanup()
