"""A PostgreSQL of the system's own packages for servers that need one, with its extensions (the wheel has none)."""

import re
import signal
import subprocess
from pathlib import Path
from typing import Self

from tests.servers.running.process import HOST, Folder, NotInstalled, Process, free_port, wait_until

USER = "postgres"


def newest_binaries() -> Path:
    """Return the folder with the programs of the newest PostgreSQL that Debian's packages installed."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(re.sub(r"\D", "", path.parts[4]))
    )
    if not found:
        raise NotInstalled("postgresql is not installed: python tests/servers/install.py brings it")
    return found[-1].parent


class Postgres:
    """One cluster in a folder, on a port of 127.0.0.1, quick rather than safe: it need not outlive a power cut."""

    def __init__(self, folder: Folder) -> None:
        self._programs = newest_binaries()
        self._home = folder.sub("postgres", owner=USER)
        self._data = self._home / "data"
        self.port = free_port()
        quick = (
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "shared_buffers=16MB",
            "max_wal_size=64MB",
        )
        self.process = Process(
            "postgres",
            [
                str(self._programs / "postgres"),
                *("-D", str(self._data), "-p", str(self.port), "-h", HOST, "-k", str(self._home)),
                *(word for setting in quick for word in ("-c", setting)),
            ],
            log=folder.path / "postgres.log",
            user=USER,
            stop_signal=signal.SIGINT,  # its "fast" way to stop: it does not wait for those who are connected
        )
        self._initdb = Process(
            "initdb",
            [
                str(self._programs / "initdb"),
                *("-D", str(self._data), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
            ],
            log=folder.path / "initdb.log",
            user=USER,
        )

    def start(self, database: str) -> Self:
        """Make the cluster and an empty database, and wait until both answer."""
        self._initdb.start()
        wait_until(lambda: not self._initdb.is_alive, "new PostgreSQL cluster")
        self.process.start()
        wait_until(lambda: self._ask(f'CREATE DATABASE "{database}"'), "PostgreSQL", process=self.process)
        return self

    def url(self, database: str) -> str:
        """Return the address of a database for other programs."""
        return f"postgres://{USER}@{HOST}:{self.port}/{database}"

    def _ask(self, sql: str) -> bool:
        words = [
            str(self._programs / "psql"),
            "-h",
            HOST,
            "-p",
            str(self.port),
            "-U",
            USER,
            "-d",
            "postgres",
            "-qc",
            sql,
        ]
        done = subprocess.run(words, check=False, capture_output=True, text=True)
        return done.returncode == 0 or "already exists" in done.stderr

    def stop(self) -> None:
        """Stop the server; the folder is its owner's to remove."""
        self.process.stop()
