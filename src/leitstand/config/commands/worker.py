"""`leitstand worker`: the engine that sends, and everything else that happens in the background."""

import asyncio
import gc
import logging
import signal
from typing import Final

import click
import psycopg
from procrastinate.contrib.django import app
from procrastinate.exceptions import ProcrastinateException

from leitstand.house import clock
from leitstand.listening.live import Live
from leitstand.publishing.dispatch.running import run

log = logging.getLogger(__name__)

AGAIN_AFTER: Final = 2.0


@click.command()
@click.option("--only-sending", is_flag=True, help="Leave mails, measuring, listening and reminders to another worker.")
def command(only_sending: bool) -> None:  # noqa: FBT001 - click hands it by name
    """Send what is due and do what waits, until SIGTERM."""
    # What is loaded now stays for good: the collector need not walk through it again and again.
    gc.collect()
    gc.freeze()
    asyncio.run(_work(only_sending=only_sending))


async def _work(*, only_sending: bool) -> None:
    ending = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ending.set)
    beside = [] if only_sending else [asyncio.create_task(_errands()), asyncio.create_task(_listen(ending))]
    try:
        await run(ending=ending)
    finally:
        ending.set()
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)


async def _listen(ending: asyncio.Event) -> None:
    """Listen live; whatever goes wrong there never ends the sending beside it."""
    while not ending.is_set():
        live = Live(clock.clock())
        live.ending = ending
        try:
            await live.run()
        except Exception:
            log.exception("Listening live begins anew")
            await asyncio.sleep(AGAIN_AFTER)


async def _errands() -> None:
    """Do the background tasks; a lost database ends none of it, and never the sending beside it."""
    while True:
        try:
            with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
                async with working.open_async():
                    await working.run_worker_async(
                        concurrency=2,
                        install_signal_handlers=False,
                        listen_notify=True,
                        delete_jobs="successful",
                        shutdown_graceful_timeout=5,
                    )
        except (psycopg.Error, ProcrastinateException, OSError) as error:
            log.warning("Background tasks pause for a moment: %s", error)
            await asyncio.sleep(AGAIN_AFTER)
