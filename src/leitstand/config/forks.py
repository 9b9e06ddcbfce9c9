"""Children that come out of one process which has loaded the product once: they start at once and share its memory."""

import ctypes
import gc
import os
import signal
import sys
from multiprocessing import get_context
from subprocess import TimeoutExpired
from typing import Final

_ARENAS_MAX: Final = (
    -8
)  # mallopt's name for it: every thread may otherwise take a pool of memory of its own and keep it
_SET_NAME: Final = 15  # prctl's
_FORK: Final = get_context("fork")


def load() -> None:
    """Load everything that pages and worker need, and put it beyond the collector's reach, so that it stays shared.

    The database must be named in the environment by now; no connection is opened.
    """
    from django.urls import get_resolver  # noqa: PLC0415 - only whoever forks pays for it

    import leitstand.config.wsgi  # noqa: F401, PLC0415

    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()


class Forked:
    """One forked child that runs a sub-command of `leitstand`; speaks as subprocess.Popen does where the tree asks."""

    def __init__(self, name: str, arguments: "list[str]") -> None:
        self._process = _FORK.Process(target=_run, args=(name, arguments), name=name)
        self._process.start()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid or 0

    @property
    def returncode(self) -> int | None:
        """How it ended, minus the signal's number where one ended it; None while it lives."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """Return how it ended; None while it lives."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; raises TimeoutExpired."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise TimeoutExpired(self._process.name, timeout or 0.0)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send it a signal; nothing where it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)


def _run(name: str, arguments: "list[str]") -> None:
    """Run as a process of its own: in a session of its own, without the parent's files, locks and connections."""
    os.setsid()
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    libc = ctypes.CDLL(None)
    libc.mallopt(_ARENAS_MAX, 2)
    libc.prctl(_SET_NAME, f"leit-{name}".encode()[:15], 0, 0, 0)
    sys.argv = ["leitstand", *arguments]
    from leitstand.config.cli import run  # noqa: PLC0415 - it names `up`, which this file is part of

    run()
