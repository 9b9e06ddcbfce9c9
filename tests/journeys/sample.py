"""The sample company for tests that walk through the product: its people, its plan, its rehearsal network."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import connections

from leitstand.connectors.rehearsal import MANIFEST
from leitstand.connectors.rehearsal.stage.seed import Seeder
from leitstand.connectors.rehearsal.stage.serve import ADMIN_KEY_FILE
from leitstand.connectors.rehearsal.stage.stage import DEFAULT_PASSWORD
from leitstand.house.clock import use_clock
from leitstand.house.models import Person, Workspace
from leitstand.kernel.clock import HandClock
from leitstand.overview.sample.build import build


@contextmanager
def rehearsal(folder: Path) -> Iterator[str]:
    """Start the rehearsal network on a free port; hand out its address."""
    words = [sys.executable, "-m", "leitstand.connectors.rehearsal.stage", "--port", "0", "--folder", str(folder)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        printed = process.stdout.readline().split()
        yield next(word for word in printed if word.startswith("http")).rstrip("/")
    finally:
        process.terminate()
        process.wait(10)


def move_in(address: str, folder: Path, *, now: datetime) -> tuple[Workspace, Person]:
    """Make the company in the test's database; return it with its marketing lead."""
    # In a thread of its own: where a browser runs, its event loop holds the thread of the test.
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(_build, address, (folder / ADMIN_KEY_FILE).read_text().strip(), now).result()


def _build(address: str, admin_key: str, now: datetime) -> tuple[Workspace, Person]:
    try:
        with use_clock(HandClock(now)), Seeder(address, admin_key) as stage:
            workspace = build(network=MANIFEST, stage=stage, password=DEFAULT_PASSWORD, now=now)
        lead = Person.objects.filter(memberships__workspace=workspace, memberships__role="owner").earliest("pk")
    finally:
        connections.close_all()
    return workspace, lead
