"""What the crash tests share: databases, the stage, workers that are started again when they die, and the final count."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "crash-stage"


@dataclass
class Yard:
    """One database and one stage; `environment` is what processes get."""

    url: str
    address: str
    environment: dict[str, str]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def make(self, posts: int, channels: int) -> None:
        """Put posts into the queue."""
        subprocess.run(
            [sys.executable, "-m", "tests.crash.make", self.address, str(posts), str(channels)],
            env=self.environment,
            cwd=ROOT,
            check=True,
            timeout=120,
        )

    def start(self, point: str = "never", nth: int = 1, *, no_keys: bool = False) -> subprocess.Popen[bytes]:
        """Start a worker that dies at a point."""
        more = ["--no-keys"] if no_keys else []
        worker = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.worker", point, str(nth), *more], env=self.environment, cwd=ROOT
        )
        self.workers.append(worker)
        return worker

    def query(self, statement: str) -> list[tuple[Any, ...]]:
        """Ask the database."""
        with psycopg.connect(self.url, autocommit=True, connect_timeout=5) as connection:
            return connection.execute(statement).fetchall()

    def states(self) -> Counter[str]:
        """Count publications by state."""
        return Counter(dict(self.query("SELECT state, count(*) FROM publishing_publication GROUP BY state")))

    def is_settled(self) -> bool:
        """Whether nothing is due or on its way, and the house has been told everything."""
        states = self.states()
        on_the_way = any(states[state] for state in ("planned", "claimed", "sending", "waiting"))
        return not on_the_way and self.query("SELECT count(*) FROM publishing_publication WHERE untold") == [(0,)]

    def wait_until_settled(self, seconds: float) -> float:
        """Wait until nothing is due or on its way; return how long that took."""
        started = time.monotonic()
        while time.monotonic() - started < seconds:
            with suppress(psycopg.Error):
                if self.is_settled():
                    return time.monotonic() - started
            time.sleep(0.25)
        lanes = self.query("SELECT channel_id, worker, lease_until, blocked_until, reason FROM publishing_lane")
        doing = self.query(
            "SELECT pid, application_name, state, wait_event_type, wait_event, pg_blocking_pids(pid), left(query, 90) "
            "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        told = "\n".join(str(row) for row in [*lanes, *doing])
        raise AssertionError(f"not settled after {seconds} s: {self.states()}\n{told}")

    def counts(self) -> dict[str, Any]:
        """Ask the stage what it received."""
        told: dict[str, Any] = httpx.get(f"{self.address}/counts", timeout=30).json()
        return told

    def fault(self, **rule: object) -> None:
        """Switch a fault on."""
        httpx.post(f"{self.address}/faults", json=rule, timeout=30).raise_for_status()

    def stop(self) -> None:
        """Stop every worker that still runs."""
        for worker in self.workers:
            if worker.poll() is None:
                worker.terminate()
        for worker in self.workers:
            try:
                worker.wait(15)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait(5)

    def check_nothing_lost_or_doubled(self, posts: int) -> Counter[str]:
        """Compare the house's book with the network's: every post said once, or unclear and known to be so."""
        states, counts = self.states(), self.counts()
        assert counts["doubles"] == 0, counts["doubles_groups"]
        assert counts["same_text"] == 0, counts["same_text_groups"]
        assert states["published"] + states["unknown"] == posts, states
        # Every fifth post is a thread of two with a comment. What is published is there; what is there beyond that
        # belongs to those that are unclear.
        published = self.query(
            "SELECT count(*), coalesce(sum(jsonb_array_length(content->'parts')), 0),"
            " count(*) FILTER (WHERE content->>'first_comment' <> '')"
            " FROM publishing_publication WHERE state = 'published'"
        )[0]
        extra = counts["posts_there"] - int(published[1])
        assert 0 <= extra <= 2 * states["unknown"], (counts["posts_there"], published, states)
        assert 0 <= counts["comments_there"] - int(published[2]) <= states["unknown"]
        # Nobody is left waiting for an answer that never came, and every outcome is proved.
        open_ones = self.query(
            "SELECT count(*) FROM publishing_attempt a JOIN publishing_publication p ON p.id = a.publication_id"
            " WHERE p.state = 'published' AND a.outcome IN ('', 'lost')"
            " AND NOT EXISTS (SELECT FROM publishing_attempt b WHERE b.key = a.key AND b.outcome IN ('done', 'found'))"
        )[0][0]
        assert open_ones == 0
        return states


@contextmanager
def stage() -> Iterator[str]:
    """Run the rehearsal network; yield its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "leitstand.connectors.rehearsal.stage", "--port", "0", "--password", PASSWORD],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(10)


def environment(url: str, data: str) -> dict[str, str]:
    """Return what a process needs to work on a database."""
    return {
        **os.environ,
        "DATABASE_URL": url,
        "LEITSTAND_DATA": data,
        "LEITSTAND_ALLOW_PRIVATE": "1",
        "DJANGO_SETTINGS_MODULE": "leitstand.config.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "LEITSTAND_STAGE_PASSWORD": PASSWORD,
    }


@contextmanager
def yard(url: str, data: str) -> Iterator[Yard]:
    """Open a yard on a database that is there; workers are stopped at the end."""
    with stage() as address:
        opened = Yard(url, address, environment(url, data))
        try:
            yield opened
        finally:
            opened.stop()


@contextmanager
def copied_database(name: str) -> Iterator[str]:
    """Copy the migrated template of the test run into a database of its own; yield its address."""
    server = os.environ["DATABASE_URL"]
    template = os.environ["LEITSTAND_TEST_TEMPLATE"]
    name = f"{os.environ['LEITSTAND_TEST_RUN']}_{name}{os.environ.get('PYTEST_XDIST_WORKER', '')}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield server.replace("/postgres?", f"/{name}?")
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def kill_one_after_the_other(
    opened: Yard, plan: Sequence[tuple[str, int]], *, at_once: int, no_keys: bool, seconds: float
) -> int:
    """Keep `at_once` workers running, each to die at the next point of the plan; return how many were killed.

    The last ones live. A worker that finds nothing more to do before its point is left to live too.
    """
    coming = list(plan)
    alive: list[subprocess.Popen[bytes]] = []
    killed = 0
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        for worker in list(alive):
            if worker.poll() is not None:
                assert worker.returncode == -9, f"a worker ended by itself: {worker.returncode}"
                killed += 1
                alive.remove(worker)
        while len(alive) < at_once:
            point, nth = coming.pop(0) if coming else ("never", 1)
            alive.append(opened.start(point, nth, no_keys=no_keys))
        if not coming and opened.is_settled():
            return killed
        time.sleep(0.1)
    raise AssertionError(f"not settled: {opened.states()}")
