"""An installation of its own for measuring: embedded PostgreSQL as the product configures it, in a temporary folder."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Installation:
    """A data folder with a running PostgreSQL and migrated tables."""

    folder: Path
    url: str
    environment: Mapping[str, str]

    def command(self, *arguments: str) -> str:
        """Run a sub-command of `leitstand` and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "leitstand.config.cli", *arguments],
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout


@contextmanager
def installation() -> Iterator[Installation]:
    """Start one, and take it away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="leitstand-bench-"))
    folder.chmod(0o755)
    sys.path.insert(0, str(ROOT / "src"))
    from leitstand.config.embedded import Embedded
    from leitstand.config.folder import ensure

    embedded = Embedded(ensure(folder))
    embedded.start()
    try:
        with psycopg.connect(embedded.url("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE leitstand")
        environment = {
            **os.environ,
            "LEITSTAND_DATA": str(folder),
            "DATABASE_URL": embedded.url(),
            "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "leitstand.config.settings",
        }
        made = Installation(folder, embedded.url(), environment)
        made.command("migrate")
        yield made
    finally:
        embedded.stop()
        shutil.rmtree(folder, ignore_errors=True)


def pss_of(pid: int) -> int:
    """Return the proportional set size of a process in bytes."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def tree_of(pid: int) -> list[int]:
    """Return a process and all its descendants."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            children.setdefault(int(stat.rsplit(")", 1)[1].split()[1]), []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        current = waiting.pop()
        found.append(current)
        waiting += children.get(current, [])
    return found
