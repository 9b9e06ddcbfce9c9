"""A worker that listens live is killed; another takes over from the place that was kept, and every post is there once."""

import os
import signal
import subprocess
import sys
import threading
import time
from typing import Self

import httpx
import psycopg
import pytest

from tests.crash.yard import PASSWORD, ROOT, copied_database, environment, stage

pytestmark = [pytest.mark.crash, pytest.mark.xdist_group("crash")]
POSTS = 240
LEASE = 5.0
PATIENCE = 120.0

MAKE = """
import sys
import django; django.setup()
from datetime import UTC, datetime
from benchmarks.sending import make_channels
from leitstand.house.actor import Actor
from leitstand.listening.actions.keep_search import keep_search
from leitstand.listening.actions.keep_stream import switch_live
from leitstand.listening.actions.plan_sources import plan_sources
from leitstand.listening.models import Stream

[channel] = make_channels(sys.argv[1], 1)
actor, now = Actor.house(channel.workspace), datetime.now(tz=UTC)
keep_search(actor, {"name": "Pumpe", "query": "Nordpumpe", "purpose": "", "subject": "", "misspellings": False,
                    "languages": [], "overlap": 0}, now=now)
plan_sources(actor, now=now)
switch_live(actor, Stream.objects.get(), on=True, now=now)
"""
# The product has no hooks for this: the points are wrapped around it from outside. Its lease is shorter here, so that the
# test need not wait for it; the order of things is the same.
WORK = """
import asyncio, os, signal, sys
from datetime import timedelta
import django; django.setup()
from leitstand.house import clock
from leitstand.listening import live
from leitstand.listening.actions import hold_stream

point, left = sys.argv[1], int(sys.argv[2])
hold_stream.LEASE = timedelta(seconds=float(sys.argv[3]))

def passes(name):
    global left
    if name == point:
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

take_in, keep_heard, note_live = hold_stream.take_in, live.keep_heard, live.note_live

def taking(*args, **more):
    told = take_in(*args, **more)
    passes("stored, not committed")
    return told

def keeping(*args, **more):
    new = keep_heard(*args, **more)
    print("kept", new, flush=True)
    passes("committed")
    return new

def noting(*args, **more):
    note_live(*args, **more)
    print("live", flush=True)

hold_stream.take_in, live.keep_heard, live.note_live = taking, keeping, noting
ending = asyncio.Event()

async def main():
    worker = live.Live(clock.clock())
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, worker.ending.set)
    print("ready", flush=True)
    await worker.run()

asyncio.run(main())
"""


@pytest.mark.parametrize("point", ["stored, not committed", "committed"])
def test_a_killed_worker_is_followed_by_another_and_nothing_is_lost_or_doubled(point, tmp_path):
    with copied_database("live") as url, stage() as address:
        told = environment(url, str(tmp_path))
        subprocess.run([sys.executable, "-c", MAKE, address], env=told, cwd=ROOT, check=True)
        with psycopg.connect(url, autocommit=True) as connection, Speaker(address) as speaker:

            def one(statement: str) -> int:
                row = connection.execute(statement).fetchone()
                assert row is not None
                return int(row[0])

            dying, heir = _start(told, point, 3), None
            try:
                assert _until(dying, "live") == "live"
                heir = _start(told, "never", 1)
                speaker.say(POSTS // 3)
                speaker.say_until(lambda: dying.poll() is not None, most=POSTS // 3)
                died = time.monotonic()
                assert dying.wait(30) == -signal.SIGKILL
                speaker.say(POSTS - speaker.said)  # nobody listens
                assert _until(heir, "live") == "live"
                assert time.monotonic() - died < LEASE + 20  # three seconds to look for it, the rest for a busy machine
                while one("SELECT count(*) FROM listening_known") < speaker.fitting:
                    assert _until(heir, "kept").startswith("kept")
                heir.terminate()
                assert heir.wait(30) == os.EX_OK
            finally:
                for process in (dying, heir):
                    if process is not None and process.poll() is None:
                        process.kill()
                        process.wait(10)
            assert speaker.said == POSTS
            assert one("SELECT count(*) FROM listening_intake") == speaker.fitting
            assert one("SELECT count(DISTINCT item->>'id') FROM listening_intake") == speaker.fitting
            assert one("SELECT count(*) FROM listening_stream WHERE holder = '' AND lease_until IS NULL") == 1
            assert one("SELECT cursor::int FROM listening_stream") <= speaker.last
            assert one("SELECT taken_in FROM listening_source WHERE kind = 'stream'") == speaker.fitting


class Speaker:
    """Somebody who speaks on the stage; every second post names what is looked for."""

    def __init__(self, address: str) -> None:
        self.http = httpx.Client(base_url=address, timeout=30)
        self.said = self.fitting = self.last = 0

    def __enter__(self) -> Self:
        told = self.http.post("/api/sign-in", json={"handle": "berta", "password": PASSWORD}).raise_for_status().json()
        self.http.headers["Authorization"] = f"Bearer {told['token']}"
        return self

    def __exit__(self, *_how: object) -> None:
        self.http.close()

    def say(self, count: int) -> None:
        """Say so much."""
        for _ in range(count):
            fits = self.said % 2 == 0
            text = f"Die Nordpumpe läuft, zum {self.said}. Mal" if fits else f"Ganz etwas anderes, Nummer {self.said}"
            told = self.http.post("/api/posts", json={"text": text}).raise_for_status().json()
            self.last = int(told["id"])
            self.said += 1
            self.fitting += fits

    def say_until(self, over, *, most: int) -> None:
        """Go on until something is over."""
        for _ in range(most):
            if over():
                return
            self.say(1)


def _start(told: dict[str, str], point: str, nth: int) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", WORK, point, str(nth), str(LEASE)],
        env=told,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert _until(process, "ready") == "ready"
    return process


def _until(process: "subprocess.Popen[str]", word: str) -> str:
    """Read until a worker says a word; "" where it ends before, or says nothing for too long."""
    assert process.stdout is not None
    too_long = threading.Timer(PATIENCE, process.kill)
    too_long.start()
    try:
        for line in process.stdout:
            if line.startswith(word):
                return line.strip()
        return ""
    finally:
        too_long.cancel()
