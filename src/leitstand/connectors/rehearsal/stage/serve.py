"""Start the stage: `run()` for a process of its own, `open_stage()` inside another (tests)."""

import asyncio
import gc
import os
import secrets
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from leitstand.connectors.rehearsal.stage import api, control, pages, past, rules, stream
from leitstand.connectors.rehearsal.stage.faults import Faults, Rule
from leitstand.connectors.rehearsal.stage.journal import Journal
from leitstand.connectors.rehearsal.stage.stage import DEFAULT_PASSWORD, STAGE, Stage, gate
from leitstand.connectors.rehearsal.stage.vault import Vault
from leitstand.connectors.rehearsal.stage.world import World

DEFAULT_PORT = 8765
ADMIN_KEY_FILE = "admin.key"


def build(
    folder: Path | None = None,
    *,
    password: str = DEFAULT_PASSWORD,
    admin_key: str = "",
    seed: str = "leitstand",
    faults: Sequence[Rule] = (),
    clock: Callable[[], float] = time.time,
    video_seconds: float = 1.0,
) -> web.Application:
    """Put the network together; without a folder it forgets everything when it ends.

    `admin_key` "" makes one, kept in the folder as admin.key: whoever signs in with it as password may publish into the
    past. The same `seed` gives the same people doing the same things.
    """
    journal, vault = Journal(folder), Vault(folder)
    world = World(journal, seed)
    world.load(clock())
    if folder:
        vault.keep_only(set(world.files))
    stage = Stage(
        world,
        vault,
        password,
        admin_key or _admin_key(folder),
        Faults(faults),
        clock=clock,
        video_seconds=video_seconds,
    )
    app = web.Application(middlewares=[pages.paper_for_problems, gate], client_max_size=rules.CHUNK_BYTES_MAX + 4096)
    app[STAGE] = stage
    app[stream.OPEN] = set()
    app.on_shutdown.append(stream.end_streams)
    app.add_routes([*api.routes(), *stream.routes(), *past.routes(), *control.routes(), *pages.routes()])
    return app


def _admin_key(folder: Path | None) -> str:
    if folder is None:
        return secrets.token_urlsafe(18)
    path = folder / ADMIN_KEY_FILE
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(18))
    return path.read_text().strip()


@dataclass(frozen=True, slots=True)
class Running:
    """A stage that listens: its address and its inside."""

    address: str
    stage: Stage


@asynccontextmanager
async def open_stage(app: web.Application, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[Running]:
    """Let the network listen until the block ends; port 0 takes any that is free."""
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=2.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port, backlog=1024).start()
        bound = runner.addresses[0][1]
        shown = f"[{host}]" if ":" in host else host
        yield Running(f"http://{shown}:{bound}", app[STAGE])
    finally:
        await runner.cleanup()
        app[STAGE].world.journal.close()


def run(
    host: str = "127.0.0.1",
    port: int = DEFAULT_PORT,
    folder: Path | None = None,
    faults: Sequence[Rule] = (),
    *,
    password: str = DEFAULT_PASSWORD,
    admin_key: str = "",
    seed: str = "leitstand",
) -> None:
    """Serve the network until SIGTERM or SIGINT; the first line printed is its address."""
    app = build(folder, password=password, admin_key=admin_key, seed=seed, faults=faults)
    asyncio.run(_serve(app, host, port))


async def _serve(app: web.Application, host: str, port: int) -> None:
    done = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, done.set)
    async with open_stage(app, host, port) as running:
        sys.stdout.write(f"{running.address}\n")
        sys.stdout.flush()
        gc.collect()
        gc.freeze()
        await done.wait()
