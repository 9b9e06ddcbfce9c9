"""`leitstand up`: PostgreSQL, web, worker and the rehearsal network as one process tree."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
import psycopg

from leitstand.config import forks
from leitstand.config.database import NAME
from leitstand.config.embedded import Embedded, NotStarted
from leitstand.config.fingerprint import migrations_fingerprint
from leitstand.config.folder import ENVIRONMENT, FolderInUse, addresses, alone, answering, data_folder, ensure
from leitstand.config.processes import Child, Tree
from leitstand.house.chart_made import is_made
from leitstand.house.faults import stop
from leitstand.publishing.watchdog import Watchdog

READY_SECONDS: Final = 60.0
# Listening on every address of the machine is no address people can be sent to.
EVERYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - looked up, not listened on


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The first port to try.")
@click.option("--sample", is_flag=True, help="Fill an empty installation with the sample company.")
@click.option("--data", type=click.Path(path_type=Path), default=None, help="The data folder.")
def command(host: str, port: int, sample: bool, data: Path | None) -> None:  # noqa: FBT001 - click hands it by name
    """Start everything, and keep it running until Ctrl+C."""
    if data is not None:
        os.environ[ENVIRONMENT] = str(data.resolve())
    try:
        folder = ensure(data_folder())
    except OSError as problem:
        raise stop("leitstand.E001", data_folder()) from problem
    for number in (signal.SIGTERM, signal.SIGINT):  # a script that starts it in its background leaves SIGINT ignored
        signal.signal(number, _interrupt)
    try:
        # Whoever interrupts, at whatever moment, wants it to end; that is no failure.
        with contextlib.suppress(KeyboardInterrupt), alone(folder):
            _run(folder, host=host, port=port, sample=sample)
    except FolderInUse as other:
        raise click.ClickException(
            f"Leitstand already runs on {folder} (process {other}){_at(folder)}. "
            "Stop it first, or name another folder with --data or LEITSTAND_DATA."
        ) from None


def _at(folder: Path) -> str:
    address = addresses(folder).get("LEITSTAND_URL")
    return f": {address}" if address else ""


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _run(folder: Path, *, host: str, port: int, sample: bool) -> None:
    began = time.monotonic()
    web_port = _free_port(host, port)
    stage_port = _free_port("127.0.0.1", web_port + 1)
    address = f"http://{_name(host)}:{web_port}"
    is_named = "LEITSTAND_URL" in os.environ
    os.environ.setdefault("LEITSTAND_URL", address)
    os.environ["LEITSTAND_REHEARSAL_URL"] = f"http://127.0.0.1:{stage_port}"
    with contextlib.ExitStack() as stack:
        embedded = stack.enter_context(_database(folder))
        _look_at_settings()
        # The script for charts takes some seconds and needs no database: written beside the tables.
        preparing = None if is_made(folder / "made") else _begin("prepare")
        if preparing is not None:
            stack.callback(preparing.wait)
        told = _migrate(folder)
        words = ["rehearsal", "--port", str(stage_port), "--folder", str(folder / "rehearsal")]
        # Silent: it tells its own address, which nobody should take for Leitstand's.
        stage = Child("rehearsal", words, is_silent=True)
        web = Child("web", ["web", "--host", host, "--port", str(web_port), "--quiet"], is_forked=True)
        worker = Child("worker", ["worker"], is_forked=True)
        tree = Tree([stage, web, worker])
        stack.callback(tree.stop)
        stage.start()
        if sample:
            _fill(folder, told, stage)
        if preparing is not None:
            preparing.wait()
        forks.load()
        web.start()
        worker.start()
        _wait(address + "/bereit", web)
        stack.enter_context(
            answering(folder, {name: os.environ[name] for name in ("LEITSTAND_URL", "LEITSTAND_REHEARSAL_URL")})
        )
        click.echo(f"Leitstand runs: {os.environ['LEITSTAND_URL']}  ({time.monotonic() - began:.1f} s)")
        if host in EVERYWHERE and not is_named:
            click.echo("Others reach it once LEITSTAND_URL says under which address, such as http://server:8000.")
        Child("welcome", ["user", "welcome"], is_forked=True).run()
        click.echo("Stop with Ctrl+C.")
        with contextlib.suppress(KeyboardInterrupt):
            _keep(tree, embedded)
        # From here on impatience must not leave half of the tree behind.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        click.echo("Stopping …")


def _name(host: str) -> str:
    """Return how a host is written in an address."""
    host = EVERYWHERE.get(host, host)
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _look_at_settings() -> None:
    """Say what is wrong with the settings before anything is started with them; errors end the start."""
    from leitstand.config.checks import ERROR, WARNING, all_of  # noqa: PLC0415 - they need to know the database by now

    found = [(message.level, f"{message.id}: {message.msg} {message.hint}") for message in all_of(os.environ)]
    for level, sentence in found:
        if WARNING <= level < ERROR:
            click.echo(sentence, err=True)
    if errors := [sentence for level, sentence in found if level >= ERROR]:
        raise click.ClickException("\n".join(errors))


def _keep(tree: Tree, embedded: Embedded | None) -> None:
    watchdog = Watchdog(os.environ["DATABASE_URL"])
    while True:
        time.sleep(1.0)
        if embedded is not None and not embedded.is_running():
            click.echo("PostgreSQL has ended; starting it again", err=True)
            try:
                embedded.start()
            except NotStarted as error:
                click.echo(f"It did not start yet: {error}", err=True)
            continue
        for sentence in tree.tend():
            click.echo(sentence, err=True)
        found = watchdog.look()
        if found.hung_worker:
            tree.kill("worker")
        if found.needs_telling:
            with contextlib.suppress(subprocess.SubprocessError):
                _command("publish", "alarm")


@contextlib.contextmanager
def _database(folder: Path) -> Iterator[Embedded | None]:
    if os.environ.get("DATABASE_URL"):
        yield None
        return
    embedded = Embedded(folder)
    embedded.start()
    with psycopg.connect(embedded.url("postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            connection.execute(f'CREATE DATABASE "{NAME}"')
    os.environ["DATABASE_URL"] = embedded.url()
    try:
        yield embedded
    finally:
        embedded.stop()


def _migrate(folder: Path) -> str:
    """Bring the tables up to date; skipped in a blink where this very version already did it for this database.

    Returns what tells this version and this database from others.
    """
    mark = folder / "migrated"
    told = migrations_fingerprint(os.environ["DATABASE_URL"])
    if not (mark.exists() and mark.read_text() == told):
        _command("migrate")
        told = migrations_fingerprint(os.environ["DATABASE_URL"])  # the tables are there now
        mark.write_text(told)
    return told


def _fill(folder: Path, told: str, stage: Child) -> None:
    """Make the sample company; skipped in a blink where it was made in this database before."""
    mark = folder / "filled"
    if mark.exists() and mark.read_text() == told:
        return
    _wait(os.environ["LEITSTAND_REHEARSAL_URL"] + "/counts", stage)
    _command("demo")
    mark.write_text(told)


def _begin(*arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "leitstand.config.cli", *arguments])


def _command(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "leitstand.config.cli", *arguments], stdout=subprocess.PIPE, check=True, text=True
    )
    return done.stdout


def _free_port(host: str, first: int) -> int:
    for port in range(first, first + 50):
        with socket.socket() as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind((host, port))
            except OSError:
                continue
            return port
    raise click.ClickException(f"No free port from {first} to {first + 49} on {host}. Name another with --port.")


def _wait(url: str, child: Child) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if not child.is_running():
            raise click.ClickException(f"{child.name} did not start; the reason stands above.")
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own address on this machine
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    raise click.ClickException(f"{child.name} did not answer within {READY_SECONDS:.0f} s.")
