"""`leitstand web`: the pages, under WSGI with kept database connections."""

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=1, show_default=True, help="Processes; one is enough for some fifty people.")
@click.option("--threads", default=3, show_default=True, help="Threads in each process; each keeps one connection.")
@click.option("--quiet", is_flag=True, help="Tell only what goes wrong.")
def command(host: str, port: int, workers: int, threads: int, quiet: bool) -> None:  # noqa: FBT001 - click hands it by name
    """Serve the pages. Asynchronous serving would cost every page some 12 ms, so WSGI it is."""
    Granian(
        "leitstand.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning if quiet else LogLevels.info,
        respawn_failed_workers=True,
    ).serve()
