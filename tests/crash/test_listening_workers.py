"""Several workers share what was heard; one of them is killed in the middle, and every item is stored exactly once."""

import os
import signal
import subprocess
import sys

import psycopg
import pytest

from tests.crash.yard import ROOT, copied_database, environment

pytestmark = [pytest.mark.crash, pytest.mark.xdist_group("crash")]
ITEMS = 3_000
FITTING = 2_000
COPIES = 400
BATCH = 150
WORKERS = 3

MAKE = f"""
import django; django.setup()
from datetime import UTC, datetime, timedelta
from leitstand.house.actor import Actor
from leitstand.house.models import Workspace
from leitstand.listening.actions.take_in import take_in
from leitstand.listening.core.items import Item
from leitstand.listening.models import Search, Source

now = datetime(2026, 11, 27, 12, tzinfo=UTC)
workspace = Workspace.objects.create(slug="werk", name="Werk", state="NW")
for name in ("Nordpumpe", "Südventil"):
    Search.objects.create(workspace=workspace, name=name, query=name, misspellings=False, made_at=now)
actor = Actor.house(workspace)
for place in range(2):
    source = Source.objects.create(workspace=workspace, kind="file", name=str(place), scope=f"file:{{place}}")
    items = []
    for number in range(place, {ITEMS}, 2):
        words = f"w{{number}}a w{{number}}b w{{number}}c w{{number}}d w{{number}}e"
        if number >= {FITTING}:
            text = f"Nichts davon {{words}}"
        elif number < {COPIES}:
            text = "Die Nordpumpe leckt seit Montag in Halle sieben und niemand geht ans Telefon"
        else:
            text = f"Nordpumpe und Südventil {{words}}" if number % 5 == 0 else f"Nordpumpe {{words}}"
        items.append(Item(str(number), now - timedelta(minutes=number), text, author_id=str(number % 90), likes=1))
    take_in(actor, source, items, now=now)
    take_in(actor, source, items[:50], now=now)  # told again
"""
WORK = f"""
import django; django.setup()
import time
from leitstand.listening.actions.work_off import work_off
print("ready", flush=True)
input()
done = 0
while one := work_off(most={BATCH}):
    done += one
    print(done, flush=True)
"""


def test_two_workers_share_what_was_heard_and_a_killed_one_loses_and_doubles_nothing(tmp_path):
    with copied_database("listening") as url:
        told = environment(url, str(tmp_path))
        subprocess.run([sys.executable, "-c", MAKE], env=told, cwd=ROOT, check=True)
        with psycopg.connect(url, autocommit=True) as connection:

            def one(statement: str) -> int:
                row = connection.execute(statement).fetchone()
                assert row is not None
                return int(row[0])

            assert one("SELECT count(*) FROM listening_intake") == ITEMS
            killed, other, third = (_start(told) for _ in range(WORKERS))
            _go(killed, other)
            # After its first batch it is in the next one: those rows are gone for it alone until it commits.
            first = int(_line(killed))
            killed.send_signal(signal.SIGKILL)
            killed.wait(30)
            first = max([first, *map(int, _said(killed))])
            _go(third)
            shares = [_done(process) for process in (other, third)]

            # What it had done is done; what it was at was worked off by others. It may have died before saying so.
            assert ITEMS - first - BATCH <= sum(shares) <= ITEMS - first
            assert shares[0] > 0
            _check(one)


def _check(one) -> None:
    both = len([number for number in range(COPIES, FITTING) if number % 5 == 0])
    assert one("SELECT count(*) FROM listening_intake") == 0
    assert one("SELECT count(*) FROM listening_mention") == FITTING
    assert one("SELECT count(DISTINCT external_id) FROM listening_mention") == FITTING
    assert one("SELECT count(*) FROM listening_match") == FITTING + both
    assert (
        one("SELECT count(*) FROM (SELECT DISTINCT search_id, mention_id FROM listening_match) AS pairs")
        == FITTING + both
    )
    assert one("SELECT count(*) FROM listening_passed") == ITEMS - FITTING
    assert one("SELECT sum(mentions) FROM listening_hourfigures") == FITTING + both
    assert one("SELECT sum(mentions) FROM listening_dayfigures") == FITTING + both
    assert one("SELECT sum(likes) FROM listening_dayfigures") == FITTING + both
    # Every group has one opener and as many members as it says.
    assert one('SELECT count(*) FROM listening_mention WHERE "group" IS NULL') == 0
    wrong = """
        SELECT count(*) FROM listening_group g JOIN (
            SELECT "group", count(*) AS members, count(*) FILTER (WHERE opens_group) AS openers
            FROM listening_mention GROUP BY 1
        ) AS told ON told."group" = g.id WHERE told.members <> g.size OR told.openers <> 1
    """
    assert one(wrong) == 0
    # Also what workers met for the first time in the same moment is one group.
    copied = """SELECT count(DISTINCT "group") FROM listening_mention WHERE text LIKE 'Die Nordpumpe leckt%'"""
    assert one(copied) == 1
    sums = """
        SELECT count(*) FROM listening_hourfigures f WHERE f.mentions <> (
            SELECT count(*) FROM listening_match m
            WHERE m.search_id = f.search_id AND m.source_id = f.source_id AND m.at >= f.hour AND m.at < f.hour + interval '1 hour'
        )
    """
    assert one(sums) == 0


def _start(told: dict[str, str]) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", WORK], env=told, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert _line(process) == "ready"
    return process


def _go(*processes: "subprocess.Popen[str]") -> None:
    """Let them begin together: they take longer to start than to do all of it alone."""
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _said(process: "subprocess.Popen[str]") -> list[str]:
    assert process.stdout is not None
    return process.stdout.read().split()


def _done(process: "subprocess.Popen[str]") -> int:
    done = _said(process)
    assert process.wait(120) == os.EX_OK
    return int(done[-1]) if done else 0
