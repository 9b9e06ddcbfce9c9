"""How fast due posts go out, and how late: a real worker process, a PostgreSQL with the product's own configuration,
and the rehearsal network on loopback. Every step is journaled and committed to disk.

    python -m benchmarks.sending [--posts 1000] [--light 40]

Beside each figure stands what the closest free product did on the same kind of machine (docs and notes call it "peer"),
and the floor: the plainest client one can write against the same stage in the same run.
"""

import argparse
import asyncio
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import httpx
import psycopg
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = os.environ.get("LEITSTAND_STAGE_PASSWORD", "benchmark-stage")
# Measured with the same numbers of posts on a stub network that answers at once; see anchors in benchmarks/README.md.
PEER = {
    "burst": "0.68 posts/s as shipped, p50 723 s, p99 1,702 s (15 to 17 posts/s without its pause)",
    "light": "p50 7.7 s, p99 15.3 s",
    "floor": "httpx 1,225 to 1,356/s, aiohttp 50 at a time 3,400 to 4,500/s",
}
WORKER = (
    "import asyncio, django; django.setup(); from leitstand.publishing.dispatch.running import run; asyncio.run(run())"
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run gave."""

    name: str
    posts: int
    per_second: float
    p50: float
    p99: float
    latest: float
    doubles: int
    lost: int
    processor_ms: float

    def line(self) -> str:
        """Say it in one line."""
        return (
            f"{self.name:<34} {self.posts:>5} posts  {self.per_second:>7.1f}/s  late p50 {self.p50:>6.3f} s  "
            f"p99 {self.p99:>6.3f} s  last {self.latest:>6.3f} s  lost {self.lost}  double {self.doubles}  "
            f"worker {self.processor_ms:.1f} ms of processor a post"
        )


@contextmanager
def database() -> Iterator[str]:
    """Start an embedded PostgreSQL with the product's configuration in a folder of its own; yield its address."""
    folder = Path(tempfile.mkdtemp(prefix="leitstand-bench-"))
    folder.chmod(0o755)
    os.environ["LEITSTAND_DATA"] = str(folder / "data")
    os.environ["LEITSTAND_ALLOW_PRIVATE"] = "1"  # the stage lies on loopback
    (folder / "data").mkdir()
    (folder / "data").chmod(0o755)
    from leitstand.config.embedded import Embedded

    server = Embedded(folder / "data")
    server.start()
    try:
        with psycopg.connect(server.url("postgres"), autocommit=True) as plain:
            found = plain.execute("SELECT 1 FROM pg_database WHERE datname = 'leitstand'").fetchone()
            if not found:
                plain.execute("CREATE DATABASE leitstand")
        yield server.url()
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def stage() -> Iterator[str]:
    """Run the rehearsal network as a process of its own; yield its address."""
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


@contextmanager
def worker() -> Iterator[subprocess.Popen[bytes]]:
    """Run the product's sender as a process of its own."""
    process = subprocess.Popen([sys.executable, "-c", WORKER], env={**os.environ, "PYTHONPATH": str(ROOT / "src")})
    try:
        yield process
    finally:
        process.terminate()
        process.wait(15)


def counts(address: str) -> dict[str, Any]:
    """Ask the stage what it received."""
    told: dict[str, Any] = httpx.get(f"{address}/counts").json()
    return told


def sign_in(address: str, number: int) -> dict[str, Any]:
    """Make an account on the stage and return what it says."""
    body = {"handle": f"werk{number}", "password": PASSWORD, "name": f"Werk {number}"}
    told: dict[str, Any] = httpx.post(f"{address}/api/sign-in", json=body).raise_for_status().json()
    return told


def make_channels(address: str, count: int) -> list[Any]:
    """Connect channels to accounts on the stage."""
    from leitstand.channels.models import Channel
    from leitstand.channels.secrets import seal
    from leitstand.house.models import Workspace
    from leitstand.publishing.models import Lane

    workspace, _ = Workspace.objects.get_or_create(slug="werk", defaults={"name": "Werk", "state": "NW"})
    made = []
    for number in range(count):
        told = sign_in(address, number)
        channel, is_new = Channel.objects.get_or_create(
            workspace=workspace,
            network="rehearsal",
            external_id=told["account"]["id"],
            base_url=address,
            defaults={
                "handle": told["account"]["handle"],
                "name": f"Werk {number}",
                "facts": {"address": address},
                "method": "password",
                "secrets": seal({"token": told["token"]}),
                "connected_at": datetime.now(tz=UTC),
            },
        )
        if is_new:
            Lane.objects.create(channel=channel)
        made.append(channel)
    return made


def make_posts(channels: Sequence[Any], count: int, name: str) -> list[Any]:
    """Make approved posts over the channels in turn; return their ids."""
    from leitstand.kernel.post import Part, PostPlan
    from leitstand.planning.models import Item
    from leitstand.publishing.models import Approval, Publication

    now = datetime.now(tz=UTC)
    items, publications = [], []
    for number in range(count):
        channel = channels[number % len(channels)]
        text = f"{name} {number}: Die neue Prüfanlage geht in Betrieb. Führungen jeden Mittwoch um zehn Uhr."
        item = Item(
            workspace_id=channel.workspace_id,
            title=text[:80],
            text=text,
            channel_ids=[channel.pk],
            created_at=now,
            updated_at=now,
        )
        plan = PostPlan(str(channel.pk), (Part(text),)).to_json()
        items.append(item)
        publications.append(
            Publication(
                workspace_id=channel.workspace_id,
                item=item,
                channel=channel,
                content=plan,
                created_at=now,
                updated_at=now,
            )
        )
    Item.objects.bulk_create(items, batch_size=500)
    Publication.objects.bulk_create(publications, batch_size=500)
    ids = [publication.pk for publication in publications]
    digests = dict(Publication.objects.filter(pk__in=ids).values_list("pk", "content_digest"))
    Approval.objects.bulk_create(
        [
            Approval(
                workspace_id=publication.workspace_id,
                publication=publication,
                digest=digests[publication.pk],
                requested_at=now,
                decision="approved",
                decided_at=now,
            )
            for publication in publications
        ],
        batch_size=500,
    )
    return ids


def queue(ids: Sequence[Any], due: Sequence[datetime]) -> None:
    """Put the posts into the queue, each for its moment."""
    from leitstand.publishing.models import Publication

    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {Publication._meta.db_table} p SET state = 'planned', approved_digest = content_digest, due_at = w.due"
            " FROM unnest(%s::uuid[], %s::timestamptz[]) AS w(id, due) WHERE p.id = w.id",
            [list(ids), list(due)],
        )


