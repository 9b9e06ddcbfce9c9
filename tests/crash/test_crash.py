"""Kill -9 at every step of the protocol: nothing is lost, nothing is said twice, what is unclear is known to be unclear."""

import os
import signal
import subprocess
import sys
import time

import psutil
import psycopg
import pytest

from leitstand.config.embedded import Embedded, NotStarted
from leitstand.publishing.dispatch.pace import Pace
from tests.crash.worker_points import POINTS
from tests.crash.yard import ROOT, copied_database, environment, kill_one_after_the_other, yard

pytestmark = [pytest.mark.crash, pytest.mark.xdist_group("crash")]

POSTS = 500
# Each point is met in the middle of the work; which time differs, so that first, later and last steps are hit.
# Lost answers are rare, and the house is told of twenty posts at a time; two workers share both: those come early.
_RARE = {"looking": 2, "told": 4}
PLAN = [(point, _RARE.get(point, 7 + 3 * number)) for number, point in enumerate(POINTS)]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_worker_killed_at_every_point_loses_and_doubles_nothing(workers, tmp_path):
    with copied_database(f"crash_{workers}") as url, yard(url, str(tmp_path)) as opened:
        opened.fault(kind="accept_then_time_out", share=0.04, seed=11)
        opened.make(POSTS, 10)
        killed = kill_one_after_the_other(opened, PLAN, at_once=workers, no_keys=False, seconds=240)
        states = opened.check_nothing_lost_or_doubled(POSTS)
        assert killed >= len(PLAN) - 1
        # With keys and a network that can be asked, nothing stays unclear.
        assert states["published"] == POSTS


@pytest.mark.parametrize("workers", [1, 2])
def test_on_a_network_without_keys_whatever_is_unclear_is_known_to_be(workers, tmp_path):
    with copied_database(f"nokeys_{workers}") as url, yard(url, str(tmp_path)) as opened:
        opened.fault(kind="accept_then_time_out", share=0.04, seed=5)
        opened.fault(kind="lose_before", share=0.04, seed=6)
        opened.fault(kind="forget_keys")
        opened.make(POSTS // 2, 10)
        kill_one_after_the_other(opened, PLAN, at_once=workers, no_keys=True, seconds=240)
        states = opened.check_nothing_lost_or_doubled(POSTS // 2)
        # A request that was lost before it arrived cannot be told from one that will arrive: nobody sends it again.
        assert states["unknown"] > 0
        told = opened.query("SELECT count(DISTINCT subject_id) FROM house_auditentry WHERE verb = 'publishing.unknown'")
        assert told[0][0] >= states["unknown"]


def test_recovery_takes_less_than_a_minute_at_the_products_own_pace():
    pace = Pace()
    assert pace.lease + max(pace.looks) + pace.poll + pace.renew < 60


def test_a_second_worker_takes_over_while_the_first_is_frozen_and_nothing_is_said_twice(tmp_path):
    with copied_database("frozen") as url, yard(url, str(tmp_path)) as opened:
        opened.fault(kind="slow", ms=60)
        opened.make(60, 4)
        first = opened.start()
        _wait_for(lambda: opened.states()["published"] >= 5)
        first.send_signal(signal.SIGSTOP)  # it holds its lanes and neither works nor dies
        opened.start()
        opened.wait_until_settled(90)
        first.send_signal(signal.SIGCONT)
        time.sleep(1)
        assert opened.check_nothing_lost_or_doubled(60)["published"] == 60


def test_postgresql_killed_in_mid_work_loses_and_doubles_nothing(tmp_path_factory):
    folder = tmp_path_factory.mktemp("postgres")
    for parent in [folder, *folder.parents][:4]:
        parent.chmod(0o755)
    server = Embedded(folder)
    server.start()
    try:
        with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'leitstand'").fetchone():
                connection.execute("CREATE DATABASE leitstand")
        url = server.url()
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "-v", "0"],
            env=environment(url, str(folder)),
            cwd=ROOT,
            check=True,
        )
        with yard(url, str(folder)) as opened:
            opened.fault(kind="slow", ms=20)
            opened.make(200, 10)
            opened.start()
            for done in (20, 60, 110):
                _wait_for(lambda done=done: _published(opened) >= done)
                _kill(server)
                _start_again(server)
            opened.wait_until_settled(120)
            assert opened.check_nothing_lost_or_doubled(200)["published"] == 200
            # nobody died of it
            assert opened.workers[0].poll() is None
    finally:
        server.stop()


def _published(opened) -> int:
    try:
        return opened.states()["published"]
    except psycopg.Error:
        return 0


def _kill(server: Embedded) -> None:
    number = server.pid
    assert number is not None
    os.kill(number, signal.SIGKILL)
    _wait_for(lambda: not psutil.pid_exists(number))  # as long as its zombie is there, it counts as running


def _wait_for(is_so, seconds: float = 90) -> None:
    ends = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < ends
        time.sleep(0.02)


def _start_again(server: Embedded) -> None:
    ends = time.monotonic() + 90
    while True:
        try:
            server.start()
        except NotStarted:
            # its orphans hold the shared memory for a moment
            if time.monotonic() > ends:
                raise
            time.sleep(0.3)
        else:
            return
