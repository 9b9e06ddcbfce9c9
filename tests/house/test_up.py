"""`leitstand up` is one process tree: it starts, refuses a second start, mends what dies, stops cleanly, keeps its data."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

import psycopg
import pytest

from leitstand.config.folder import addresses

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = [pytest.mark.crash, pytest.mark.xdist_group("up")]


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return attempt.getsockname()[1]


def plain(folder: Path) -> dict[str, str]:
    """The environment of a Leitstand on a folder that nobody has set anything for."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LEITSTAND_")}
    kept.pop("DATABASE_URL", None)
    return kept | {"LEITSTAND_DATA": str(folder), "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}


class Up:
    """One `leitstand up` on a folder of its own."""

    def __init__(self, folder: Path, *arguments: str, **settings: str) -> None:
        self.folder = folder
        self.lines: list[str] = []
        environment = plain(folder) | settings
        self.process = subprocess.Popen(
            [sys.executable, "-m", "leitstand.config.cli", "up", "--port", str(free_port()), *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip())

    def wait_for(self, pattern: str, seconds: float = 240) -> re.Match[str]:
        """Wait until a printed line matches."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for line in list(self.lines):
                if found := re.search(pattern, line):
                    return found
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise AssertionError(f"{pattern} was never printed:\n" + "\n".join(self.lines[-30:]))

    @property
    def address(self) -> str:
        return self.wait_for(r"Leitstand runs: (http\S+)").group(1)

    def database(self) -> psycopg.Connection:
        return psycopg.connect(f"postgresql://postgres@/leitstand?host={self.folder / 'postgres'}", autocommit=True)

    def children(self) -> dict[str, int]:
        """Return the tree's direct children by their sub-command."""
        found = {}
        for pid in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split():
            try:
                words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
                # Forked children carry their parent's words; their own name stands elsewhere.
                if (own := Path(f"/proc/{pid}/comm").read_text().strip()).startswith("leit-"):
                    words = [own.removeprefix("leit-")]
            except (FileNotFoundError, ProcessLookupError):
                continue  # a short-lived child (pg_ctl, a probe) ended between the two looks
            for name in ("web", "worker", "rehearsal"):
                if name in words or any(word.endswith(f"{name}.stage") for word in words):
                    found[name] = int(pid)
        return found

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(45)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address + "/bereit", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


def eventually(what, seconds: float = 60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if found := what():
                return found
        except (OSError, psycopg.Error):
            pass
        time.sleep(0.2)
    raise AssertionError("it never came true")


@pytest.fixture(scope="module")
def folder():
    # not pytest's own folder: PostgreSQL may run as another user and must be able to reach it
    with tempfile.TemporaryDirectory(prefix="leitstand-up-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def running(folder: Path):
    up = Up(folder)
    try:
        assert up.address
        yield up
    finally:
        if up.process.poll() is None:
            up.stop()


def test_a_listener_on_every_address_prints_one_that_opens_and_says_what_others_need(folder: Path):
    # Comes first: afterwards the folder belongs to the one that keeps running.
    up = Up(folder, "--host", "0.0.0.0")  # noqa: S104 - this is what is tried
    up.wait_for("Others reach it once LEITSTAND_URL says")
    assert up.address.startswith("http://127.0.0.1:")
    assert answers(up.address)
    up.process.send_signal(signal.SIGINT)
    assert up.process.wait(45) == 0, "\n".join(up.lines[-30:])
    assert addresses(folder) == {}


def test_an_empty_installation_prints_where_to_set_it_up(running: Up):
    assert "/einrichten/" in running.wait_for(r"Set it up here: (\S+)").group(1)
    assert answers(running.address)


def test_only_its_own_address_and_how_to_go_on_are_printed(running: Up):
    running.wait_for("Stop with")
    assert [line.split(":")[0] for line in running.lines[:3]] == [
        "Leitstand runs",
        "Set it up here",
        "Stop with Ctrl+C.",
    ]


def test_a_second_start_on_the_same_data_refuses_clearly_and_says_where_the_first_answers(running: Up):
    second = Up(running.folder)
    assert second.process.wait(60) == 1
    eventually(lambda: "already runs" in " ".join(second.lines))
    assert running.address in " ".join(second.lines)
    assert answers(running.address)


def test_commands_beside_it_know_its_address(running: Up):
    assert addresses(running.folder)["LEITSTAND_URL"] == running.address
    asked = subprocess.run(
        [sys.executable, "-m", "leitstand.config.cli", "user", "welcome"],
        env=plain(running.folder),
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"{running.address}/einrichten/" in asked.stdout


def test_a_wrong_setting_ends_the_start_in_one_sentence_and_leaves_nothing_behind():
    with tempfile.TemporaryDirectory(prefix="leitstand-up-") as name:
        Path(name).chmod(0o755)
        up = Up(Path(name), LEITSTAND_URL="leitstand.firma.de", LEITSTAND_SMTP="mail.firma.de:587")
        assert up.process.wait(60) == 1
        eventually(lambda: len(up.lines) == 2)
        assert up.lines[0].startswith("Error: leitstand.E003: ")
        assert up.lines[1].startswith("leitstand.E005: ")
        assert not (Path(name) / "postgres" / "postmaster.pid").exists()


@pytest.mark.parametrize(
    ("setting", "value", "fault"),
    [
        ("DATABASE_URL", "mysql://localhost/leitstand", "leitstand.E002"),
        ("LEITSTAND_DATA", "/dev/null/leitstand", "leitstand.E001"),
    ],
)
def test_what_it_cannot_start_with_is_told_without_a_trace(tmp_path: Path, setting, value, fault):
    up = Up(tmp_path, **{setting: value})
    assert up.process.wait(60) == 1
    eventually(lambda: len(up.lines) == 1)
    assert up.lines[0].startswith(f"Error: {fault}: ")


def test_a_killed_worker_comes_back(running: Up):
    before = eventually(lambda: running.children().get("worker"))
    os.kill(before, signal.SIGKILL)
    assert eventually(lambda: running.children().get("worker") not in (None, before))


def test_a_killed_web_server_comes_back(running: Up):
    before = eventually(lambda: running.children().get("web"))
    os.killpg(before, signal.SIGKILL)
    eventually(lambda: running.children().get("web") not in (None, before) and answers(running.address))


def test_a_killed_postgresql_comes_back_with_everything_in_it(running: Up):
    with running.database() as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('noch da')")
    postmaster = int((running.folder / "postgres" / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)

    def is_kept():
        with running.database() as connection:
            return connection.execute("SELECT word FROM kept").fetchone() == ("noch da",)

    assert eventually(is_kept)
    assert eventually(lambda: answers(running.address))


def test_it_stops_cleanly_and_the_next_start_finds_the_data(running: Up):
    children = running.children()
    assert running.stop() == 0, "\n".join(running.lines[-30:])
    assert not [pid for pid in children.values() if Path(f"/proc/{pid}").exists()]
    assert not (running.folder / "postgres" / "postmaster.pid").exists()
    again = Up(running.folder)
    assert again.address
    with again.database() as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("noch da",)
    assert again.stop() == 0, "\n".join(again.lines[-30:])
