"""A rehearsal network for tests of the sample company: in a thread of this process, forgotten afterwards."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread

from leitstand.connectors.rehearsal.stage import serve
from leitstand.kernel.clock import HandClock

PASSWORD = "the-password"
ADMIN_KEY = "the-admin-key"


@contextmanager
def stage_in_thread(clock: HandClock) -> Iterator[serve.Running]:
    """Let a stage that lives by the clock listen on loopback until the block ends."""
    ready: Future[tuple[serve.Running, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def listen() -> None:
        app = serve.build(password=PASSWORD, admin_key=ADMIN_KEY, clock=lambda: clock.now().timestamp())
        over = asyncio.Event()
        async with serve.open_stage(app) as running:
            ready.set_result((running, asyncio.get_running_loop(), over))
            await over.wait()

    thread = Thread(target=asyncio.run, args=(listen(),), daemon=True)
    thread.start()
    running, loop, over = ready.result(timeout=30)
    try:
        yield running
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(timeout=30)