def processor_seconds(pid: int) -> float:
    """Return the processor time a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_for_worker(seconds: float = 120) -> None:
    """Wait until the worker gives its first sign of life: it is loaded then."""
    from leitstand.publishing.models import WorkerBeat

    ends = time.monotonic() + seconds
    while not WorkerBeat.objects.exists() and time.monotonic() < ends:
        time.sleep(0.1)


def wait_and_measure(
    name: str, ids: Sequence[Any], address: str, before: dict[str, Any], timeout: float, pid: int
) -> Figures:
    """Wait until all are out and return how fast and how late."""
    from leitstand.publishing.models import Publication

    ends = time.monotonic() + timeout
    spent = processor_seconds(pid)
    open_ones = Publication.objects.filter(pk__in=ids).exclude(state="published")
    while open_ones.exists() and time.monotonic() < ends:
        time.sleep(0.25)
    rows = list(Publication.objects.filter(pk__in=ids, state="published").values_list("due_at", "published_at"))
    late = sorted((published - due).total_seconds() for due, published in rows)
    first, last = min(due for due, _ in rows), max(published for _, published in rows)
    after = counts(address)
    stored = after["posts_stored"] - before["posts_stored"]
    return Figures(
        name,
        len(ids),
        len(rows) / (last - first).total_seconds(),
        statistics.median(late),
        late[min(len(late) - 1, round(len(late) * 0.99))],
        late[-1],
        doubles=after["doubles"] - before["doubles"],
        lost=len(ids) - stored,
        processor_ms=(processor_seconds(pid) - spent) * 1000 / len(ids),
    )


def burst(name: str, address: str, pid: int, *, channels: int, posts: int) -> Figures:
    """Have many posts due at the same moment, a few seconds from now."""
    before = counts(address)
    ids = make_posts(make_channels(address, channels), posts, name)
    queue(ids, [datetime.now(tz=UTC) + timedelta(seconds=2)] * posts)
    return wait_and_measure(name, ids, address, before, timeout=60 + posts / 20, pid=pid)


def light(name: str, address: str, pid: int, *, posts: int, per_second: float) -> Figures:
    """Have a post due every few seconds."""
    before = counts(address)
    ids = make_posts(make_channels(address, 10), posts, name)
    start = datetime.now(tz=UTC) + timedelta(seconds=2)
    queue(ids, [start + timedelta(seconds=number / per_second) for number in range(posts)])
    return wait_and_measure(name, ids, address, before, timeout=posts / per_second + 60, pid=pid)


def floor_httpx(address: str, posts: int) -> float:
    """Post with one kept httpx connection; return posts per second."""
    token = sign_in(address, 900)["token"]
    with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}) as client:
        started = time.perf_counter()
        for number in range(posts):
            client.post("/api/posts", json={"text": f"floor {number}"}).raise_for_status()
        return posts / (time.perf_counter() - started)


async def floor_aiohttp(address: str, posts: int, at_once: int = 50) -> float:
    """Post with aiohttp, fifty at a time; return posts per second."""
    token = sign_in(address, 901)["token"]
    slots = asyncio.Semaphore(at_once)
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {token}"}) as session:

        async def one(number: int) -> None:
            async with slots, session.post(f"{address}/api/posts", json={"text": f"floor {number}"}) as answer:
                answer.raise_for_status()

        started = time.perf_counter()
        await asyncio.gather(*(one(number) for number in range(posts)))
        return posts / (time.perf_counter() - started)


def floor_commits(url: str, commits: int = 300) -> float:
    """Commit one small row at a time to the same PostgreSQL; return commits per second."""
    with psycopg.connect(url, autocommit=True) as plain:
        plain.execute("CREATE TABLE IF NOT EXISTS floor (id bigserial, at timestamptz DEFAULT now())")
        started = time.perf_counter()
        for _ in range(commits):
            plain.execute("INSERT INTO floor DEFAULT VALUES")
        return commits / (time.perf_counter() - started)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; with --json a line for machines at the end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--light", type=int, default=40, help="posts in the light run, at 0.3 a second")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    with database() as url, stage() as address:
        os.environ["DATABASE_URL"] = url
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitstand.config.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        floors = {
            "httpx, one kept connection": floor_httpx(address, asked.posts),
            "aiohttp, 50 at a time": asyncio.run(floor_aiohttp(address, asked.posts)),
            "PostgreSQL, one commit a row": floor_commits(url),
        }
        for name, figure in floors.items():
            print(f"floor: {name:<34} {figure:>8.0f}/s")
        print(f"       (peer's machine: {PEER['floor']})")
        runs = []
        with worker() as sender:
            wait_for_worker()
            for name, channels in (("burst, 10 channels", 10), ("burst, 1 channel", 1)):
                runs.append(burst(name, address, sender.pid, channels=channels, posts=asked.posts))
                print(runs[-1].line(), flush=True)
            print(f"       peer: {PEER['burst']}")
            if asked.light:
                runs.append(light("light load, 0.3/s", address, sender.pid, posts=asked.light, per_second=0.3))
                print(runs[-1].line())
                print(f"       peer: {PEER['light']}")
    if asked.json:
        print(json.dumps({run.name: {name: getattr(run, name) for name in run.__slots__} for run in runs}))
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    sys.exit(main())
