"""What all servers share: a free port, a folder, a child process that ends with us, and patient, bounded waiting."""

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Self, TypeVar

import httpx

from tests.servers.install import SYSTEM_PATH, command

HOST = "127.0.0.1"
PATIENCE = 180.0  # seconds; a busy machine takes a multiple of what an idle one does
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)

# The kernel ends a child when the thread that started it ends: so all are started by one that stays until the end.
_starter = ThreadPoolExecutor(1, thread_name_prefix="servers")

Found = TypeVar("Found")


class NotInstalled(Exception):
    """A program this server needs is not on this machine; the text names it and how to get it."""


def need(program: str) -> str:
    """Return where a program lies, or raise NotInstalled."""
    found = command(program)
    if found is None:
        raise NotInstalled(f"{program} is not installed: python tests/servers/install.py brings it")
    return found


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(
    look: Callable[[], Found | None], what: str, *, seconds: float = PATIENCE, process: "Process | None" = None
) -> Found:
    """Look again and again until something is found, and return it; give up after `seconds`, or when the process has died."""
    end = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if process is not None and not process.is_alive:
            raise RuntimeError(f"{process.name} ended while we waited for {what}:\n{process.said()}")
        if time.monotonic() > end:
            raise TimeoutError(f"no {what} after {seconds:.0f} s" + (f":\n{process.said()}" if process else ""))
        time.sleep(0.03)


def answers(url: str) -> Callable[[], bool]:
    """Return a look for `wait_until`: does this address answer at all, and without a server error?"""

    def look() -> bool:
        try:
            return httpx.get(url, timeout=30).status_code < 500
        except httpx.TransportError:
            return False

    return look


class Folder:
    """A temporary folder that a system user can reach.

    It is no folder of pytest's own: those are closed to everybody else, and closed again whenever another run begins.
    """

    def __init__(self, name: str) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=f"leitstand-{name}-"))
        self.path.chmod(0o711)

    def sub(self, name: str, *, owner: str | None = None) -> Path:
        """Make a folder inside, belonging to `owner` if we are root."""
        path = self.path / name
        path.mkdir(exist_ok=True)
        if owner is not None:
            give(path, owner)
        return path

    def remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)


def give(path: Path, owner: str) -> None:
    """Let a file or folder belong to a system user; without root nobody changes, and everything stays ours."""
    if os.geteuid() == 0:
        who = pwd.getpwnam(owner)
        os.chown(path, who.pw_uid, who.pw_gid)


class Process:
    """A child process: started with its own log, asked to stop, killed with its children, started again.

    `user` is the system user it drops to when we are root, for servers that refuse root. The kernel ends the process
    should ours die without a word.
    """

    def __init__(
        self,
        name: str,
        words: Sequence[str],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        user: str | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.name = name
        self._words = list(words)
        self._log = log
        self._env = {"PATH": SYSTEM_PATH, "LANG": "C.UTF-8", **(env or {})}
        self._cwd = cwd
        self._user = user if os.geteuid() == 0 else None
        self._stop_signal = stop_signal
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The number of the running process."""
        if self._child is None:
            raise RuntimeError(f"{self.name} is not running")
        return self._child.pid

    @property
    def is_alive(self) -> bool:
        """Whether it runs at this moment."""
        return self._child is not None and self._child.poll() is None

    def start(self) -> Self:
        """Start it; what it prints goes to its log."""
        if self.is_alive:
            raise RuntimeError(f"{self.name} runs already")
        self._child = _starter.submit(self._spawn).result()
        return self

    def _spawn(self) -> "subprocess.Popen[bytes]":
        who = pwd.getpwnam(self._user) if self._user else None
        with self._log.open("ab") as log:
            return subprocess.Popen(
                self._words,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self._env,
                cwd=self._cwd,
                user=who.pw_uid if who else None,
                group=who.pw_gid if who else None,
                extra_groups=[] if who else None,
                start_new_session=True,
                preexec_fn=self._end_with_us,  # noqa: PLW1509 - one call of the C library, which was loaded before
            )

    def _end_with_us(self) -> None:
        _libc.prctl(_PR_SET_PDEATHSIG, self._stop_signal)

    def said(self, lines: int = 20) -> str:
        """Return the end of its log."""
        if not self._log.exists():
            return ""
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-lines:])

    def stop(self, *, patience: float = 10.0) -> None:
        """Ask it to end and wait; kill it if it does not listen."""
        if self._child is None:
            return
        if self._child.poll() is None:
            self._child.send_signal(self._stop_signal)
            with suppress(subprocess.TimeoutExpired):
                self._child.wait(patience)
        self.kill()

    def kill(self) -> None:
        """End it and its children at once, as kill -9 does, and wait until it is gone."""
        if self._child is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._child.pid, signal.SIGKILL)
        self._child.wait()
        self._child = None
